package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lists say so that a page needs no request for each row. */
final class ListsApiTest {
    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void executionsAndIncidentsNameTheirTestAlsoWhenItIsDeleted() {
        String id = web.createDeployedTest("login");
        web.post("/api/v1/tests/" + id + "/execute");
        web.sst.store(Incident.opening(new IncidentId("i1"), "k", 1, new TestId(id), FakeSst.NOW)
                .build());
        web.delete("/api/v1/tests/" + id);

        for (JsonObject document : new JsonObject[] {
            web.get("/api/v1/executions/e001").object(),
            first(web.get("/api/v1/executions")),
            web.get("/api/v1/incidents/i1").object(),
            first(web.get("/api/v1/incidents"))
        }) {
            assertThat(document.text("test_name")).contains("login");
            assertThat(document.text("test_type")).contains("action");
            assertThat(document.text("pack")).contains("synthetic_tests");
        }
    }

    @Test
    void aSummaryLeavesOutWhatIsLongAndIsItsSchema() {
        String id = web.createDeployedTest("login");
        web.post("/api/v1/tests/" + id + "/execute");
        JsonObject whole = first(web.get("/api/v1/tests"));
        JsonObject summary = first(web.get("/api/v1/tests?fields=summary"));

        var expected = new LinkedHashMap<>(whole.members());
        expected.keySet().removeAll(Set.of("test_code", "test_parameters", "expected_result", "metadata"));
        assertThat(summary.members()).isEqualTo(expected);
        JsonObject schema = (JsonObject) OpenApi.schemas().get("TestSummary").orElseThrow();
        assertThat(((JsonObject) schema.get("properties").orElseThrow())
                        .members()
                        .keySet())
                .containsAll(summary.members().keySet());
        assertThat(web.get("/api/v1/tests?fields=name").status()).isEqualTo(422);
    }

    @Test
    void aListIsSortedAndGoesOnBehindItsCursor() {
        web.createTest("beta");
        web.createTest("alpha");
        web.createTest("gamma");

        Web.Reply first = web.get("/api/v1/tests?fields=summary&sort=name&limit=2");
        assertThat(names(first)).containsExactly("alpha", "beta");
        assertThat(first.raw().getHeader("X-Total-Count")).isEqualTo("3");
        String cursor = first.raw().getHeader("X-Next-Cursor");
        assertThat(names(web.get("/api/v1/tests?sort=name&limit=2&cursor=" + cursor)))
                .containsExactly("gamma");
        assertThat(names(web.get("/api/v1/tests?sort=-name"))).containsExactly("gamma", "beta", "alpha");
        assertThat(web.get("/api/v1/tests?sort=name&cursor=t001").status()).isEqualTo(422);
        assertThat(web.get("/api/v1/tests?sort=size").text()).contains("\"field\":\"sort\"");
    }

    @Test
    void aTestReadWithItsHistoryCanBeSentBackAsItIs() {
        String path = "/api/v1/tests/" + web.createDeployedTest("login");
        Web.Reply read = web.get(path + "?include=history");
        assertThat(web.put(path, read.text()).status()).isEqualTo(200);
    }

    @Test
    void conditionsAreCombined() {
        web.post(
                "/api/v1/tests",
                "{\"name\":\"a\",\"test_type\":\"action\",\"tags\":[\"eu\",\"shop\"],\"enabled\":false}");
        String live = web.createDeployedTest("b");
        web.post("/api/v1/tests/" + live + "/execute");

        assertThat(names(web.get("/api/v1/tests?tag=eu&tag=shop"))).containsExactly("a");
        assertThat(names(web.get("/api/v1/tests?tag=eu&tag=us"))).isEmpty();
        assertThat(names(web.get("/api/v1/tests?enabled=false"))).containsExactly("a");
        assertThat(names(web.get("/api/v1/tests?deployed=true"))).containsExactly("b");
        assertThat(names(web.get("/api/v1/tests?status=never_run"))).containsExactly("a");
        assertThat(names(web.get("/api/v1/tests?status=never_run,pending"))).containsExactly("b", "a");
        Web.Reply wrong = web.get("/api/v1/tests?status=broken,pending&deployed=perhaps&pack=a&pack=b");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("\"status\",", "\"deployed\",", "\"pack\",");
    }

    @Test
    void historyComesWithAListWithoutMoreRequests() {
        String id = web.createDeployedTest("login");
        web.createTest("fresh");
        web.post("/api/v1/tests/" + id + "/execute");

        JsonObject history = (JsonObject) JsonText.parse("""
                {"recent":[{"execution_id":"e001","status":"pending","verdict":null,"kind":"api","revision":1,
                            "created_at":"2026-11-23T10:00:00.250Z","completed_at":null,"duration_seconds":null}],
                 "availability_24h":{"passed":0,"counted":0,"since":"2026-11-22T10:00:00.250Z"},
                 "availability_30d":{"passed":0,"counted":0,"since":"2026-10-24T10:00:00.250Z"},
                 "p50_seconds":null,"p95_seconds":null,"p99_seconds":null,"samples":0}""");
        assertThat(web.get("/api/v1/tests/" + id + "?include=history").object().get("history"))
                .contains(history);
        Web.Reply list = web.get("/api/v1/tests?include=history&fields=summary&sort=-name");
        assertThat(first(list).get("history")).contains(history);
        assertThat(web.get("/api/v1/tests/" + id).object().get("history")).isEmpty();
        assertThat(web.get("/api/v1/tests/" + id + "?include=all").status()).isEqualTo(422);
    }

    @Test
    void theOverviewSaysHowEverythingStands() {
        String id = web.createDeployedTest("login");
        web.createTest("fresh");
        web.post("/api/v1/tests/" + id + "/execute");
        web.sst.store(Incident.opening(new IncidentId("i1"), "k", 1, new TestId(id), FakeSst.NOW)
                .build());

        assertThat(web.get("/api/v1/overview").json()).isEqualTo(JsonText.parse("""
                {"generated_at":"2026-11-23T10:00:00.250Z",
                 "tests":{"total":2,"enabled":2,"by_status":{"pending":1,"running":0,"passed":0,"failed":0,"timeout":0,
                                                             "cancelled":0,"never_run":1}},
                 "incidents":{"open":1,"acknowledged":0},"running":0,"queued":1}"""));
    }

    @Test
    void facetsSayWhatCanBeFilteredBy() {
        web.post("/api/v1/tests", "{\"name\":\"a\",\"test_type\":\"action\",\"tags\":[\"eu\"]}");
        web.createTest("b");

        assertThat(web.get("/api/v1/tests/facets").json()).isEqualTo(JsonText.parse("""
                {"packs":[{"pack":"synthetic_tests","tests":2}],"tags":[{"tag":"eu","tests":1}],
                 "types":[{"test_type":"action","tests":2}]}"""));
    }

    @Test
    void aLineOfAnExecutionIsItsSchemaAndLeavesOutWhatIsLong() {
        String id = web.createDeployedTest("login");
        web.post("/api/v1/tests/" + id + "/execute");
        JsonObject line = first(web.get("/api/v1/executions?fields=summary"));

        JsonObject schema =
                (JsonObject) OpenApi.schemas().get("ExecutionSummary").orElseThrow();
        assertThat(line.members().keySet())
                .isEqualTo(((JsonObject) schema.get("properties").orElseThrow())
                        .members()
                        .keySet());
        assertThat(line.text("test_name")).contains("login");
        assertThat(web.get("/api/v1/tests/" + id + "/executions?fields=summary").json())
                .isEqualTo(web.get("/api/v1/executions?fields=summary").json());
    }

    @Test
    void executionsAreFoundByOneOfSeveralStatuses() {
        String id = web.createDeployedTest("login");
        for (int i = 0; i < 4; i++) {
            web.post("/api/v1/tests/" + id + "/execute");
        }
        web.sst.put(web.sst.get(new ExecutionId("e002")).toBuilder()
                .state(ExecutionState.RUNNING)
                .build());

        assertThat(web.get("/api/v1/executions?status=running").array().size()).isEqualTo(1);
        for (String fields : List.of("", "&fields=summary")) {
            Web.Reply first = web.get("/api/v1/executions?status=pending,running,failed&limit=3" + fields);
            assertThat(ids(first)).containsExactly("e004", "e003", "e002");
            assertThat(ids(web.get("/api/v1/executions?status=pending,running&limit=3&cursor=e002" + fields)))
                    .containsExactly("e001");
        }
        assertThat(web.get("/api/v1/executions?status=pending,odd").status()).isEqualTo(422);
    }

    private static List<String> ids(Web.Reply list) {
        return list.array().items().stream()
                .map(execution -> ((JsonObject) execution).text("execution_id").orElseThrow())
                .toList();
    }

    @Test
    void aHistogramCountsInWholeSecondsAndSaysEveryBucket() {
        String id = web.createDeployedTest("login");
        web.post("/api/v1/tests/" + id + "/execute");

        JsonObject histogram = web.get(
                        "/api/v1/executions/histogram?from=2026-11-23T09:59:59Z&until=2026-11-23T10:00:02Z&buckets=2")
                .object();
        assertThat(histogram.get("bucket_seconds")).contains(JsonText.parse("2"));
        assertThat(histogram.text("until")).contains("2026-11-23T10:00:03Z");
        assertThat(histogram.get("buckets")).contains(JsonText.parse("""
                [{"at":"2026-11-23T09:59:59Z","infrastructure":0,"cancelled":0,"timeout":0,"error":0,"failed":0,"passed":0,
                  "skipped":0,"unfinished":1},
                 {"at":"2026-11-23T10:00:01Z","infrastructure":0,"cancelled":0,"timeout":0,"error":0,"failed":0,"passed":0,
                  "skipped":0,"unfinished":0}]"""));
    }

    @Test
    void aHistogramNeedsAStretchOfTimeThatIsBounded() {
        Web.Reply missing = web.get("/api/v1/executions/histogram");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.text()).contains("\"field\":\"from\"", "\"field\":\"until\"");
        String from = "/api/v1/executions/histogram?from=2026-01-01T00:00:00Z&until=";
        assertThat(web.get(from + "2025-01-01T00:00:00Z").status()).isEqualTo(422);
        assertThat(web.get(from + "2026-02-02T00:00:00Z").status()).isEqualTo(422);
        assertThat(web.get(from + "2026-02-01T00:00:00Z&buckets=500").status()).isEqualTo(200);
        assertThat(web.get(from + "soon").status()).isEqualTo(422);
    }

    private static List<String> names(Web.Reply list) {
        return list.array().items().stream()
                .map(test -> ((JsonObject) test).text("name").orElseThrow())
                .toList();
    }

    private static JsonObject first(Web.Reply list) {
        return (JsonObject) list.array().items().get(0);
    }
}
