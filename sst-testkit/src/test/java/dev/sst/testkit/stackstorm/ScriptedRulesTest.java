package dev.sst.testkit.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripted rules against the answers that were recorded from a real StackStorm, and what their events lead to. */
final class ScriptedRulesTest extends ScriptedScene {

    private static final String RULE = """
            {"name": "r", "pack": "p", "enabled": true, "action": {"ref": "core.noop"},
             "trigger": {"type": "core.st2.webhook", "parameters": {"url": "a/b"}}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules/get-404",
                "rules/delete-404",
                "triggertypes/get-404",
                "triggerinstances/get-404",
                "webhooks/post-unknown",
                "ruleenforcements/list-none",
                "traces/by-tag-none"
            })
    void whatIsNotThereIsWordedAsStackStormWordsIt(String name) throws Exception {
        assertAnsweredAsRecorded(name);
    }

    @Test
    void aRuleIsReadByItsNameAndChangedByItsIdAlone() throws Exception {
        String id = text(object("POST", "/v1/rules", RULE), "id");

        assertThat(text(object("GET", "/v1/rules/p.r", ""), "id")).isEqualTo(id);
        assertThat(send("POST", "/v1/rules", RULE).statusCode()).isEqualTo(409);
        assertThat(send("PUT", "/v1/rules/p.r", RULE).statusCode()).isEqualTo(400);
        assertThat(send("PUT", "/v1/rules/" + id, RULE.replace("core.noop", "core.local"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(object("GET", "/v1/rules/p.r", "").get("action"))
                .contains(JsonText.parse("{\"ref\": \"core.local\"}"));
        assertThat(list("/v1/rules?pack=p")).hasSize(1);
        assertThat(send("DELETE", "/v1/rules/" + id, "").statusCode()).isEqualTo(204);
        assertThat(list("/v1/rules?pack=p")).isEmpty();
    }

    @Test
    void anEventLeavesTraceInstanceEnforcementAndExecution() throws Exception {
        JsonObject rule = object("POST", "/v1/rules", RULE);

        assertThat(fire("k1", "{\"scripted\": {\"fires_ms\": 0}}").statusCode()).isEqualTo(202);

        String ofTheRule = "/v1/ruleenforcements?limit=1&rule_id=" + text(rule, "id");
        await().until(() -> !list(ofTheRule).isEmpty());
        JsonObject enforcement = list(ofTheRule).get(0);
        JsonObject instance = object("GET", "/v1/triggerinstances/" + text(enforcement, "trigger_instance_id"), "");
        assertThat(text(instance, "status")).isEqualTo("processed");
        assertThat(list("/v1/traces?trace_tag=k1").get(0).toString()).contains(text(instance, "id"));
        await().until(() -> text(object("GET", "/v1/executions/" + text(enforcement, "execution_id"), ""), "status")
                .equals("succeeded"));
        String at = text(enforcement, "enforced_at");
        assertThat(list("/v1/ruleenforcements?enforced_at_gt=" + at)).isEmpty();
        assertThat(list("/v1/ruleenforcements?enforced_at_lt=" + at)).isEmpty();
        assertThat(list("/v1/ruleenforcements?enforced_at_gt=2020-01-01T00:00:00Z"))
                .containsExactly(enforcement);
    }

    @Test
    void anEventThatIsNotToldToFireIsHeardAndNothingElse() throws Exception {
        object("POST", "/v1/rules", RULE);

        fire("k1", "{}");

        await().until(() -> !list("/v1/traces?trace_tag=k1").isEmpty());
        assertThat(list("/v1/traces?trace_tag=k2")).isEmpty();
        assertThat(list("/v1/ruleenforcements")).isEmpty();
        assertThat(stackStorm.executions()).isEmpty();
    }

    @Test
    void aRuleThatIsDisabledDoesNotListen() throws Exception {
        object("POST", "/v1/rules", RULE.replace("true", "false"));

        assertThat(fire("k1", "{}").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> fire(String tag, String payload) throws Exception {
        return http.send(
                request("/v1/webhooks/a/b")
                        .header("St2-Trace-Tag", tag)
                        .POST(BodyPublishers.ofString(payload))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonObject object(String method, String path, String body) throws Exception {
        return (JsonObject) JsonText.parse(send(method, path, body).body());
    }

    private List<JsonObject> list(String path) throws Exception {
        JsonValue answer = JsonText.parse(send("GET", path, "").body());
        return ((JsonArray) answer).items().stream().map(JsonObject.class::cast).toList();
    }

    private static String text(JsonObject object, String name) {
        return object.text(name).orElseThrow();
    }
}
