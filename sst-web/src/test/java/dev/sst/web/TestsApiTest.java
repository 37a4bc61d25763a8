package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestId;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests over the API: documents, partial updates, revisions, lists. */
final class TestsApiTest {
    private static final String SPECIFICATIONS_SAMPLE = """
            {
              "name": "My Test",
              "description": "Test description",
              "test_type": "action",
              "stackstorm_pack": "synthetic_tests",
              "test_code": "#!/usr/bin/env python3\\n...",
              "test_parameters": {},
              "timeout": 300,
              "retry_count": 0,
              "retry_delay": 5,
              "enabled": true,
              "tags": ["monitoring", "api"]
            }""";

    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void theSpecificationsSampleBecomesTheContractsDocument() {
        Web.Reply reply = web.post("/api/v1/tests/", SPECIFICATIONS_SAMPLE);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.raw().getHeader("ETag")).isEqualTo("\"1\"");
        assertThat(reply.raw().getHeader("Location")).isEqualTo("/api/v1/tests/t001");
        assertThat(reply.object()).isEqualTo(JsonText.parse("""
                                {"test_id":"t001","name":"My Test","description":"Test description","test_type":"action",
                                 "stackstorm_pack":"synthetic_tests","stackstorm_action":null,"stackstorm_workflow":null,
                                 "stackstorm_rule":null,"stackstorm_sensor":null,"test_code":"#!/usr/bin/env python3\\n...",
                                 "test_parameters":{},"expected_result":null,"timeout":300,"retry_count":0,"retry_delay":5,
                                 "tags":["monitoring","api"],"enabled":true,"metadata":{},
                                 "created_at":"2026-11-23T10:00:00.250Z","updated_at":"2026-11-23T10:00:00.250Z",
                                 "created_by":"ada","revision":1,"deployed":false,"deployed_revision":null,
                                 "stackstorm_pack_version":null,"stackstorm_execution_id":null,"last_execution":null,
                                 "warnings":[]}"""));
    }

    @Test
    void theDocumentHasExactlyTheFieldsOfItsSchema() {
        JsonObject test = web.post("/api/v1/tests/", SPECIFICATIONS_SAMPLE).object();
        JsonObject schema = (JsonObject) OpenApi.schemas().get("Test").orElseThrow();
        JsonObject properties = (JsonObject) schema.get("properties").orElseThrow();
        var fields = new HashSet<>(properties.members().keySet());
        fields.removeAll(List.of("history", "drifted"));
        assertThat(test.members().keySet()).isEqualTo(fields);
    }

    @Test
    void codeThatCannotWorkIsStoredAndWarnedOf() {
        Web.Reply reply =
                web.post("/api/v1/tests", "{\"name\":\"a\",\"test_type\":\"action\",\"test_code\":\"def (\"}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.object().get("warnings"))
                .contains(JsonText.parse(
                        "[{\"field\":\"test_code\",\"message\":\"invalid syntax\",\"line\":1,\"column\":5}]"));
    }

    @Test
    void anUpdateChangesOnlyWhatIsGiven() {
        String id = web.createTest("login");
        Web.Reply reply = web.put("/api/v1/tests/" + id, "{\"retry_count\":2,\"tags\":null,\"description\":\"x\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.field("name")).isEqualTo("\"login\"");
        assertThat(reply.field("test_code")).isEqualTo("\"print(1)\"");
        assertThat(reply.field("retry_count")).isEqualTo("2");
        assertThat(reply.field("retry_delay")).isEqualTo("5");
        assertThat(reply.field("revision")).isEqualTo("2");
        assertThat(reply.raw().getHeader("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void aWholeDocumentSentBackIsAcceptedEvenWhenDeployed() {
        String id = web.createDeployedTest("login");
        JsonObject document = web.get("/api/v1/tests/" + id).object();
        assertThat(document.text("stackstorm_action")).contains("synthetic_tests.t_login");
        Web.Reply reply = web.put("/api/v1/tests/" + id, JsonText.write(document));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.object().text("test_code")).contains("print(1)");
        assertThat(web.sst.get(new TestId(id)).definition().existing()).isNull();
    }

    @Test
    void aStaleIfMatchIsAFailedPrecondition() {
        String id = web.createTest("login");
        var stale = Web.withJson(Web.request("PUT", "/api/v1/tests/" + id), "{\"timeout\":9}");
        assertThat(web.send(stale.header("If-Match", "\"7\"")).status()).isEqualTo(412);
        var fresh = Web.withJson(Web.request("PUT", "/api/v1/tests/" + id), "{\"timeout\":9}");
        assertThat(web.send(fresh.header("If-Match", "\"1\"")).status()).isEqualTo(200);
        var odd = Web.withJson(Web.request("PUT", "/api/v1/tests/" + id), "{\"timeout\":9}");
        assertThat(web.send(odd.header("If-Match", "one")).status()).isEqualTo(412);
    }

    @Test
    void aSecretIsMaskedEverywhereAndTheMaskKeepsIt() {
        String created = web.post(
                        "/api/v1/tests",
                        "{\"name\":\"a\",\"test_type\":\"action\",\"test_code\":\"1\",\"test_parameters\":{\"key\":"
                                + "{\"type\":\"string\",\"secret\":true,\"default\":\"hunter2\"}}}")
                .text();
        String id = web.get("/api/v1/tests").array().items().get(0) instanceof JsonObject test
                ? test.text("test_id").orElseThrow()
                : "";
        String masked =
                "{\"test_parameters\":{\"key\":{\"type\":\"string\",\"secret\":true,\"default\":\"********\"}}}";
        String updated = web.put("/api/v1/tests/" + id, masked).text();
        String seen = created
                + updated
                + web.get("/api/v1/tests/" + id).text()
                + web.get("/api/v1/tests/" + id + "/revisions/1").text();
        assertThat(seen).contains("********").doesNotContain("hunter2");
        assertThat(storedDefault(id)).isEqualTo("hunter2");

        String unmasking = masked.replace("\"secret\":true,", "");
        web.put("/api/v1/tests/" + id, unmasking);
        assertThat(storedDefault(id)).isEqualTo("********");
    }

    private String storedDefault(String id) {
        var parameters = web.sst.get(new TestId(id)).definition().parameters();
        return ((JsonObject) parameters.get("key").orElseThrow())
                .text("default")
                .orElseThrow();
    }

    @Test
    void aMaskThatStandsForNothingIsRefused() {
        Web.Reply reply = web.post(
                "/api/v1/tests",
                "{\"name\":\"a\",\"test_type\":\"action\",\"test_code\":\"1\",\"test_parameters\":{\"key\":"
                        + "{\"type\":\"string\",\"secret\":true,\"default\":\"********\"}}}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("test_parameters.key");
    }

    @Test
    void validateTellsEverythingAndStoresNothing() {
        Web.Reply reply =
                web.post("/api/v1/tests/validate", "{\"name\":\"\",\"test_code\":\"def (\",\"timeout\":\"1\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.field("valid")).isEqualTo("false");
        assertThat(fields(reply)).containsExactlyInAnyOrder("test_type", "timeout", "name", "test_code");
        assertThat(web.sst.tests).isEmpty();
    }

    private static List<String> fields(Web.Reply reply) {
        return ((JsonArray) reply.object().get("errors").orElseThrow())
                .items().stream()
                        .map(error -> ((JsonObject) error).text("field").orElseThrow())
                        .toList();
    }

    @Test
    void rollbackMakesANewRevisionOfAnOlderOne() {
        String id = web.createTest("login");
        web.put("/api/v1/tests/" + id, "{\"name\":\"other\"}");
        Web.Reply reply = web.post("/api/v1/tests/" + id + "/rollback", "{\"revision\":1}");
        assertThat(reply.field("name")).isEqualTo("\"login\"");
        assertThat(reply.field("revision")).isEqualTo("3");
        assertThat(web.get("/api/v1/tests/" + id + "/revisions").array().size()).isEqualTo(3);
        assertThat(web.post("/api/v1/tests/" + id + "/rollback", "{\"revision\":0}")
                        .status())
                .isEqualTo(422);
        assertThat(web.get("/api/v1/tests/" + id + "/revisions/99").status()).isEqualTo(404);
        assertThat(web.get("/api/v1/tests/" + id + "/revisions/first").status()).isEqualTo(404);
    }

    @Test
    void aDeletedTestIsGone() {
        String id = web.createTest("login");
        assertThat(web.delete("/api/v1/tests/" + id).object().text("message")).contains("Test deleted");
        assertThat(web.get("/api/v1/tests/" + id).status()).isEqualTo(404);
        assertThat(web.get("/api/v1/tests/" + id + "/revisions").status()).isEqualTo(200);
    }

    @Test
    void listsGoOnByCursorAndBySkip() {
        for (int i = 0; i < 5; i++) {
            web.createTest("test " + i);
        }
        Web.Reply first = web.get("/api/v1/tests/?limit=2");
        assertThat(names(first)).containsExactly("test 4", "test 3");
        String cursor = first.raw().getHeader("X-Next-Cursor");
        Web.Reply second = web.get("/api/v1/tests/?limit=2&cursor=" + cursor);
        assertThat(names(second)).containsExactly("test 2", "test 1");
        assertThat(names(web.get("/api/v1/tests/?skip=4&limit=100"))).containsExactly("test 0");
        assertThat(web.get("/api/v1/tests/?skip=4&limit=100").raw().getHeader("X-Next-Cursor"))
                .isNull();
        assertThat(names(web.get("/api/v1/tests/?skip=40"))).isEmpty();
    }

    private static List<String> names(Web.Reply reply) {
        return reply.array().items().stream()
                .map(test -> ((JsonObject) test).text("name").orElseThrow())
                .toList();
    }

    @Test
    void testsAreFoundByTheStatusOfTheirNewestExecution() {
        web.createTest("never ran");
        String id = web.createDeployedTest("runs");
        web.post("/api/v1/tests/" + id + "/execute");
        assertThat(names(web.get("/api/v1/tests?status=pending"))).containsExactly("runs");
        assertThat(names(web.get("/api/v1/tests?status=passed"))).isEmpty();
    }

    @Test
    void everyWrongParameterOfAListIsToldAtOnce() {
        Web.Reply reply = web.get("/api/v1/tests?limit=-1&skip=x&test_type=robot&enabled_only=maybe&cursor=../");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(fields(reply)).containsExactlyInAnyOrder("limit", "skip", "test_type", "enabled_only", "cursor");
        assertThat(web.get("/api/v1/tests?skip=10001").status()).isEqualTo(422);
        assertThatThrownBy(() -> new QueryParameters("q=%zz")).isInstanceOf(RequestRefused.class);
    }

    @Test
    void existingContentIsNamedByTheFieldOfItsType() {
        Web.Reply good = web.post(
                "/api/v1/tests", "{\"name\":\"a\",\"test_type\":\"action\",\"stackstorm_action\":\"core.local\"}");
        assertThat(good.status()).isEqualTo(201);
        assertThat(good.object().get("stackstorm_action")).contains(new JsonString("core.local"));
        Web.Reply bad = web.post(
                "/api/v1/tests", "{\"name\":\"b\",\"test_type\":\"action\",\"stackstorm_rule\":\"core.local\"}");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(fields(bad)).containsExactly("stackstorm_rule");
    }
}
