package dev.sst.incidents;

import dev.sst.incidents.SinkHttp.Call;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Looks for our marker among a receiver's open incidents. The receiver has no filter for it, so the pages of each open status are
 * read until it says that there is no next one ({@code total} is not believed: it was seen to be wrong). An incident is ours when
 * the key is one of its tags, or its notes begin with the marker's line; further down may stand what a test printed. Thread-safe.
 */
final class OpenIncidents {
    private static final List<String> OPEN = List.of("investigating", "identified", "monitoring");
    private static final int PER_PAGE = 50;
    private static final int MAX_PAGES = 200;

    /** A page of incidents may be long. */
    private static final int PAGE_CAP = 4 * 1024 * 1024;

    private final URI url;
    private final SinkHttp http;

    OpenIncidents(URI url, SinkHttp http) {
        this.url = url;
        this.http = http;
    }

    Lookup find(String key, String requestId) {
        for (String status : OPEN) {
            Lookup found = find(key, status, requestId);
            if (!(found instanceof Lookup.Absent)) {
                return found;
            }
        }
        return new Lookup.Absent();
    }

    private Lookup find(String key, String status, String requestId) {
        for (int page = 1; page <= MAX_PAGES; page++) {
            Reply reply = page(page, status, requestId);
            Optional<JsonObject> list = reply instanceof Reply.Answered answered && answered.success()
                    ? answered.json().filter(json -> json.get("incidents").orElse(JsonNull.NULL) instanceof JsonArray)
                    : Optional.empty();
            if (list.isEmpty()) {
                return new Lookup.Unclear("the receiver's list could not be read: " + ReplyRules.words(reply));
            }
            Optional<String> ours = ours(list.get(), key);
            if (ours.isPresent()) {
                return new Lookup.Found(ours.get());
            }
            if (!list.get().get("has_next").equals(Optional.of(JsonBoolean.TRUE))) {
                return new Lookup.Absent();
            }
        }
        return new Lookup.Unclear("the receiver's list did not end within " + MAX_PAGES + " pages");
    }

    private Reply page(int page, String status, String requestId) {
        String query = "/?page=" + page + "&per_page=" + PER_PAGE + "&status=" + status;
        return http.send(new Call("GET", URI.create(url + query), null, requestId, PAGE_CAP));
    }

    private static Optional<String> ours(JsonObject list, String key) {
        JsonArray incidents = (JsonArray) list.get("incidents").orElseThrow();
        return incidents.items().stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(incident -> carries(incident, key))
                .flatMap(incident -> id(incident).stream())
                .findFirst();
    }

    private static boolean carries(JsonObject incident, String key) {
        boolean tagged = incident.get("tags").orElse(JsonNull.NULL) instanceof JsonArray tags
                && tags.items().contains(new JsonString(key));
        return tagged
                || incident.text("internal_notes")
                        .flatMap(notes -> notes.lines().findFirst())
                        .filter(line -> line.strip().equals(RestPayload.MARKER + key))
                        .isPresent();
    }

    /** The incident's id, when it is one that can be used: {@code id}, a text or a whole number, of printable characters. */
    static Optional<String> id(JsonObject incident) {
        JsonValue id = incident.get("id").orElse(JsonNull.NULL);
        String text = id instanceof JsonString string
                ? string.value()
                : id instanceof JsonNumber number
                                && number.value().stripTrailingZeros().scale() <= 0
                        ? number.value().toBigInteger().toString()
                        : "";
        return text.matches("[\\x21-\\x7e]{1,200}") && !text.matches("\\.{1,2}") ? Optional.of(text) : Optional.empty();
    }
}
