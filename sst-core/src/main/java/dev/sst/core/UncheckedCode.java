package dev.sst.core;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.CodeShape;
import dev.sst.json.JsonObject;
import dev.sst.spi.CodeInspector;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells the shape of an action by its text and the class of a sensor by the metadata, checks nothing, and says so: for a program
 * that reads neither Python nor YAML.
 */
final class UncheckedCode implements CodeInspector {
    private static final Pattern ACTION_CLASS = Pattern.compile("(?m)^class\\s+\\w+\\s*\\([^)\\n]*\\bAction\\b");

    @Override
    public CodeInspection inspect(TestDefinition definition) {
        var note = Problem.of("test_code", "the code was not checked: no inspector is configured");
        if (definition.type() == TestType.SENSOR) {
            return new CodeInspection(null, "", List.of(), List.of(note), sensor(definition.metadata()));
        }
        if (definition.type() != TestType.ACTION) {
            return new CodeInspection(null, "", List.of(), List.of(note), null);
        }
        String code = definition.code() == null ? "" : definition.code();
        CodeShape shape = definition
                .metadata()
                .text("runner")
                .map(runner -> runner.startsWith("python") ? CodeShape.ACTION_CLASS : CodeShape.SCRIPT)
                .orElseGet(() -> ACTION_CLASS.matcher(code).find() ? CodeShape.ACTION_CLASS : CodeShape.SCRIPT);
        return new CodeInspection(shape, "", List.of(), List.of(note));
    }

    private static @Nullable CodeDocument sensor(JsonObject metadata) {
        return metadata.text("class_name")
                .map(name ->
                        CodeDocument.sensor(name, metadata.get("poll_interval").isPresent()))
                .orElse(null);
    }
}
