package dev.sst.web;

import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.json.JsonObject;
import dev.sst.report.TestLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's incident document. */
final class IncidentJson {
    private IncidentJson() {}

    /**
     * An incident.
     *
     * @param label what its test is called; {@code null} when that is not known
     * @param deliveries those of this incident, in the order of their making
     */
    static JsonObject of(Incident incident, @Nullable TestLabel label, List<Delivery> deliveries) {
        return JsonObject.builder()
                .put("incident_id", incident.id().value())
                .put("key", incident.key())
                .put("episode", incident.episode())
                .put("status", Json.word(incident.status()))
                .put("title", incident.title())
                .put("cause", incident.cause())
                .put("severity", Json.word(incident.severity()))
                .put("test_id", incident.testId().value())
                .put("test_name", Json.text(label == null ? null : label.name()))
                .put("test_type", Json.word(label == null ? null : label.type()))
                .put("pack", Json.text(label == null ? null : label.pack()))
                .put("execution_ids", Json.texts(incident.executions()))
                .put("occurrences", incident.occurrences())
                .put("opened_at", Json.text(incident.openedAt()))
                .put("acknowledged_at", Json.text(incident.acknowledgedAt()))
                .put("resolved_at", Json.text(incident.resolvedAt()))
                .put("acknowledged_by", Json.text(incident.acknowledgedBy().orElse(null)))
                .put("resolved_by", Json.text(resolvedBy(incident)))
                .put("recovered_by_execution_id", Json.text(incident.recoveredBy()))
                .put(
                        "last_occurrence_at",
                        Json.text(incident.evidence().text("occurred_at").orElse(null)))
                .put("notes", Json.array(incident.notes(), IncidentJson::note))
                .put("evidence", incident.evidence())
                .put("deliveries", Json.array(deliveries, IncidentJson::delivery))
                .build();
    }

    private static @Nullable String resolvedBy(Incident incident) {
        return incident.recoveredBy() != null
                ? "recovery"
                : incident.resolvedBy().orElse(null);
    }

    private static JsonObject note(Incident.Note note) {
        return JsonObject.builder()
                .put("at", Json.text(note.at()))
                .put("by", note.by())
                .put("text", note.text())
                .build();
    }

    private static JsonObject delivery(Delivery delivery) {
        return JsonObject.builder()
                .put("delivery_id", delivery.id().value())
                .put("sink", delivery.sink())
                .put("event", Json.word(delivery.event()))
                .put("state", Json.word(delivery.state()))
                .put("external_id", Json.text(delivery.externalId()))
                .put("attempts", delivery.attempts())
                .put("last_error", Json.text(delivery.lastError()))
                .put("created_at", Json.text(delivery.createdAt()))
                .put("delivered_at", Json.text(delivery.deliveredAt().orElse(null)))
                .put("next_attempt_at", Json.text(delivery.state().waiting() ? delivery.nextAttemptAt() : null))
                .build();
    }
}
