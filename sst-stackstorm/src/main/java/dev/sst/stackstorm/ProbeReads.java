package dev.sst.stackstorm;

import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a probe finds by reading alone: version, rights, runners and the last sign of life of the sensor container. Each is
 * one request, and throws what that throws. Thread-safe.
 */
final class ProbeReads {

    private final StackStormClient client;
    private final InstantSource clock;

    ProbeReads(StackStormClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Fails where there is no API, or one of a StackStorm that is too old. */
    Finding api() {
        Instant before = clock.instant();
        Optional<JsonObject> answer = client.object(Request.get("/v1/"));
        Duration took = Duration.between(before, clock.instant());
        if (answer.isEmpty()) {
            return new Finding(
                    StackStormProbe.API, State.FAILS, "there is no StackStorm API at this address (404)", took);
        }
        String text = answer.get().text("version").orElse("");
        Optional<ServerVersion> version = ServerVersion.parse(text);
        if (version.isEmpty()) {
            return new Finding(StackStormProbe.API, State.UNKNOWN, "it does not say its version", took);
        }
        if (version.get().before(ServerVersion.OLDEST)) {
            String words = "StackStorm " + text + ": nothing is deployed to one before " + ServerVersion.OLDEST;
            return new Finding(StackStormProbe.API, State.FAILS, words, took);
        }
        return version.get().before(ServerVersion.SOUND)
                ? new Finding(
                        StackStormProbe.API,
                        State.LIMITED,
                        "StackStorm " + text + " has known holes; " + ServerVersion.SOUND + " has them closed",
                        took)
                : new Finding(StackStormProbe.API, State.WORKS, "StackStorm " + text, took);
    }

    /** Who we are there, and whether that says what we may. */
    Finding rights() {
        Request who = Request.get("/v1/user");
        Answer answer = client.exchange(who);
        if (answer.status() == 500) {
            String words =
                    "StackStorm cannot say who we are (500), as when its authentication is off: then anybody may do"
                            + " everything there";
            return new Finding(StackStormProbe.RIGHTS, State.LIMITED, words, null);
        }
        Optional<JsonObject> user = StackStormClient.judged(who, answer)
                .json()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
        Optional<JsonObject> rbac = user.flatMap(known -> Executions.inner(known, "rbac"));
        if (rbac.isEmpty()) {
            return new Finding(StackStormProbe.RIGHTS, State.UNKNOWN, "StackStorm does not say who we are", null);
        }
        String name = user.get().text("username").orElse("somebody");
        if (!yes(rbac.get(), "enabled")) {
            String words = "user " + name + "; access control (RBAC) is off, so this credential may do everything";
            return new Finding(StackStormProbe.RIGHTS, State.LIMITED, words, null);
        }
        return yes(rbac.get(), "is_admin")
                ? new Finding(
                        StackStormProbe.RIGHTS,
                        State.LIMITED,
                        "user " + name + " is an administrator; less would do",
                        null)
                : new Finding(StackStormProbe.RIGHTS, State.WORKS, "user " + name + ", with rights of its own", null);
    }

    private static boolean yes(JsonObject object, String member) {
        return object.get(member)
                .filter(JsonBoolean.class::isInstance)
                .map(value -> ((JsonBoolean) value).value())
                .orElse(false);
    }

    /** @param runner as StackStorm names it */
    Finding runner(String name, String runner) {
        Optional<JsonObject> known = client.object(Request.get("/v1/runnertypes/" + runner));
        if (known.isEmpty()) {
            return new Finding(name, State.FAILS, "StackStorm has no runner " + runner + "; install its package", null);
        }
        return yes(known.get(), "enabled")
                ? new Finding(name, State.WORKS, runner, null)
                : new Finding(name, State.FAILS, "runner " + runner + " is disabled", null);
    }

    /** It says nothing of itself; what it started last is all there is to see. */
    Finding sensors() {
        return Executions.objects(client.list(
                        Request.get("/v1/triggerinstances?trigger_type=" + SensorTrail.SPAWNED + "&limit=1")))
                .stream()
                .findFirst()
                .flatMap(spawn -> spawn.text("occurrence_time"))
                .map(at ->
                        new Finding(StackStormProbe.SENSORS, State.UNKNOWN, "it last started a sensor at " + at, null))
                .orElseGet(() -> new Finding(
                        StackStormProbe.SENSORS, State.UNKNOWN, "it has not started any sensor so far", null));
    }
}
