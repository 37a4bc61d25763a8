package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Attempt;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.incident.Delivery;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happened to an incident, and what its sinks were told. */
final class IncidentsApiTest {
    private static final Instant OPENED = FakeSst.NOW.minusSeconds(600);

    private final Web web = new Web();

    @AfterEach
    void close() {
        web.close();
    }

    private static Incident.Builder incident(String id) {
        return Incident.opening(new IncidentId(id), "key " + id, 1, new TestId("t001"), OPENED);
    }

    private Delivery delivery(String id, Delivery.State state, Instant next) {
        var delivery = new Delivery(
                new DeliveryId(id),
                new IncidentId("i1"),
                "incident-api",
                "sst-key",
                "lane",
                1,
                Delivery.Event.OPENED,
                JsonObject.empty(),
                Delivery.State.PENDING,
                null,
                0,
                false,
                null,
                OPENED,
                OPENED,
                1);
        return delivery.tried(state, null, state == Delivery.State.DELIVERED ? null : "422: no", next, false);
    }

    private void ran(String id, Instant end) {
        var attempt = Attempt.intended(1, "key", "nonce", OPENED).ended(end, Verdict.FAILED, "it said no");
        web.sst.put(Execution.queued(new ExecutionId(id), new TestId("t001"), ExecutionKind.API, 1, OPENED).toBuilder()
                .attempt(attempt)
                .finished(new Judgement(Verdict.FAILED, "it said no", List.of(), JsonObject.empty(), List.of()), end)
                .build());
    }

    @Test
    void theTimelineTellsWhatWasStoredOldestFirst() {
        ran("e001", OPENED);
        ran("e002", OPENED.plusSeconds(60));
        web.sst.deliveries.add(delivery("d1", Delivery.State.DELIVERED, OPENED.plusSeconds(2)));
        web.sst.store(incident("i1")
                .occurrence(new ExecutionId("e001"))
                .occurrence(new ExecutionId("e002"))
                .acknowledged(OPENED.plusSeconds(90))
                .note(new Incident.Note(OPENED.plusSeconds(90), "ada", "acknowledged"))
                .note(new Incident.Note(OPENED.plusSeconds(95), "bob", "looking"))
                .resolved(OPENED.plusSeconds(120))
                .recoveredBy(new ExecutionId("e003"))
                .note(new Incident.Note(OPENED.plusSeconds(120), "sst", "execution e003 passed"))
                .build());

        JsonObject incident = web.get("/api/v1/incidents/i1?include=timeline").object();
        assertThat(incident.get("events")).contains(JsonText.parse("""
                [{"at":"2026-11-23T09:50:00.250Z","kind":"opened","by":null,"text":null,"execution_id":"e001"},
                 {"at":"2026-11-23T09:50:02.250Z","kind":"delivery","delivery_id":"d1","sink":"incident-api","event":"opened",
                  "state":"delivered","text":null},
                 {"at":"2026-11-23T09:51:00.250Z","kind":"occurrence","by":null,"text":"it said no","execution_id":"e002"},
                 {"at":"2026-11-23T09:51:30.250Z","kind":"acknowledged","by":"ada","text":"acknowledged","execution_id":null},
                 {"at":"2026-11-23T09:51:35.250Z","kind":"note","by":"bob","text":"looking","execution_id":null},
                 {"at":"2026-11-23T09:52:00.250Z","kind":"resolved","by":"sst","text":"execution e003 passed",
                  "execution_id":"e003"}]"""));
        assertThat(incident.text("acknowledged_by")).contains("ada");
        assertThat(incident.text("resolved_by")).contains("recovery");
        assertThat(incident.text("recovered_by_execution_id")).contains("e003");
        assertThat(incident.text("last_occurrence_at")).isEmpty();
        assertThat(web.get("/api/v1/incidents/i1").object().get("events")).isEmpty();
        assertThat(web.get("/api/v1/incidents/i1?include=all").status()).isEqualTo(422);
    }

    @Test
    void onlyAFailedDeliveryIsSentAgain() {
        web.sst.store(incident("i1").build());
        web.sst.deliveries.add(delivery("d1", Delivery.State.FAILED, OPENED));
        web.sst.deliveries.add(delivery("d2", Delivery.State.DELIVERED, OPENED));

        Web.Reply again = web.post("/api/v1/incidents/i1/deliveries/d1/retry");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).contains("\"state\":\"pending\"", "\"attempts\":0");
        Web.Reply refused = web.post("/api/v1/incidents/i1/deliveries/d2/retry");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.field("reason")).isEqualTo("\"not_failed\"");
        assertThat(web.post("/api/v1/incidents/i1/deliveries/d9/retry").status())
                .isEqualTo(404);
    }

    @Test
    void incidentsAreFoundByOneOfSeveralStatuses() {
        web.sst.store(incident("i1").build());
        web.sst.store(incident("i2").acknowledged(FakeSst.NOW).build());
        web.sst.store(incident("i3").resolved(FakeSst.NOW).build());

        assertThat(ids(web.get("/api/v1/incidents?status=open,acknowledged"))).containsExactly("i2", "i1");
        assertThat(ids(web.get("/api/v1/incidents?status=open&status=resolved")))
                .containsExactly("i3", "i1");
        assertThat(ids(web.get("/api/v1/incidents"))).containsExactly("i3", "i2", "i1");
        Web.Reply first = web.get("/api/v1/incidents?status=open,resolved&limit=1");
        assertThat(ids(first)).containsExactly("i3");
        assertThat(first.raw().getHeader("X-Next-Cursor")).isEqualTo("i3");
    }

    private static List<String> ids(Web.Reply list) {
        return list.array().items().stream()
                .map(incident -> ((JsonObject) incident).text("incident_id").orElseThrow())
                .toList();
    }
}
