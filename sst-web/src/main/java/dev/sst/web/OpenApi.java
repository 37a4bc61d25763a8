package dev.sst.web;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The OpenAPI 3.1 document. Its paths are made from the very table that answers requests, so that none can be missing; its
 * schemas are written by hand in {@code schemas.json}.
 */
final class OpenApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)\\}");
    private static final JsonObject TEXT =
            JsonObject.builder().put("type", "string").build();

    private OpenApi() {}

    static JsonObject document(String version, List<Route> routes) {
        Map<String, JsonObject.Builder> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), path -> JsonObject.builder())
                    .put(Json.word(route.method()), operation(route));
        }
        var built = JsonObject.builder();
        paths.forEach((path, operations) -> built.put(path, operations.build()));
        return JsonObject.builder()
                .put("openapi", "3.1.0")
                .put(
                        "info",
                        JsonObject.builder()
                                .put("title", "StackStorm Synthetic Test Framework")
                                .put("version", version)
                                .put(
                                        "description",
                                        "Paths answer with and without a trailing slash. Errors are RFC 9457 problem documents. "
                                                + "x-permissions names the permissions of which a caller needs one.")
                                .build())
                .put("paths", built.build())
                .put("components", components())
                .put("security", JsonArray.of(JsonObject.empty().with("bearer", JsonArray.of())))
                .build();
    }

    /** The document with the address of the mount under which its paths answer; empty at the root of a server. */
    static JsonObject at(String mount, JsonObject document) {
        var server =
                JsonObject.builder().put("url", mount.isEmpty() ? "/" : mount).build();
        return document.with("servers", JsonArray.of(server));
    }

    /** The schemas, by name. */
    static JsonObject schemas() {
        return withPatch((JsonObject) JsonText.parse(PackagedFile.bytes("/dev/sst/web/schemas.json")));
    }

    /** A change of a test is a test of which any field may be left out. */
    private static JsonObject withPatch(JsonObject schemas) {
        JsonObject whole = (JsonObject) schemas.get("TestInput").orElseThrow();
        return schemas.with("TestPatch", whole.with("required", JsonArray.of()));
    }

    private static JsonObject components() {
        return JsonObject.builder()
                .put("schemas", schemas())
                .put(
                        "securitySchemes",
                        JsonObject.empty()
                                .with(
                                        "bearer",
                                        JsonObject.builder()
                                                .put("type", "http")
                                                .put("scheme", "bearer")
                                                .build()))
                .build();
    }

    private static JsonObject operation(Route route) {
        var operation = JsonObject.builder()
                .put("operationId", route.name())
                .put("summary", route.summary())
                .put("parameters", new JsonArray(parameters(route)));
        if (route.open()) {
            operation.put("security", JsonArray.of());
        }
        if (!route.permissions().isEmpty()) {
            operation.put("x-permissions", Permission.words(route.permissions()));
        }
        String takes = route.takes();
        if (takes != null) {
            operation.put("requestBody", content(Answer.JSON, takes));
        }
        return operation.put("responses", responses(route)).build();
    }

    private static List<JsonValue> parameters(Route route) {
        List<JsonValue> parameters = new ArrayList<>();
        VARIABLE.matcher(route.path())
                .results()
                .forEach(match -> parameters.add(JsonObject.builder()
                        .put("name", match.group(1))
                        .put("in", "path")
                        .put("required", true)
                        .put("schema", TEXT)
                        .build()));
        for (Route.Parameter parameter : route.parameters()) {
            parameters.add(JsonObject.builder()
                    .put("name", parameter.name())
                    .put("in", "query")
                    .put("description", parameter.meaning())
                    .put("schema", parameter.schema())
                    .build());
        }
        return parameters;
    }

    private static JsonObject responses(Route route) {
        String answers = route.answers();
        var well = JsonObject.builder().put("description", "done");
        if (answers != null) {
            well.putAll(content(contentType(answers), answers));
        }
        return JsonObject.builder()
                .put(Integer.toString(route.status()), well.build())
                .put(
                        "default",
                        JsonObject.builder()
                                .put("description", "it was refused or did not succeed")
                                .putAll(content(ProblemAnswer.TYPE, "Problem"))
                                .build())
                .build();
    }

    private static String contentType(String schema) {
        return switch (schema) {
            case "EventStream" -> "text/event-stream";
            case "Page" -> "text/html";
            default -> Answer.JSON;
        };
    }

    private static JsonObject reference(String schema) {
        boolean list = schema.endsWith("[]");
        String name = list ? schema.substring(0, schema.length() - 2) : schema;
        JsonObject reference = JsonObject.empty().with("$ref", new JsonString("#/components/schemas/" + name));
        return list
                ? JsonObject.builder()
                        .put("type", "array")
                        .put("items", reference)
                        .build()
                : reference;
    }

    private static JsonObject content(String type, String schema) {
        List<String> names = List.of(schema.split("\\|"));
        JsonObject wanted = names.size() == 1
                ? reference(schema)
                : JsonObject.empty().with("anyOf", Json.array(names, OpenApi::reference));
        return JsonObject.empty()
                .with(
                        "content",
                        JsonObject.empty().with(type, JsonObject.empty().with("schema", wanted)));
    }
}
