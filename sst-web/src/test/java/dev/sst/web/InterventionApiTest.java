package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.jsontext.JsonText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InterventionApiTest {
    private static final String EXECUTION = "/api/v1/executions/e001";

    private final Web web = new Web();

    @BeforeEach
    void somethingRuns() {
        String id = web.createDeployedTest("flow");
        web.post("/api/v1/tests/" + id + "/execute");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume"})
    void aRunningExecutionIsPausedAndResumed(String what) {
        Web.Reply reply = web.post(EXECUTION + "/" + what);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.field("execution_id")).isEqualTo("\"e001\"");
        assertThat(web.sst.interventions).containsExactly(what + " e001");
    }

    @Test
    void whatWaitsForAnAnswerIsShownWithItsSchema() {
        assertThat(web.get(EXECUTION + "/inquiries").object()).isEqualTo(JsonText.parse("""
                {"execution_id": "e001", "inquiries":
                 [{"inquiry_id": "q1", "task": "approve", "route": "on-call", "schema": {"type": "object"}}]}"""));
    }

    @Test
    void anAnswerIsGivenAsItCame() {
        Web.Reply reply = web.post(EXECUTION + "/inquiries/q1", "{\"response\": {\"go\": true}}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(web.sst.interventions).containsExactly("answer q1 of e001 with {go=true}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                              | response
            {"response": 1}                 | response
            {"response": {}, "go": true}    | go
            """)
    void anAnswerWithoutAResponseIsRefusedByName(String body, String field) {
        Web.Reply reply = web.post(EXECUTION + "/inquiries/q1", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("\"field\":\"" + field + "\"");
        assertThat(web.sst.interventions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "inquiries/q1"})
    void whatDoesNotExistIsNotFound(String what) {
        assertThat(web.post("/api/v1/executions/e009/" + what, what.startsWith("inq") ? "{\"response\": {}}" : "")
                        .status())
                .isEqualTo(404);
    }
}
