package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
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

    private static JsonObject first(Web.Reply list) {
        return (JsonObject) list.array().items().get(0);
    }
}
