package dev.sst.core.code;

import dev.sst.deployment.CodeInspection;
import dev.sst.spi.CodeInspector;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.List;
import java.util.Objects;

/** Reads the code of a test, of whatever type. Thread-safe; may take as long as the inspector of Python does. */
public final class CodeReading {
    private final CodeInspector python;

    public CodeReading(CodeInspector python) {
        this.python = Objects.requireNonNull(python, "python");
    }

    /** Whether code of that type is Python: then a newer Python may read what ours does not, and a deployment can be forced. */
    public static boolean python(TestType type) {
        return type == TestType.ACTION || type == TestType.SENSOR;
    }

    /** What its code is and why it cannot work; nothing at all of a test that names existing content. */
    public CodeInspection read(TestDefinition definition) {
        String code = definition.code();
        if (code == null) {
            return new CodeInspection(null, "", List.of(), List.of(), null);
        }
        return switch (definition.type()) {
            case ACTION, SENSOR -> python.inspect(definition);
            case WORKFLOW -> WorkflowCode.read(code);
            case RULE -> RuleCode.read(code, definition.pack());
        };
    }
}
