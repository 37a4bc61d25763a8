package dev.sst.yaml;

import dev.sst.deployment.CodeInspection;
import dev.sst.spi.CodeInspector;
import dev.sst.test.TestDefinition;
import java.util.Objects;

/**
 * Reads the YAML of workflows and rules itself, and leaves Python to another inspector. Thread-safe; the other may take a second.
 */
public final class YamlCodeInspector implements CodeInspector {
    private final CodeInspector python;

    /** @param python for actions and sensors */
    public YamlCodeInspector(CodeInspector python) {
        this.python = Objects.requireNonNull(python, "python");
    }

    @Override
    public CodeInspection inspect(TestDefinition definition) {
        String code = Objects.requireNonNull(definition.code(), "code");
        return switch (definition.type()) {
            case ACTION, SENSOR -> python.inspect(definition);
            case WORKFLOW -> WorkflowCode.read(code);
            case RULE -> RuleCode.read(code, definition.pack());
        };
    }
}
