package dev.sst.stackstorm;

import dev.sst.SstException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.spi.Probe;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries what StackStorm's parts do, one after another, over its API alone. What stays in StackStorm are the executions of
 * {@code core.noop} and {@code core.local}. Thread-safe; one probe at a time.
 */
final class StackStormProbe {

    static final String API = "API";
    static final String RIGHTS = "rights";
    static final String PYTHON = "Python runner";
    static final String ORQUESTA = "Orquesta runner";
    static final String RUN = "running an action";
    static final String RULES = "rules engine";
    static final String FILES = "files seen by runners";
    static final String SENSORS = "sensor container";
    static final String EVENTS = "event stream";

    private static final String NOOP = "core.noop";
    private static final String ACTION_TRIGGER = "core.st2.generic.actiontrigger";
    private static final String SPAWN = "core.st2.sensor.process_spawn";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LOOKS = 6;
    private static final int NEWEST = 50;

    /** Something that is tried; empty when there is nothing to say. */
    @FunctionalInterface
    private interface Trial {
        Finding outcome();
    }

    private final StackStormClient client;
    private final Executions executions;
    private final OwnExecutions own;
    private final ProbeFile file;
    private final Supplier<Optional<Boolean>> subscribed;
    private final Supplier<String> nonces;
    private final InstantSource clock;
    private final Pause pause;
    private final Object oneAtATime = new Object();
    private volatile @Nullable Probe last;
    private Instant endedAt = Instant.MIN;

    /** @param subscribed whether StackStorm sends us its events; empty when nobody asked for them */
    StackStormProbe(
            StackStormClient client,
            Executions executions,
            OwnExecutions own,
            ProbeFile file,
            Supplier<Optional<Boolean>> subscribed,
            Supplier<String> nonces,
            InstantSource clock,
            Pause pause) {
        this.client = client;
        this.executions = executions;
        this.own = own;
        this.file = file;
        this.subscribed = subscribed;
        this.nonces = nonces;
        this.clock = clock;
        this.pause = pause;
    }

    Optional<Probe> last() {
        return Optional.ofNullable(last);
    }

    Probe probe() {
        Instant asked = clock.instant();
        synchronized (oneAtATime) {
            Probe known = last;
            if (known != null && endedAt.isAfter(asked)) {
                return known;
            }
            List<Finding> findings = findings();
            Probe fresh = new Probe(asked, findings, Abilities.of(findings));
            last = fresh;
            endedAt = clock.instant();
            return fresh;
        }
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Finding api = tried(API, this::api);
        findings.add(api);
        if (api.state() == State.FAILS) {
            return findings;
        }
        findings.add(tried(RIGHTS, this::rights));
        findings.add(tried(PYTHON, () -> runner(PYTHON, "python-script")));
        findings.add(tried(ORQUESTA, () -> runner(ORQUESTA, "orquesta")));
        findings.addAll(run());
        findings.add(tried(FILES, this::files));
        findings.add(tried(SENSORS, this::sensors));
        findings.add(events());
        return findings;
    }

    private static Finding tried(String name, Trial trial) {
        try {
            return trial.outcome();
        } catch (SstException e) {
            return new Finding(name, State.FAILS, String.valueOf(e.getMessage()), null);
        }
    }

    private Finding api() {
        Instant before = clock.instant();
        Optional<JsonObject> answer = client.object(Request.get("/v1/"));
        Duration took = Duration.between(before, clock.instant());
        if (answer.isEmpty()) {
            return new Finding(API, State.FAILS, "there is no StackStorm API at this address (404)", took);
        }
        String text = answer.get().text("version").orElse("");
        Optional<ServerVersion> version = ServerVersion.parse(text);
        if (version.isEmpty()) {
            return new Finding(API, State.UNKNOWN, "it does not say its version", took);
        }
        if (version.get().before(ServerVersion.OLDEST)) {
            String words = "StackStorm " + text + ": nothing is deployed to one before " + ServerVersion.OLDEST;
            return new Finding(API, State.FAILS, words, took);
        }
        return version.get().before(ServerVersion.SOUND)
                ? new Finding(
                        API,
                        State.LIMITED,
                        "StackStorm " + text + " has known holes; " + ServerVersion.SOUND + " has them closed",
                        took)
                : new Finding(API, State.WORKS, "StackStorm " + text, took);
    }

    private Finding rights() {
        Request who = Request.get("/v1/user");
        Answer answer = client.exchange(who);
        if (answer.status() == 500) {
            String words =
                    "StackStorm cannot say who we are (500), as when its authentication is off: then anybody may do"
                            + " everything there";
            return new Finding(RIGHTS, State.LIMITED, words, null);
        }
        Optional<JsonObject> user = StackStormClient.judged(who, answer)
                .json()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
        Optional<JsonObject> rbac = user.flatMap(known -> Executions.inner(known, "rbac"));
        if (rbac.isEmpty()) {
            return new Finding(RIGHTS, State.UNKNOWN, "StackStorm does not say who we are", null);
        }
        String name = user.get().text("username").orElse("somebody");
        if (!yes(rbac.get(), "enabled")) {
            String words = "user " + name + "; access control (RBAC) is off, so this credential may do everything";
            return new Finding(RIGHTS, State.LIMITED, words, null);
        }
        return yes(rbac.get(), "is_admin")
                ? new Finding(RIGHTS, State.LIMITED, "user " + name + " is an administrator; less would do", null)
                : new Finding(RIGHTS, State.WORKS, "user " + name + ", with rights of its own", null);
    }

    private static boolean yes(JsonObject object, String member) {
        return object.get(member)
                .filter(JsonBoolean.class::isInstance)
                .map(value -> ((JsonBoolean) value).value())
                .orElse(false);
    }

    private Finding runner(String name, String runner) {
        Optional<JsonObject> known = client.object(Request.get("/v1/runnertypes/" + runner));
        if (known.isEmpty()) {
            return new Finding(name, State.FAILS, "StackStorm has no runner " + runner + "; install its package", null);
        }
        return yes(known.get(), "enabled")
                ? new Finding(name, State.WORKS, runner, null)
                : new Finding(name, State.FAILS, "runner " + runner + " is disabled", null);
    }

    /** An action's way through scheduler and runner, and what the rules engine makes of its end. */
    private List<Finding> run() {
        Instant before = clock.instant();
        try {
            OwnExecutions.Ended ended = own.end(NOOP, JsonObject.empty(), PATIENCE);
            Duration took = Duration.between(before, clock.instant());
            if (!ended.succeeded()) {
                String words =
                        NOOP + " ended " + ended.status() + "; StackStorm's action runner has the reason in its log";
                return List.of(new Finding(RUN, State.FAILS, words, took));
            }
            Finding run = took.compareTo(SLOW) > 0
                    ? new Finding(RUN, State.LIMITED, NOOP + " took long: the runners are busy, or too few", took)
                    : new Finding(RUN, State.WORKS, NOOP + " succeeded", took);
            return List.of(run, tried(RULES, () -> rules(ended.record())));
        } catch (SstException e) {
            String words = e.getMessage() + "; are the scheduler and the action runners up?";
            return List.of(new Finding(RUN, State.FAILS, words, null));
        }
    }

    /** StackStorm tells of each execution's end by a trigger instance, which the rules engine then processes. */
    private Finding rules(JsonObject ended) {
        Optional<EngineExecutionId> id = Executions.id(ended);
        Optional<String> since =
                id.flatMap(run -> executions.one(run, "start_timestamp")).flatMap(run -> run.text("start_timestamp"));
        String status = "";
        for (int look = 0; since.isPresent() && look < LOOKS && !status.equals("processed"); look++) {
            pause.of(BETWEEN_LOOKS);
            status = told(id.get(), since.get()).orElse(status);
        }
        if (status.equals("processed")) {
            return new Finding(RULES, State.WORKS, "it has processed the event of that action's end", null);
        }
        String words = status.isEmpty()
                ? "none of the newest " + NEWEST
                        + " events tells of that action's end: the notifier is down, told to say nothing, or much else ended"
                : "the event of that action's end is " + status + " after " + LOOKS
                        + " s: st2rulesengine is down, or has much to do";
        return new Finding(RULES, State.UNKNOWN, words, null);
    }

    private Optional<String> told(EngineExecutionId run, String since) {
        String path = "/v1/triggerinstances?trigger_type=" + ACTION_TRIGGER + "&limit=" + NEWEST + "&timestamp_gt="
                + Request.encoded(since);
        return Executions.objects(client.list(Request.get(path))).stream()
                .filter(instance -> Executions.inner(instance, "payload")
                        .flatMap(payload -> payload.text("execution_id"))
                        .equals(Optional.of(run.value())))
                .findFirst()
                .flatMap(instance -> instance.text("status"));
    }

    private Finding files() {
        ProbeFile.Seen seen = file.look(nonces.get());
        String read = "a runner has read what was written";
        return seen.doubt()
                .map(why -> new Finding(FILES, State.UNKNOWN, why, null))
                .orElseGet(() -> seen.stays()
                        .map(why -> new Finding(FILES, State.LIMITED, read + "; " + why, null))
                        .orElseGet(() -> new Finding(FILES, State.WORKS, read, null)));
    }

    /** It says nothing of itself; what it started last is all there is to see. */
    private Finding sensors() {
        return Executions.objects(client.list(Request.get("/v1/triggerinstances?trigger_type=" + SPAWN + "&limit=1")))
                .stream()
                .findFirst()
                .flatMap(spawn -> spawn.text("occurrence_time"))
                .map(at -> new Finding(SENSORS, State.UNKNOWN, "it last started a sensor at " + at, null))
                .orElseGet(() -> new Finding(SENSORS, State.UNKNOWN, "it has not started any sensor so far", null));
    }

    private Finding events() {
        return subscribed
                .get()
                .map(yes -> yes
                        ? new Finding(EVENTS, State.WORKS, "subscribed: ends of executions are heard of at once", null)
                        : new Finding(
                                EVENTS,
                                State.LIMITED,
                                "not connected: ends of executions are asked for, and come seconds later",
                                null))
                .orElseGet(() -> new Finding(EVENTS, State.UNKNOWN, "nobody has subscribed to it", null));
    }
}
