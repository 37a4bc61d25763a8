package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests about sensors, and about what they leave behind. Thread-safe. */
final class Sensors {

    static final String PATH = "/v1/sensortypes";

    private static final int PAGE = 100;
    private static final int MAX_PAGES = 10;

    private final StackStormClient client;

    /**
     * Events of one type.
     *
     * @param rows oldest first
     * @param more whether there were still more, older ones
     */
    record Events(List<JsonObject> rows, boolean more) {
        Events {
            rows = List.copyOf(rows);
        }
    }

    Sensors(StackStormClient client) {
        this.client = client;
    }

    /** Of the StackStorm they are in. */
    Optional<ServerVersion> version() {
        return ServerVersion.of(client);
    }

    /** @param ref {@code pack.Class}, or StackStorm's id */
    Optional<LiveSensor> sensor(String ref) {
        return client.object(Request.get(PATH + "/" + Request.encoded(ref))).map(LiveSensor::new);
    }

    List<LiveSensor> ofPack(String pack) {
        return Executions.objects(client.list(inPack(pack).get())).stream()
                .map(LiveSensor::new)
                .toList();
    }

    static QueryString inPack(String pack) {
        return QueryString.of(PATH).with("pack", pack);
    }

    /**
     * Switches it on, which starts its process anew also when it was on, or off. Always says which: without it StackStorm takes
     * off for an answer. Returns whether there is such a sensor.
     */
    boolean enable(String ref, boolean enabled) {
        return client.send(switching(ref, enabled)).ok();
    }

    static Request switching(String ref, boolean enabled) {
        return Request.put(
                PATH + "/" + Request.encoded(ref),
                JsonObject.builder().put("enabled", enabled).build());
    }

    /** What else is in its pack, and would go with it: {@code action a.b}. */
    List<String> othersIn(String pack) {
        List<String> others = new ArrayList<>();
        for (String kind : List.of("action", "rule")) {
            list("/v1/" + kind + "s?pack=" + Request.encoded(pack) + "&limit=" + PAGE)
                    .forEach(other -> others.add(kind + " " + other.text("ref").orElse("")));
        }
        return others;
    }

    /** Deletes what that sensor kept in the datastore under its own name; returns how many keys. */
    int forgetKeys(String ref) {
        List<String> names = list("/v1/keys?prefix=" + Request.encoded(ref + ":")).stream()
                .flatMap(key -> key.text("name").stream())
                .filter(name -> name.startsWith(ref + ":"))
                .toList();
        names.forEach(name -> client.send(Request.delete("/v1/keys/" + Request.encoded(name), null)));
        return names.size();
    }

    /** When StackStorm noted the newest event of that type; empty when there is none. */
    Optional<Instant> newest(String triggerType) {
        return list("/v1/triggerinstances?trigger_type=" + Request.encoded(triggerType) + "&limit=1").stream()
                .flatMap(row -> at(row).stream())
                .findFirst();
    }

    /**
     * The events of that type.
     *
     * @param after only later ones, up to a thousand of the newest; {@code null} for the newest hundred of all
     */
    Events events(String triggerType, @Nullable Instant after) {
        QueryString ofType = TimedList.INSTANCES.query().with("trigger_type", triggerType);
        TimeBounds bounds = after == null ? TimeBounds.NONE : TimeBounds.NONE.from(after);
        var pages = new TimePages(client, TimedList.INSTANCES, ofType, bounds, PAGE);
        List<JsonObject> rows = pages.upTo(after == null ? 1 : MAX_PAGES).stream()
                .filter(row -> after == null || at(row).map(after::isBefore).orElse(true))
                .sorted(Comparator.comparing((JsonObject row) -> at(row).orElse(Instant.EPOCH))
                        .thenComparing(Page::id))
                .toList();
        return new Events(rows, !pages.over());
    }

    static Optional<Instant> at(JsonObject row) {
        return RuleTrail.time(row, "occurrence_time");
    }

    private List<JsonObject> list(String path) {
        return Executions.objects(client.list(Request.get(path)));
    }
}
