package dev.sst.stackstorm;

import dev.sst.SstException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Runs {@code core.noop} for a probe, and looks for what the rules engine made of its end. The execution stays in StackStorm.
 * Takes seconds, and half a minute where nothing runs. Thread-safe.
 */
final class ProbeRun {

    private static final String NOOP = "core.noop";
    private static final String ACTION_TRIGGER = "core.st2.generic.actiontrigger";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A run of nothing that takes longer has waited. */
    static final Duration SLOW = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LOOKS = 6;
    private static final int NEWEST = 50;

    private final StackStormClient client;
    private final Executions executions;
    private final OwnExecutions own;
    private final InstantSource clock;
    private final Pause pause;

    ProbeRun(StackStormClient client, Executions executions, OwnExecutions own, InstantSource clock, Pause pause) {
        this.client = client;
        this.executions = executions;
        this.own = own;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * An action's way through scheduler and runner, and what the rules engine makes of its end; without the latter when the
     * action did not succeed.
     */
    List<Finding> run() {
        Instant before = clock.instant();
        try {
            OwnExecutions.Ended ended = own.end(NOOP, JsonObject.empty(), PATIENCE);
            Duration took = Duration.between(before, clock.instant());
            if (!ended.succeeded()) {
                String words =
                        NOOP + " ended " + ended.status() + "; StackStorm's action runner has the reason in its log";
                return List.of(new Finding(StackStormProbe.RUN, State.FAILS, words, took));
            }
            Finding run = took.compareTo(SLOW) > 0
                    ? new Finding(
                            StackStormProbe.RUN,
                            State.LIMITED,
                            NOOP + " took long: the runners are busy, or too few",
                            took)
                    : new Finding(StackStormProbe.RUN, State.WORKS, NOOP + " succeeded", took);
            return List.of(run, StackStormProbe.tried(StackStormProbe.RULES, () -> rules(ended.record())));
        } catch (SstException e) {
            String words = e.getMessage() + "; are the scheduler and the action runners up?";
            return List.of(new Finding(StackStormProbe.RUN, State.FAILS, words, null));
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
            return new Finding(
                    StackStormProbe.RULES, State.WORKS, "it has processed the event of that action's end", null);
        }
        String words = status.isEmpty()
                ? "none of the newest " + NEWEST
                        + " events tells of that action's end: the notifier is down, told to say nothing, or much else ended"
                : "the event of that action's end is " + status + " after " + LOOKS
                        + " s: st2rulesengine is down, or has much to do";
        return new Finding(StackStormProbe.RULES, State.UNKNOWN, words, null);
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
}
