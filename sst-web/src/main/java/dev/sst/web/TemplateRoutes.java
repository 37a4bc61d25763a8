package dev.sst.web;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.List;

/** Tests to start from, each of which is run by our own tests as it stands here. */
final class TemplateRoutes implements RouteGroup {
    private static final String FOLDER = "/dev/sst/web/templates/";

    private final JsonArray templates;

    TemplateRoutes() {
        JsonArray written = (JsonArray) JsonText.parse(PackagedFile.bytes(FOLDER + "templates.json"));
        templates = Json.array(written.items(), template -> withCode((JsonObject) template));
    }

    private static JsonValue withCode(JsonObject template) {
        String code = PackagedFile.text(FOLDER + template.text("code").orElseThrow());
        JsonObject test = (JsonObject) template.get("test").orElseThrow();
        return JsonObject.builder()
                .put("id", template.get("id").orElseThrow())
                .put("test_type", test.get("test_type").orElseThrow())
                .put("title", template.get("title").orElseThrow())
                .put("description", template.get("description").orElseThrow())
                .put("test", test.with("test_code", new JsonString(code)))
                .build();
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(Route.BASE + "/templates", exchange -> Answer.ok(templates))
                .named("listTemplates", "Tests to start from")
                .needs(Permission.READ)
                .answers(200, "Template[]"));
    }
}
