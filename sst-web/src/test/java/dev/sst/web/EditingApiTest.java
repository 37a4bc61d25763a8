package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What writing a test and running it again with other values need. */
final class EditingApiTest {
    private static final String WITH_SECRET = """
            {"name":"a","test_type":"action","test_code":"1","test_parameters":{
              "key":{"type":"string","secret":true},"url":{"type":"string"}}}""";

    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void aRevisionKeepsItsNote() {
        String id = web.post("/api/v1/tests", "{\"name\":\"a\",\"test_type\":\"action\",\"revision_note\":\"first\"}")
                .object()
                .text("test_id")
                .orElseThrow();
        Web.Reply changed = web.put("/api/v1/tests/" + id, "{\"timeout\":9,\"revision_note\":\"faster\"}");

        assertThat(changed.object().get("revision_note")).isEmpty();
        assertThat(web.get("/api/v1/tests/" + id + "/revisions/1").object().text("note"))
                .contains("first");
        assertThat(web.get("/api/v1/tests/" + id + "/revisions/2").object().text("note"))
                .contains("faster");
        Web.Reply tooLong =
                web.put("/api/v1/tests/" + id, "{\"revision_note\":\"" + "x".repeat(TestBody.MAX_NOTE + 1) + "\"}");
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.text()).contains("\"field\":\"revision_note\"");
    }

    @Test
    void aRevisionSaysWhatItChangedAlsoAtTheEndOfAPage() {
        String id = web.createTest("login");
        web.put("/api/v1/tests/" + id, "{\"timeout\":9,\"tags\":[\"eu\"]}");
        web.put("/api/v1/tests/" + id, "{\"test_parameters\":{\"a\":1}}");

        String path = "/api/v1/tests/" + id + "/revisions";
        assertThat(web.get(path).text())
                .contains("\"changed\":[\"test_parameters\"]", "\"changed\":[\"timeout\",\"tags\"]", "\"changed\":[]");
        assertThat(web.get(path + "?limit=1&cursor=3").text()).contains("\"changed\":[\"timeout\",\"tags\"]");
    }

    @Test
    void anExecutionSaysWhatItWasGivenButNoSecret() {
        web.post("/api/v1/tests", WITH_SECRET);
        web.post("/api/v1/tests/t001/deploy");
        String answer = web.post("/api/v1/tests/t001/execute", "{\"parameters\":{\"key\":\"hunter2\",\"url\":\"x\"}}")
                .text();
        web.delete("/api/v1/tests/t001");

        assertThat(((JsonObject) JsonText.parse(answer)).get("parameters"))
                .contains(JsonText.parse("{\"key\":\"********\",\"url\":\"x\"}"));
        assertThat(answer
                        + web.get("/api/v1/executions").text()
                        + web.get("/api/v1/executions/e001").text())
                .doesNotContain("hunter2");
    }

    @Test
    void aRerunMayChangeValuesAndKeepsASecretBehindItsMask() {
        web.post("/api/v1/tests", WITH_SECRET);
        web.post("/api/v1/tests/t001/deploy");
        web.post("/api/v1/tests/t001/execute", "{\"parameters\":{\"key\":\"hunter2\",\"url\":\"x\"}}");

        web.post("/api/v1/executions/e001/rerun");
        web.post("/api/v1/executions/e001/rerun", "{\"parameters\":{\"key\":\"********\",\"url\":\"y\"}}");
        web.post("/api/v1/executions/e001/rerun", "{\"parameters\":{}}");

        assertThat(web.sst.requests.get(1).parameters())
                .isEqualTo(JsonText.parse("{\"key\":\"hunter2\",\"url\":\"x\"}"));
        assertThat(web.sst.requests.get(2).parameters())
                .isEqualTo(JsonText.parse("{\"key\":\"hunter2\",\"url\":\"y\"}"));
        assertThat(web.sst.requests.get(3).parameters()).isEqualTo(JsonObject.empty());
        assertThat(web.sst.requests.get(3).context().text("rerun_of")).contains("e001");
        Web.Reply refused = web.post("/api/v1/executions/e004/rerun", "{\"parameters\":{\"key\":\"********\"}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("\"field\":\"parameters.key\"");
    }

    @Test
    void anExpectationIsPreviewedByTheEvaluationItself() {
        Web.Reply reply = web.post(
                "/api/v1/tests/checks-preview",
                "{\"expected_result\":{\"code\":200},\"output_data\":{\"code\":503,\"more\":1}}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text())
                .contains("\"path\":\"/code\"", "\"expected\":200", "\"actual\":503", "\"passed\":false");
        assertThat(web.post("/api/v1/tests/checks-preview", "{}").text()).isEqualTo("{\"checks\":[]}");
        Web.Reply unusable =
                web.post("/api/v1/tests/checks-preview", "{\"expected_result\":{\"$match\":\"near\",\"value\":1}}");
        assertThat(unusable.status()).isEqualTo(422);
        assertThat(unusable.text()).contains("expected_result.$match");
        assertThat(web.post("/api/v1/tests/checks-preview", "{\"output_data\":[]}")
                        .status())
                .isEqualTo(422);
    }
}
