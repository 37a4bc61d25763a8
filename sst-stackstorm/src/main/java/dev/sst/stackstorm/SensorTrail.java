package dev.sst.stackstorm;

import dev.sst.execution.Evidence.Dispatched.Dispatch;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What StackStorm showed, at one moment, of a sensor. Immutable.
 *
 * @param spawns when its process was started, oldest first
 * @param exits its processes that ended by themselves, oldest first; one that StackStorm stops leaves no such event
 * @param dispatches what it dispatched of what it declares
 * @param signs whether any sensor at all was started or ended meanwhile
 */
record SensorTrail(List<Instant> spawns, List<Exit> exits, Dispatches dispatches, boolean signs) {

    static final String SPAWNED = "core.st2.sensor.process_spawn";
    static final String EXITED = "core.st2.sensor.process_exit";
    static final SensorTrail NOTHING = new SensorTrail(List.of(), List.of(), Dispatches.NONE, false);

    private static final int RESTARTS = 2;
    private static final Duration LONG_LIFE = Duration.ofSeconds(10);

    /** The most payloads that are kept, in number and in bytes. */
    private static final int MAX_DISPATCHES = 1000;

    private static final int MAX_BYTES = 1 << 20;

    /** A process that ended, when StackStorm noticed it. */
    record Exit(Instant at, int code) {}

    /**
     * What a sensor dispatched.
     *
     * @param seen oldest first
     * @param more whether there were older ones that were not read
     */
    record Dispatches(List<Dispatch> seen, boolean more) {
        static final Dispatches NONE = new Dispatches(List.of(), false);

        Dispatches {
            seen = List.copyOf(seen);
        }

        /** How many there were, at least. */
        int total() {
            return seen.size() + (more ? 1 : 0);
        }
    }

    SensorTrail {
        spawns = List.copyOf(spawns);
        exits = List.copyOf(exits);
    }

    /** Reads what one of ours did since its start, which is the first after the baseline. */
    static SensorTrail sinceStart(Sensors sensors, LiveSensor sensor, Instant baseline) {
        List<JsonObject> spawned = sensors.events(SPAWNED, baseline).rows();
        List<Instant> spawns = spawns(sensor, spawned);
        if (spawns.isEmpty()) {
            return new SensorTrail(
                    List.of(), List.of(), Dispatches.NONE, !spawned.isEmpty() || exited(sensors, baseline));
        }
        Instant start = spawns.get(0).minusNanos(1000);
        return new SensorTrail(
                spawns, exits(sensor, sensors.events(EXITED, start).rows()), dispatches(sensors, sensor, start), true);
    }

    private static boolean exited(Sensors sensors, Instant baseline) {
        return sensors.newest(EXITED).filter(at -> at.isAfter(baseline)).isPresent();
    }

    /**
     * Reads what one that was there before us did: its dispatches since the baseline, and how it fares of late. Only the newest
     * events are read. One whose last start is no longer among them may have been started after any end that is.
     */
    static SensorTrail ofStanding(Sensors sensors, LiveSensor sensor, Instant baseline) {
        List<Instant> spawns = spawns(sensor, sensors.events(SPAWNED, null).rows());
        Instant newest = spawns.isEmpty() ? Instant.MAX : spawns.get(spawns.size() - 1);
        List<Exit> exits = exits(sensor, sensors.events(EXITED, null).rows()).stream()
                .filter(exit -> exit.at().isAfter(newest) || exit.at().isAfter(baseline))
                .toList();
        return new SensorTrail(spawns, exits, dispatches(sensors, sensor, baseline), true);
    }

    /** Class names are not unique, and the event has nothing but the class and the command line, which names the pack. */
    private static List<Instant> spawns(LiveSensor sensor, List<JsonObject> rows) {
        return rows.stream()
                .filter(row -> of(sensor, row))
                .filter(row -> payload(row).text("cmd").orElse("").contains("--pack=" + sensor.pack() + " "))
                .flatMap(row -> Sensors.at(row).stream())
                .toList();
    }

    private static List<Exit> exits(LiveSensor sensor, List<JsonObject> rows) {
        return rows.stream()
                .filter(row -> of(sensor, row))
                .flatMap(row -> Sensors.at(row).map(at -> new Exit(at, code(row))).stream())
                .toList();
    }

    private static int code(JsonObject row) {
        return payload(row).get("exit_code").orElse(JsonNull.NULL) instanceof JsonNumber code
                ? code.value().intValue()
                : 0;
    }

    private static boolean of(LiveSensor sensor, JsonObject row) {
        return payload(row).text("id").equals(Optional.of(sensor.className()));
    }

    private static JsonObject payload(JsonObject row) {
        return Executions.inner(row, "payload").orElse(JsonObject.empty());
    }

    private static Dispatches dispatches(Sensors sensors, LiveSensor sensor, Instant after) {
        List<Dispatch> seen = new ArrayList<>();
        boolean more = false;
        for (String type : sensor.triggerTypes()) {
            Sensors.Events events = sensors.events(type, after);
            more |= events.more();
            events.rows().forEach(row -> Sensors.at(row).ifPresent(at -> seen.add(dispatch(type, row, at))));
        }
        seen.sort(Comparator.comparing(Dispatch::at));
        return new Dispatches(seen, more);
    }

    private static Dispatch dispatch(String type, JsonObject row, Instant at) {
        return new Dispatch(type, row.get("payload").orElse(JsonNull.NULL), at);
    }

    /** Whether the last that is known of its process is that it ended. */
    boolean down() {
        return !exits.isEmpty()
                && (spawns.isEmpty() || !exits.get(exits.size() - 1).at().isBefore(spawns.get(spawns.size() - 1)));
    }

    /** Whether it has failed as often as StackStorm tries. */
    boolean hopeless() {
        return exits.size() > RESTARTS;
    }

    /**
     * Whether StackStorm will not start it again, for certain: it ended as one that wanted to, or has used up its restarts, which
     * only a process that lives for {@link #LONG_LIFE} gives back.
     */
    boolean givenUp() {
        return down()
                && (exits.get(exits.size() - 1).code() == 0
                        || (hopeless() && exits.stream().allMatch(this::soon)));
    }

    private boolean soon(Exit exit) {
        return spawns.stream()
                .filter(spawn -> !spawn.isAfter(exit.at()))
                .reduce((earlier, later) -> later)
                .filter(spawn -> exit.at().isBefore(spawn.plus(LONG_LIFE)))
                .isPresent();
    }

    List<Integer> exitCodes() {
        return exits.stream().map(Exit::code).toList();
    }

    /** The first of the dispatches that were read, as many as may be kept. */
    List<Dispatch> kept() {
        List<Dispatch> kept = new ArrayList<>();
        long bytes = 0;
        for (Dispatch dispatch : dispatches.seen()) {
            bytes += size(dispatch.payload());
            if (kept.size() == MAX_DISPATCHES || (bytes > MAX_BYTES && !kept.isEmpty())) {
                break;
            }
            kept.add(dispatch);
        }
        return kept;
    }

    private static int size(JsonValue payload) {
        return JsonText.writeBytes(payload).length;
    }
}
