package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.nio.charset.StandardCharsets;

/** What goes back for a request. */
record ScriptedAnswer(int status, String contentType, String body) {

    static ScriptedAnswer json(int status, JsonValue body) {
        return new ScriptedAnswer(status, "application/json", JsonText.write(body));
    }

    static ScriptedAnswer ok(JsonValue body) {
        return json(200, body);
    }

    static ScriptedAnswer text(String body) {
        return new ScriptedAnswer(200, "text/plain; charset=UTF-8", body);
    }

    static ScriptedAnswer fault(int status, String faultstring) {
        return json(status, JsonObject.builder().put("faultstring", faultstring).build());
    }

    static ScriptedAnswer nothing() {
        return new ScriptedAnswer(204, "", "");
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
