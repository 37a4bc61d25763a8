package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every template is what it says it is: a test that can be stored as it stands, and one of an action can be deployed and passes. */
@Timeout(300)
final class TemplatesTest {
    private final RunningServer server = RunningServer.running();

    @Test
    void thereIsOneOfEveryType() throws Exception {
        assertThat(templates().map(template -> template.text("test_type").orElseThrow()))
                .contains("action", "workflow", "rule", "sensor");
    }

    @Test
    void nothingIsWrongWithAnyOfThem() throws Exception {
        for (JsonObject test : tests()) {
            var checked = server.post("/api/v1/tests/validate", JsonText.write(test));

            assertThat(checked.object().get("valid")).as(checked.text()).contains(JsonText.parse("true"));
            assertThat(checked.object().get("warnings")).as(checked.text()).contains(JsonArray.of());
        }
    }

    @Test
    void everyActionPassesAsItStands() throws Exception {
        for (JsonObject test : tests(true)) {
            String path = stored(test);
            assertThat(server.post(path + "/deploy", "{}").status()).isEqualTo(200);

            var run = server.post(path + "/execute?wait=60", JsonText.write(values(test)));

            assertThat(run.object().text("verdict")).as(run.text()).contains("passed");
        }
    }

    @Test
    void allOthersNeedAStackStormAsTheySay() throws Exception {
        for (JsonObject test : tests(false)) {
            var refused = server.post(stored(test) + "/deploy", "{}");

            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.text()).contains("StackStorm");
        }
        assertThat(templates().filter(template -> !isAction(template)))
                .allSatisfy(template ->
                        assertThat(template.text("description").orElseThrow()).contains("Needs a StackStorm"));
    }

    private String stored(JsonObject test) throws Exception {
        var created = server.post("/api/v1/tests", JsonText.write(test));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return "/api/v1/tests/" + created.field("test_id");
    }

    private Stream<JsonObject> templates() throws Exception {
        return server.get("/api/v1/templates").array().items().stream().map(JsonObject.class::cast);
    }

    private List<JsonObject> tests() throws Exception {
        return templates().map(TemplatesTest::test).toList();
    }

    private List<JsonObject> tests(boolean actions) throws Exception {
        return templates()
                .filter(template -> isAction(template) == actions)
                .map(TemplatesTest::test)
                .toList();
    }

    private static JsonObject test(JsonObject template) {
        return (JsonObject) template.get("test").orElseThrow();
    }

    private static boolean isAction(JsonObject template) {
        return template.text("test_type").orElseThrow().equals("action");
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
