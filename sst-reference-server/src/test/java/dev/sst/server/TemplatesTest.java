package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every template is what it says it is: a test that can be stored, deployed and run, and passes. */
@Timeout(300)
final class TemplatesTest {
    private final RunningServer server = RunningServer.running();

    @Test
    void everyTemplatePassesAsItStands() throws Exception {
        var templates = server.get("/api/v1/templates").array();
        assertThat(templates.size()).isPositive();
        for (JsonValue template : templates.items()) {
            JsonObject test = (JsonObject) ((JsonObject) template).get("test").orElseThrow();
            var checked = server.post("/api/v1/tests/validate", JsonText.write(test));
            assertThat(checked.object().get("valid")).as(checked.text()).contains(JsonText.parse("true"));
            var created = server.post("/api/v1/tests", JsonText.write(test));
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            String path = "/api/v1/tests/" + created.field("test_id");
            assertThat(server.post(path + "/deploy", "{}").status()).isEqualTo(200);

            var run = server.post(path + "/execute?wait=60", JsonText.write(values(test)));

            assertThat(run.object().text("verdict")).as(run.text()).contains("passed");
        }
    }

    /** An address is this server's: the one in the template is where a server usually is. */
    private JsonObject values(JsonObject test) {
        JsonObject parameters = (JsonObject) test.get("test_parameters").orElseThrow();
        var given = JsonObject.builder();
        if (parameters.get("url").isPresent()) {
            given.put("url", server.address("/health").toString());
        }
        return JsonObject.empty().with("parameters", given.build());
    }
}
