package dev.sst.web;

import dev.sst.execution.ExecutionId;
import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.report.ExecutionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known to have happened to an incident, oldest first. Everything in it was stored at its time; what is no longer kept
 * (executions beyond the newest {@link Incident#MAX_EXECUTIONS}, notes beyond {@link Incident#MAX_NOTES}) is missing. Not
 * thread-safe.
 */
final class IncidentTimeline {
    private record Event(Instant at, JsonObject json) {}

    private final Incident incident;
    private final List<Event> events = new ArrayList<>();

    private IncidentTimeline(Incident incident) {
        this.incident = incident;
    }

    /** @param executions those of the incident that exist, in any order */
    static JsonArray of(Incident incident, List<ExecutionSummary> executions, List<Delivery> deliveries) {
        var timeline = new IncidentTimeline(incident);
        timeline.occurrences(executions.stream().collect(Collectors.toMap(ExecutionSummary::id, Function.identity())));
        incident.notes().forEach(timeline::note);
        deliveries.forEach(timeline::delivery);
        timeline.events.sort(Comparator.comparing(Event::at));
        return Json.array(timeline.events, Event::json);
    }

    /** The first one opened it, when it is still known. */
    private void occurrences(Map<ExecutionId, ExecutionSummary> executions) {
        List<ExecutionId> known = incident.executions();
        boolean firstKnown = incident.occurrences() == known.size() && !known.isEmpty();
        add(incident.openedAt(), "opened", null, null, firstKnown ? known.get(0) : null);
        known.stream().skip(firstKnown ? 1 : 0).forEach(id -> {
            ExecutionSummary execution = executions.get(id);
            Instant end = execution == null ? null : execution.finishedAt();
            if (execution != null && end != null) {
                add(end, "occurrence", null, execution.cause().orElse(null), id);
            }
        });
    }

    private void note(Incident.Note note) {
        boolean acknowledged = incident.acknowledgedAt() != null && note.sameMoment(incident.acknowledgedAt());
        boolean resolved = incident.resolvedAt() != null && note.sameMoment(incident.resolvedAt());
        String kind = resolved ? "resolved" : acknowledged ? "acknowledged" : "note";
        add(note.at(), kind, note.by(), note.text(), resolved ? incident.recoveredBy() : null);
    }

    /** When the sink said yes; until then, when it was made. */
    private void delivery(Delivery delivery) {
        events.add(new Event(
                delivery.deliveredAt().orElse(delivery.createdAt()),
                JsonObject.builder()
                        .put("at", Json.text(delivery.deliveredAt().orElse(delivery.createdAt())))
                        .put("kind", "delivery")
                        .put("delivery_id", delivery.id().value())
                        .put("sink", delivery.sink())
                        .put("event", Json.word(delivery.event()))
                        .put("state", Json.word(delivery.state()))
                        .put("text", Json.text(delivery.lastError()))
                        .build()));
    }

    private void add(
            Instant at, String kind, @Nullable String by, @Nullable String text, @Nullable ExecutionId execution) {
        events.add(new Event(
                at,
                JsonObject.builder()
                        .put("at", Json.text(at))
                        .put("kind", kind)
                        .put("by", Json.text(by))
                        .put("text", Json.text(text))
                        .put("execution_id", Json.text(execution))
                        .build()));
    }
}
