package dev.sst.incidents;

import dev.sst.incident.Delivery;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is written to the receiver of {@code INCIDENT_API_URL}: pure functions of a delivery. Private always; texts are cut
 * before the JSON is made, and the marker by which the incident is found again is in its notes and its tags.
 */
final class RestPayload {
    /** Stands before the key in the internal notes. */
    static final String MARKER = "sst-key: ";

    private static final int TITLE = 200;
    private static final int NAME = 200;
    private static final String PUBLIC_MESSAGE = "A synthetic test has failed. It is being looked into.";
    private static final Set<String> SEVERITIES = Set.of("critical", "high", "medium", "low", "minor");

    private final String incidentType;

    RestPayload(String incidentType) {
        this.incidentType = incidentType;
    }

    /** The most that fits into so many bytes; the barest form when nothing does. */
    static String fitting(Function<Detail, JsonObject> form, int bytes) {
        String text = "";
        for (Detail detail : Detail.values()) {
            text = JsonText.write(form.apply(detail));
            if (text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
                return text;
            }
        }
        return text;
    }

    JsonObject opening(Delivery delivery, Detail detail) {
        JsonObject incident = delivery.incident();
        return JsonObject.builder()
                .put("title", PlainText.line(text(incident, "title", "A synthetic test has failed"), TITLE))
                .put("description", description(incident, detail))
                .put("severity", severity(incident))
                .put("incident_type", incidentType)
                .put("affected_services", names(incident.text("test_name").or(() -> incident.text("test_id")).stream()))
                .put("affected_regions", new JsonArray(List.of()))
                .put("affected_components", names(incident.text("pack").filter(pack -> !pack.isEmpty()).stream()))
                .put("start_time", start(delivery).toString())
                .put("public_message", PUBLIC_MESSAGE)
                .put("internal_notes", notes(delivery, detail))
                .put("tags", JsonArray.of(new JsonString("sst"), new JsonString(delivery.key())))
                .put("is_public", false)
                .put("rss_enabled", false)
                .build();
    }

    /** A status set by a person over there stays as it is. */
    JsonObject update(Delivery delivery, Detail detail) {
        return JsonObject.builder()
                .put("description", description(delivery.incident(), detail))
                .put("severity", severity(delivery.incident()))
                .put("internal_notes", notes(delivery, detail))
                .build();
    }

    /** Both times are from our own record: an end that is not after the start breaks the receiver's lists. */
    JsonObject resolution(Delivery delivery, Detail detail) {
        Instant start = start(delivery);
        Instant end = time(delivery.incident(), "resolved_at", delivery.createdAt());
        return JsonObject.builder()
                .put("status", "resolved")
                .put("end_time", (end.isAfter(start) ? end : start.plusSeconds(1)).toString())
                .put("internal_notes", notes(delivery, detail))
                .build();
    }

    private static Instant start(Delivery delivery) {
        return time(delivery.incident(), "opened_at", delivery.createdAt());
    }

    private static Instant time(JsonObject incident, String member, Instant otherwise) {
        Instant time;
        try {
            time = incident.text(member).map(Instant::parse).orElse(otherwise);
        } catch (DateTimeParseException e) {
            time = otherwise;
        }
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String severity(JsonObject incident) {
        return incident.text("severity").filter(SEVERITIES::contains).orElse("high");
    }

    private static JsonArray names(Stream<String> names) {
        return new JsonArray(names.<JsonValue>map(name -> new JsonString(PlainText.line(name, NAME)))
                .toList());
    }

    private static String description(JsonObject incident, Detail detail) {
        List<JsonValue> checks = items(incident, "checks");
        Stream<String> lines = Stream.of(
                        Stream.of(PlainText.block(text(incident, "cause", ""), detail.text)),
                        Stream.of("Seen " + number(incident, "occurrences") + " time(s), verdict "
                                + text(incident, "verdict", "unknown") + "."),
                        checks.stream().limit(detail.checks).map(RestPayload::check),
                        checks.size() > detail.checks
                                ? Stream.of("- and " + (checks.size() - detail.checks) + " more failing check(s)")
                                : Stream.<String>empty(),
                        labelled(incident, "Incident", "incident_link"),
                        labelled(incident, "Execution", "execution_link"))
                .flatMap(Function.identity());
        return lines.filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }

    private static String check(JsonValue value) {
        if (!(value instanceof JsonObject check)) {
            return "";
        }
        return PlainText.line(
                "- " + text(check, "name", "check")
                        + check.text("path").map(path -> " at " + path).orElse("")
                        + ": " + text(check, "message", "failed"),
                600);
    }

    private static String notes(Delivery delivery, Detail detail) {
        JsonObject incident = delivery.incident();
        Stream<String> lines = Stream.of(
                        Stream.of(MARKER + delivery.key()),
                        labelled(incident, "incident", "incident_id"),
                        labelled(incident, "test", "test_id"),
                        labelled(incident, "execution", "execution_id"),
                        labelled(incident, "engine", "engine"),
                        labelled(incident, "action", "action"),
                        labelled(incident, "stackstorm execution", "stackstorm_execution_id"),
                        items(incident, "notes").stream().map(note -> note(note, detail)),
                        output(incident, detail))
                .flatMap(Function.identity());
        return lines.filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }

    private static String note(JsonValue value, Detail detail) {
        return value instanceof JsonObject note
                ? PlainText.line(
                        text(note, "at", "") + " " + text(note, "by", "") + ": " + text(note, "text", ""), detail.text)
                : "";
    }

    /** Its end says more than its beginning. */
    private static Stream<String> output(JsonObject incident, Detail detail) {
        String output = text(incident, "output_excerpt", "");
        if (output.isBlank()) {
            return Stream.empty();
        }
        if (detail.output == 0) {
            return Stream.of("The output is left out here.");
        }
        int points = output.codePointCount(0, output.length());
        int skipped = Math.max(0, points - detail.output);
        String end = output.substring(output.offsetByCodePoints(0, skipped));
        return Stream.of("output:", (skipped == 0 ? "" : "…") + PlainText.block(end, detail.output));
    }

    private static Stream<String> labelled(JsonObject incident, String label, String member) {
        return incident.text(member).map(text -> label + ": " + PlainText.line(text, 500)).stream();
    }

    private static String text(JsonObject from, String member, String otherwise) {
        return from.text(member).orElse(otherwise);
    }

    private static String number(JsonObject from, String member) {
        return from.get(member).map(JsonText::write).orElse("1");
    }

    private static List<JsonValue> items(JsonObject from, String member) {
        return from.get(member).orElse(JsonNull.NULL) instanceof JsonArray array ? array.items() : List.of();
    }
}
