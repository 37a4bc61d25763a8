package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineUnavailableException;
import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.json.JsonObject;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkflowInspectionTest {

    private static final CodeDocument DOCUMENT = new CodeDocument(
            JsonObject.empty(),
            Map.of("tasks.hello", new Problem.Place(5, 3), "tasks.hello.action", new Problem.Place(6, 13)));

    private final ScriptedTransport transport = new ScriptedTransport();
    private final WorkflowInspection inspection =
            new WorkflowInspection(new StackStormClient(transport, Credentials.apiKey("k"), () -> "id"));

    @Test
    void aWorkflowThatStackStormHasNothingAgainstHasNoProblem() {
        transport.answers(RecordedAnswer.of("workflows/inspect-good"));

        assertThat(problems("tasks: {}\n")).isEmpty();

        Request request = transport.requests().get(0);
        assertThat(request.content()).isNotNull();
        assertThat(request.content().type()).isEqualTo("text/plain");
        assertThat(new String(request.content().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("tasks: {}\n");
    }

    @Test
    void eachItemIsAProblemAtItsLine() {
        transport.answers(RecordedAnswer.of("workflows/inspect-content"));

        assertThat(problems("x"))
                .containsExactly(Problem.at(
                        "test_code", 6, 13, "The action \"core.nosuch\" is not registered in the database."));
    }

    @Test
    void anItemWithoutAPlaceOfItsOwnStandsAtWhatIsAroundIt() {
        transport.answers(RecordedAnswer.of("workflows/inspect-context"));

        assertThat(problems("x"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.place()).isEqualTo(new Problem.Place(5, 3)));
    }

    @Test
    void textThatIsNoYamlIsAProblemWithTheLineOfTheParser() {
        transport.answers(RecordedAnswer.of("workflows/inspect-bad-yaml"));

        assertThat(problems("x")).singleElement().satisfies(problem -> {
            assertThat(problem.message()).startsWith("Failed to load workflow definition");
            assertThat(problem.place()).isNotNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect-list", "inspect-no-tasks"})
    void anInspectionThatFailedIsNeverTakenForAValidWorkflow(String recorded) {
        transport.answers(RecordedAnswer.of("workflows/" + recorded));

        assertThat(problems("x"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("StackStorm could not inspect it"));
    }

    @Test
    void aStackStormThatIsAwayOrAnswersSenselesslyIsUnavailable() {
        transport.answers(503, "{\"faultstring\": \"away\"}").answers(200, "{}").fails(Fate.LOST);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> problems("x")).isInstanceOf(EngineUnavailableException.class);
        }
    }

    private List<Problem> problems(String yaml) {
        return inspection.problems(yaml, DOCUMENT);
    }
}
