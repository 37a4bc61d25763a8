package dev.sst.core;

import dev.sst.Problem;
import dev.sst.deployment.CodeInspection;
import dev.sst.spi.CodeInspector;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.List;

/** Reads the code of a test, of whatever type. Thread-safe; may take as long as the inspector does. */
record CodeReading(CodeInspector inspector) {

    /** Whether that problem is one of Python: then a newer Python may read what ours does not, and a deployment can be forced. */
    static boolean ofPython(Problem problem, TestType type) {
        return switch (type) {
            case ACTION, SENSOR -> true;
            case WORKFLOW -> HelperReading.ofCode(problem);
            case RULE -> false;
        };
    }

    /** What its code is and why it cannot work; nothing at all of a test that names existing content. */
    CodeInspection read(TestDefinition definition) {
        return definition.code() == null
                ? new CodeInspection(null, "", List.of(), List.of(), null)
                : new HelperReading(inspector).beside(inspector.inspect(definition), definition);
    }
}
