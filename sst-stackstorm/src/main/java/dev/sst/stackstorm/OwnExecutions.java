package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.SstException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs StackStorm's own actions for us and follows each to its end. A start whose answer is lost is looked up by its key and
 * adopted; it is not sent again. One that outlasts its limit, or can no longer be followed, is asked to end. Of StackStorm's words
 * against the parameters, {@link ClearWords} alone are repeated. Thread-safe.
 */
final class OwnExecutions {

    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LOOKUPS = 5;
    private static final int SHOWN = 1000;

    /** How it ended. */
    record Ended(String status, JsonObject record) {
        boolean succeeded() {
            return status.equals(ExecutionStatus.SUCCEEDED);
        }

        /** That text of its result; empty when there is none. */
        String text(String name) {
            return Executions.inner(record, "result")
                    .flatMap(result -> result.text(name))
                    .orElse("");
        }

        /** The host of the runner that had it; empty when StackStorm does not say. */
        Optional<String> host() {
            return Executions.inner(record, "liveaction")
                    .flatMap(live -> Executions.inner(live, "runner_info"))
                    .flatMap(runner -> runner.text("hostname"));
        }
    }

    private final StackStormClient client;
    private final Executions executions;
    private final InstantSource clock;
    private final Pause pause;
    private final Supplier<String> keys;

    OwnExecutions(
            StackStormClient client, Executions executions, InstantSource clock, Pause pause, Supplier<String> keys) {
        this.client = client;
        this.executions = executions;
        this.clock = clock;
        this.pause = pause;
        this.keys = keys;
    }

    /**
     * Runs it to its end.
     *
     * @throws EngineRejectedException when it was refused, or did not succeed: with the words of what failed
     * @throws EngineOutcomeUnknownException when it did not end within the limit or could not be followed, or it is not known
     *     whether it was started
     */
    void run(String ref, JsonObject parameters, Duration limit) {
        Ended ended = end(ref, parameters, limit);
        if (!ended.succeeded()) {
            throw new EngineRejectedException(
                    "StackStorm's " + ref + " ended " + ended.status() + ": " + words(ended.record()));
        }
    }

    /**
     * Runs it to its end, whatever that is.
     *
     * @throws EngineRejectedException when it was refused
     * @throws EngineOutcomeUnknownException when it did not end within the limit or could not be followed, or it is not known
     *     whether it was started
     */
    Ended end(String ref, JsonObject parameters, Duration limit) {
        return ended(start(ref, parameters, "sst-" + keys.get()), ref, limit);
    }

    /**
     * Starts it, once.
     *
     * @param key under which it is found again when the answer is lost, and which no other start may have had
     * @throws EngineRejectedException when it was refused
     * @throws EngineOutcomeUnknownException when it is not known whether it was started
     */
    EngineExecutionId start(String ref, JsonObject parameters, String key) {
        Instant before = clock.instant();
        try {
            JsonObject started = client.discreet(Executions.starting(ref, parameters, key))
                    .orElseThrow(() -> new EngineUnavailableException("StackStorm was asked to start " + ref
                            + " and answered with 404: the address is not that of a StackStorm API"));
            return Executions.id(started)
                    .orElseThrow(() -> new EngineOutcomeUnknownException(
                            "StackStorm accepted " + ref + " and named no execution"));
        } catch (EngineOutcomeUnknownException e) {
            return adopted(key, ref, before, e).orElseThrow(() -> e);
        }
    }

    /** A look that fails, or is refused, says nothing about the start. */
    private Optional<EngineExecutionId> adopted(
            String key, String ref, Instant before, EngineOutcomeUnknownException lost) {
        for (int look = 0; look < LOOKUPS; look++) {
            pause.of(BETWEEN_LOOKS);
            try {
                Optional<EngineExecutionId> found =
                        executions.byKey(key, ref, before.minus(ExecutionRuns.CLOCK_TOLERANCE));
                if (found.isPresent()) {
                    return found;
                }
            } catch (SstException e) {
                lost.addSuppressed(e);
            }
        }
        return Optional.empty();
    }

    private Ended ended(EngineExecutionId id, String ref, Duration limit) {
        Optional<JsonObject> record;
        pause.of(FIRST_LOOK);
        try {
            record = awaited(() -> Optional.of(known(id)), limit);
        } catch (EngineRejectedException | EngineUnavailableException e) {
            throw new EngineOutcomeUnknownException(
                    "StackStorm's " + ref + " (" + id + ") was started and cannot be followed: " + e.getMessage()
                            + askedToEnd(id),
                    e);
        }
        return record.map(end -> new Ended(Executions.status(end), end))
                .orElseThrow(() -> new EngineOutcomeUnknownException("StackStorm's " + ref + " (" + id
                        + ") did not end within " + limit.toSeconds() + " s" + askedToEnd(id)));
    }

    private JsonObject known(EngineExecutionId id) {
        return executions
                .one(id, "id,status,result,liveaction.runner_info")
                .orElseThrow(() -> new EngineRejectedException("StackStorm does not know it any more"));
    }

    /**
     * Looks at an execution until it has ended: at once, ever less often, and a last time when the limit is over. StackStorm's
     * being out of reach is waited out until then.
     *
     * @param look asks for it, and its status; empty when StackStorm does not know it
     * @return the look that saw its end; empty when it goes on after the limit, and as soon as StackStorm does not know it
     * @throws EngineUnavailableException when the last look failed, or one for what the answer is: the next would as well
     */
    Optional<JsonObject> awaited(Supplier<Optional<JsonObject>> look, Duration limit) {
        Instant until = clock.instant().plus(limit);
        Duration next = FIRST_LOOK;
        while (true) {
            Duration left = Duration.between(clock.instant(), until);
            boolean last = left.isZero() || left.isNegative();
            try {
                Optional<JsonObject> seen = look.get();
                if (last || seen.filter(record -> !over(record)).isEmpty()) {
                    return seen.filter(OwnExecutions::over);
                }
            } catch (EngineUnavailableException e) {
                if (last || StackStormClient.unreadable(e)) {
                    throw e;
                }
            }
            pause.of(shorter(next, left));
            next = shorter(next.multipliedBy(2), BETWEEN_LOOKS);
        }
    }

    static boolean over(JsonObject record) {
        return ExecutionStatus.state(Executions.status(record)).terminal();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Nobody waits for it any more; what it would still do would come as a surprise. */
    private String askedToEnd(EngineExecutionId id) {
        try {
            client.send(Request.delete("/v1/executions/" + id, null));
            return "; it was asked to end";
        } catch (SstException e) {
            return "; it could not be asked to end: " + e.getMessage();
        }
    }

    /** Its own words, or those of the children that failed: a workflow's own message may say that all went well. */
    private String words(JsonObject record) {
        String own = said(record);
        String children = Executions.id(record).map(this::wordsOfChildren).orElse("");
        String words = children.isEmpty() ? own : children;
        return words.isEmpty() ? "no reason given" : words;
    }

    /** None where they cannot be asked for: that it failed is known all the same. */
    private String wordsOfChildren(EngineExecutionId id) {
        try {
            return executions.newest("parent=" + id + "&", 100, "id,status,action.ref,result").stream()
                    .filter(OwnExecutions::over)
                    .filter(child -> !Executions.status(child).equals(ExecutionStatus.SUCCEEDED))
                    .map(child -> Executions.ref(child).orElse("a step") + ": " + said(child))
                    .collect(Collectors.joining("; "));
        } catch (SstException e) {
            return "";
        }
    }

    private static String said(JsonObject record) {
        Optional<JsonObject> result = Executions.inner(record, "result");
        String text = result.flatMap(said -> said.text("stderr").filter(stderr -> !stderr.isBlank()))
                .or(() -> result.flatMap(said -> said.text("error")))
                .or(() -> result.flatMap(said -> said.text("stdout")))
                .orElse("")
                .strip();
        return text.length() <= SHOWN ? text : "..." + text.substring(text.length() - SHOWN);
    }
}
