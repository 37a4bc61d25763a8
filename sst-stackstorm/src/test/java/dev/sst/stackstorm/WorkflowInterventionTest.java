package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.ConflictException;
import dev.sst.EngineUnavailableException;
import dev.sst.InvalidInputException;
import dev.sst.NotFoundException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Inquiry;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class WorkflowInterventionTest {
    private static final EngineExecutionId RUN = new EngineExecutionId("6b03de253b0b283900cba941");

    /** The inquiry of the recorded answers. */
    private static final String INQUIRY = "6b03e65465a3dc50d2398e1b";

    private static final String CHILDREN = """
            [{"id": "6b03e65465a3dc50d2398e1a", "status": "succeeded", "start_timestamp": "2026-11-23T07:05:55Z",
              "action": {"ref": "core.noop"}, "context": {"orquesta": {"task_name": "before"}}},
             {"id": "%s", "status": "pending", "start_timestamp": "2026-11-23T07:05:56Z",
              "action": {"ref": "core.ask"}, "context": {"orquesta": {"task_name": "approve"}}}]""".formatted(INQUIRY);

    private static final JsonObject YES = (JsonObject) JsonText.parse("{\"approved\": true}");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final StackStormClient client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
    private final WorkflowIntervention intervention = new WorkflowIntervention(client, new Executions(client));

    private static RecordedAnswer recorded(String name) {
        return RecordedAnswer.of("inquiries/" + name);
    }

    private Request last() {
        return transport.requests().get(transport.requests().size() - 1);
    }

    @Test
    void aWorkflowIsAskedToPauseAndToGoOn() {
        transport.answers(200, "{\"status\": \"running\"}").answers(200, "{\"status\": \"resuming\"}");

        intervention.pause(RUN);
        assertThat(said()).isEqualTo("PUT /v1/executions/" + RUN + " {\"status\":\"pausing\"}");

        intervention.resume(RUN);
        assertThat(said()).isEqualTo("PUT /v1/executions/" + RUN + " {\"status\":\"resuming\"}");
    }

    private String said() {
        return last().method() + " " + last().path() + " "
                + new String(last().content().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatCannotBePausedIsAConflictInStackStormsWords() {
        transport.answers(400, "{\"faultstring\": \"the execution is of runner local-shell-cmd\"}");

        assertThatThrownBy(() -> intervention.pause(RUN))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("local-shell-cmd");
    }

    @Test
    void aWatchIsNoWorkflow() {
        assertThatThrownBy(() -> intervention.pause(new EngineExecutionId("rule-6b03de253b0b283900cba941-abc-key")))
                .isInstanceOf(ConflictException.class);
        assertThat(intervention.inquiries(new EngineExecutionId("rule-6b03de253b0b283900cba941-abc-key")))
                .isEmpty();
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void aLostAnswerLeavesItUnknown() {
        transport.fails(Fate.LOST);

        assertThatThrownBy(() -> intervention.resume(RUN))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("not known");
    }

    @Test
    void aChildThatWaitsIsAnInquiryWithItsSchema() {
        transport.answers(200, CHILDREN).answers(recorded("get"));

        assertThat(intervention.inquiries(RUN)).singleElement().satisfies(open -> {
            assertThat(open.id()).isEqualTo(INQUIRY);
            assertThat(open.task()).isEqualTo("approve");
            assertThat(open.route()).isEqualTo("records");
            assertThat(open.schema().get("properties")).isPresent();
        });
        assertThat(last().path()).isEqualTo("/v1/inquiries/" + INQUIRY);
    }

    @Test
    void whatSomebodyAnsweredMeanwhileIsNoneAnyMore() {
        transport.answers(200, CHILDREN).answers(recorded("get-answered"));

        assertThat(intervention.inquiries(RUN)).extracting(Inquiry::id).isEmpty();
    }

    @Test
    void anAnswerGoesToTheInquiryOfThatRun() {
        transport.answers(200, CHILDREN).answers(recorded("get")).answers(recorded("answer"));

        intervention.answer(RUN, INQUIRY, YES);

        assertThat(said())
                .isEqualTo("PUT /v1/inquiries/" + INQUIRY + " {\"id\":\"" + INQUIRY
                        + "\",\"response\":{\"approved\":true}}");
    }

    @Test
    void anInquiryOfAnotherRunIsNotAnswered() {
        transport.answers(200, "[]");

        assertThatThrownBy(() -> intervention.answer(RUN, INQUIRY, YES)).isInstanceOf(NotFoundException.class);
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void anAnswerAgainstTheSchemaIsBadInputInOneLine() {
        transport.answers(200, CHILDREN).answers(recorded("get")).answers(recorded("answer-bad-schema"));

        assertThatThrownBy(() -> intervention.answer(RUN, INQUIRY, YES))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.field()).isEqualTo("response");
                            assertThat(problem.message())
                                    .contains("'perhaps' is not of type 'boolean'")
                                    .doesNotContain("\n");
                        }));
    }

    @Test
    void aSecondAnswerIsAConflict() {
        transport.answers(200, CHILDREN).answers(recorded("get")).answers(recorded("answer-again"));

        assertThatThrownBy(() -> intervention.answer(RUN, INQUIRY, YES))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("already been responded to");
    }
}
