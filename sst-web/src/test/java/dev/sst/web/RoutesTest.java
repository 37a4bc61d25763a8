package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table of routes, the OpenAPI document, and what holds for every route. */
final class RoutesTest {
    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void everyRouteOfTheContractIsThere() {
        assertThat(web.web.routes().stream().map(Route::toString))
                .contains(
                        "POST /api/v1/tests",
                        "GET /api/v1/tests",
                        "GET /api/v1/tests/{test_id}",
                        "PUT /api/v1/tests/{test_id}",
                        "DELETE /api/v1/tests/{test_id}",
                        "POST /api/v1/tests/{test_id}/deploy",
                        "POST /api/v1/tests/{test_id}/execute",
                        "GET /api/v1/tests/{test_id}/executions",
                        "GET /api/v1/executions/{execution_id}",
                        "GET /api/v1/tests/executions/{execution_id}",
                        "GET /api/v1/executions",
                        "GET /api/v1/tests/executions",
                        "GET /api/v1/tests/stackstorm/status",
                        "GET /api/v1/tests/stackstorm/probe",
                        "POST /api/v1/tests/stackstorm/probe",
                        "GET /api/v1/tests/stackstorm/executions",
                        "GET /api/v1/tests/stackstorm/executions/{id}",
                        "GET /api/v1/tests/stackstorm/executions/{id}/template",
                        "GET /health",
                        "GET /openapi.json",
                        "GET /docs",
                        "GET /",
                        "GET /api/v1/incidents",
                        "GET /api/v1/incidents/{incident_id}",
                        "POST /api/v1/incidents/{incident_id}/acknowledge",
                        "POST /api/v1/incidents/{incident_id}/resolve",
                        "POST /api/v1/incidents/{incident_id}/notes",
                        "POST /api/v1/executions/{execution_id}/cancel",
                        "POST /api/v1/executions/{execution_id}/rerun",
                        "GET /api/v1/executions/{execution_id}/output",
                        "GET /api/v1/executions/{execution_id}/steps",
                        "POST /api/v1/executions/{execution_id}/pause",
                        "POST /api/v1/executions/{execution_id}/resume",
                        "GET /api/v1/executions/{execution_id}/inquiries",
                        "POST /api/v1/executions/{execution_id}/inquiries/{inquiry_id}",
                        "POST /api/v1/tests/validate",
                        "GET /api/v1/tests/{test_id}/revisions",
                        "GET /api/v1/tests/{test_id}/revisions/{revision}",
                        "POST /api/v1/tests/{test_id}/rollback",
                        "GET /api/v1/tests/{test_id}/deployment",
                        "GET /api/v1/tests/{test_id}/deployment/read-back",
                        "POST /api/v1/tests/{test_id}/deployment/adopt",
                        "POST /api/v1/tests/{test_id}/undeploy",
                        "GET /api/v1/events");
    }

    @Test
    void theOpenApiDocumentListsExactlyTheRoutesThatAnswer() {
        JsonObject document = web.get("/openapi.json").object();
        Set<String> documented = new TreeSet<>();
        ((JsonObject) document.get("paths").orElseThrow())
                .members()
                .forEach((path, operations) -> ((JsonObject) operations)
                        .members()
                        .keySet()
                        .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        assertThat(documented)
                .isEqualTo(
                        web.web.routes().stream().map(Route::toString).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everySchemaTheDocumentNamesExistsAndEveryOperationHasItsOwnName() {
        JsonObject document = web.get("/openapi.json").object();
        Set<String> named = new HashSet<>();
        collectReferences(document, named);
        Set<String> existing = OpenApi.schemas().members().keySet();
        assertThat(existing).containsAll(named);
        assertThat(web.web.routes().stream().map(Route::name))
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(web.web.routes().stream().map(Route::summary)).doesNotContain("");
    }

    @Test
    void theDocumentSaysOfWhatTypeAParameterIs() {
        String document = web.get("/openapi.json").text();
        assertThat(document)
                .contains("\"name\":\"limit\",\"in\":\"query\"", "\"schema\":{\"type\":\"integer\"}")
                .contains(
                        "\"schema\":{\"type\":\"boolean\"}",
                        "\"schema\":{\"type\":\"string\",\"format\":\"date-time\"}")
                .contains("\"enum\":[\"action\",\"workflow\",\"rule\",\"sensor\"]");
        JsonObject patch = (JsonObject) OpenApi.schemas().get("TestPatch").orElseThrow();
        assertThat(patch.get("required")).contains(JsonArray.of());
    }

    private static void collectReferences(JsonValue value, Set<String> into) {
        if (value instanceof JsonObject object) {
            object.members().forEach((name, member) -> {
                if (name.equals("$ref")) {
                    into.add(((JsonString) member).value().replace("#/components/schemas/", ""));
                }
                collectReferences(member, into);
            });
        } else if (value instanceof JsonArray array) {
            array.items().forEach(item -> collectReferences(item, into));
        }
    }

    @Test
    void withoutACallerEveryRouteThatIsNotOpenIsRefused() {
        for (Route route : web.web.routes()) {
            String path = route.path().replaceAll("\\{\\w+\\}", "x");
            if (!route.open()) {
                for (String form : List.of(path, path + "/", path + ";a=b")) {
                    Web.Reply reply = web.send(Web.anonymous(route.method(), form));
                    assertThat(reply.status()).as(route.method() + " " + form).isEqualTo(401);
                    assertThat(reply.raw().getHeader("WWW-Authenticate")).isEqualTo("Bearer");
                }
            }
        }
    }

    @Test
    void onlyHealthAndPagesAreOpen() {
        assertThat(web.web.routes().stream().filter(Route::open).map(Route::path))
                .containsExactlyInAnyOrder("/", "/health", "/docs", "/docs/docs.js", "/docs/docs.css");
    }

    @Test
    void aPathAnswersWithAndWithoutATrailingSlash() {
        String id = web.createTest("login");
        for (String path : List.of("/api/v1/tests", "/api/v1/tests/" + id, "/api/v1/executions", "/health", "/docs")) {
            assertThat(web.get(path).status()).as(path).isEqualTo(200);
            assertThat(web.get(path + "/").status()).as(path + "/").isEqualTo(200);
        }
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatWork() {
        Web.Reply reply = web.send(Web.request("PATCH", "/api/v1/tests/t001"));
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.raw().getHeader("Allow")).isEqualTo("GET, PUT, DELETE, HEAD, OPTIONS");
        assertThat(reply.raw().getContentType()).isEqualTo("application/problem+json");
        assertThat(web.send(Web.request("OPTIONS", "/api/v1/tests")).status()).isEqualTo(204);
    }

    @Test
    void anAddressThatIsNoneIsAProblemDocument() {
        Web.Reply reply = web.get("/api/v1/nothing/here");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.object().text("detail")).isPresent();
    }

    @Test
    void whatIsNotOursIsLeftToTheApplication() {
        assertThat(web.get("/elsewhere").text()).isEmpty();
    }

    @Test
    void headAnswersLikeGet() {
        assertThat(web.send(Web.request("HEAD", "/api/v1/tests")).status()).isEqualTo(200);
    }

    @Test
    void nothingIsCachedOrGuessed() {
        var raw = web.get("/api/v1/tests").raw();
        assertThat(raw.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(raw.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aSurpriseTellsANumberAndNothingElse() {
        web.sst.trouble = () -> new IllegalStateException("select * from /secret/path");
        Web.Reply reply = web.post("/api/v1/tests", "{\"name\":\"a\",\"test_type\":\"action\"}");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text()).contains("E1").doesNotContain("secret", "Exception", "select");
    }
}
