package dev.sst.web;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tests to start from, each of which is run by our own tests as it stands here. */
final class TemplateRoutes implements RouteGroup {
    private static final String FOLDER = "/dev/sst/web/templates/";

    private final JsonArray templates;

    TemplateRoutes() {
        JsonArray written = (JsonArray) JsonText.parse(resource("templates.json"));
        templates = Json.array(written.items(), template -> withCode((JsonObject) template));
    }

    private static JsonValue withCode(JsonObject template) {
        String code = resource(template.text("code").orElseThrow());
        JsonObject test = (JsonObject) template.get("test").orElseThrow();
        return JsonObject.builder()
                .put("id", template.get("id").orElseThrow())
                .put("test_type", test.get("test_type").orElseThrow())
                .put("title", template.get("title").orElseThrow())
                .put("description", template.get("description").orElseThrow())
                .put("test", test.with("test_code", new JsonString(code)))
                .build();
    }

    private static String resource(String name) {
        try (InputStream in = TemplateRoutes.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("resource templates/" + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(Route.BASE + "/templates", exchange -> Answer.ok(templates))
                .named("listTemplates", "Tests to start from")
                .needs(Permission.READ)
                .answers(200, "Template[]"));
    }
}
