package dev.sst.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeInspection;
import dev.sst.json.JsonBoolean;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded workflows and rules: what must be refused by its text alone is, and nothing else. */
final class RecordedCodeTest {
    /** Refused by the text alone according to the recording, but only StackStorm's inspection can tell. */
    private static final Set<String> INSPECTED =
            Set.of("workflow-cycle-no-entry", "workflow-unknown-task", "workflow-unknown-variable");

    private final YamlCodeInspector reading = new YamlCodeInspector(definition -> {
        throw new AssertionError("no Python here");
    });

    static Stream<RecordedOutcome> recorded() {
        return Stream.of("workflow", "rule").flatMap(type -> RecordedOutcome.all(type).stream());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void codeIsRefusedAsRecorded(RecordedOutcome recorded) {
        CodeInspection inspection = reading.inspect(definition(recorded));

        boolean refused = recorded.expect().get("refused").orElse(JsonBoolean.FALSE) == JsonBoolean.TRUE
                && recorded.expect().text("stage").orElse("").equals("validate")
                && !INSPECTED.contains(recorded.id());
        if (refused) {
            assertThat(inspection.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.field()).isEqualTo("test_code");
                assertThat(problem.place()).isNotNull();
            });
        } else {
            assertThat(inspection.problems()).isEmpty();
            assertThat(inspection.document()).isNotNull();
        }
    }

    private static TestDefinition definition(RecordedOutcome recorded) {
        String type = recorded.test().text("test_type").orElseThrow();
        return TestDefinition.builder(recorded.id(), TestType.valueOf(type.toUpperCase(Locale.ROOT)))
                .pack(recorded.test().text("stackstorm_pack").orElseThrow())
                .code(recorded.test().text("test_code").orElseThrow())
                .build();
    }
}
