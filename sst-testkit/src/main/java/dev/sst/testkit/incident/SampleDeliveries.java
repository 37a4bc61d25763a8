package dev.sst.testkit.incident;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Delivery.State;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.IncidentId;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.time.Instant;
import java.util.Locale;

/** Deliveries of one incident, as the incident policy writes them. */
public final class SampleDeliveries {
    /** When the sample incidents were opened. */
    public static final Instant OPENED = Instant.parse("2026-11-23T10:15:06.250Z");

    private SampleDeliveries() {}

    /** A key of the right form, the same for the same number. */
    public static String key(int number) {
        return "sst-"
                + String.format(Locale.ROOT, "%052d", number)
                        .replace('0', 'a')
                        .replace('1', 'b')
                        .replace('8', 'c')
                        .replace('9', 'd');
    }

    /** The first try of an event of the incident of that number. */
    public static Delivery delivery(int incident, Event event) {
        return delivery(incident, event, snapshot(event));
    }

    public static Delivery delivery(int incident, Event event, JsonObject snapshot) {
        long sequence = switch (event) {
            case OPENED -> 1;
            case UPDATED -> 2;
            case ACKNOWLEDGED -> 3;
            case RESOLVED -> 4;
        };
        return new Delivery(
                new DeliveryId("d-" + incident + "-" + sequence),
                new IncidentId("incident-" + incident),
                "sink",
                key(incident),
                "lane-" + incident,
                sequence,
                event,
                snapshot,
                State.PENDING,
                null,
                0,
                false,
                null,
                OPENED,
                OPENED,
                0);
    }

    public static JsonObject snapshot(Event event) {
        Instant resolved = OPENED.plusSeconds(90);
        return JsonObject.builder()
                .put("incident_id", "incident-1")
                .put("event", event.name().toLowerCase(Locale.ROOT))
                .put("status", event == Event.RESOLVED ? "resolved" : "open")
                .put("severity", "high")
                .put("title", "Login check failed")
                .put("cause", "status is \"failed\" where \"success\" was expected")
                .put("test_id", "test-1")
                .put("episode", 1)
                .put("occurrences", 1)
                .put("opened_at", OPENED.toString())
                .put("acknowledged_at", JsonNull.NULL)
                .put("resolved_at", event == Event.RESOLVED ? new JsonString(resolved.toString()) : JsonNull.NULL)
                .put("execution_ids", JsonArray.of(new JsonString("execution-1")))
                .put("notes", JsonArray.of())
                .put("test_name", "Login check")
                .put("test_type", "action")
                .put("pack", "synthetic_tests")
                .put("action", "synthetic_tests.login_check_test_1")
                .put("engine", "embedded")
                .put("verdict", "failed")
                .put("execution_id", "execution-1")
                .put("attempts", 1)
                .put("checks", JsonArray.of(check("status", "/status", "status is \"failed\"")))
                .put("output_excerpt", "{\"status\": \"failed\"}")
                .build();
    }

    /** One failing check of a snapshot. */
    public static JsonObject check(String name, String path, String message) {
        return JsonObject.builder()
                .put("name", name)
                .put("path", path)
                .put("expected", "success")
                .put("actual", "failed")
                .put("message", message)
                .build();
    }
}
