package dev.sst.core;

import dev.sst.Problem;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.CodeShape;
import dev.sst.spi.CodeInspector;
import dev.sst.test.TestDefinition;
import java.util.List;
import java.util.regex.Pattern;

/** Tells the shape of code by its text, checks nothing, and says so: for a program that has no Python at hand. */
final class UncheckedCode implements CodeInspector {
    private static final Pattern ACTION_CLASS = Pattern.compile("(?m)^class\\s+\\w+\\s*\\([^)\\n]*\\bAction\\b");

    @Override
    public CodeInspection inspect(TestDefinition definition) {
        String code = definition.code() == null ? "" : definition.code();
        CodeShape shape = definition
                .metadata()
                .text("runner")
                .map(runner -> runner.startsWith("python") ? CodeShape.ACTION_CLASS : CodeShape.SCRIPT)
                .orElseGet(() -> ACTION_CLASS.matcher(code).find() ? CodeShape.ACTION_CLASS : CodeShape.SCRIPT);
        var note = Problem.of("test_code", "the code was not checked: no inspector is configured");
        return new CodeInspection(shape, "", List.of(), List.of(note));
    }
}
