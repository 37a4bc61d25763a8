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
        try {
            record = awaited(id, "id,status,result,liveaction.runner_info", limit);
        } catch (EngineRejectedException e) {
            throw new EngineOutcomeUnknownException(
                    "StackStorm's " + ref + " (" + id + ") was started and cannot be followed: " + e.getMessage()
                            + askedToEnd(id),
                    e);
        }
        return record.map(end -> new Ended(Executions.status(end), end))
                .orElseThrow(() -> new EngineOutcomeUnknownException("StackStorm's " + ref + " (" + id
                        + ") did not end within " + limit.toSeconds() + " s" + askedToEnd(id)));
    }

    /** Waits for its end, and gives those attributes of it; empty when it did not come within the limit. */
    Optional<JsonObject> awaited(EngineExecutionId id, String attributes, Duration limit) {
        Instant until = clock.instant().plus(limit);
        Duration next = FIRST_LOOK;
        while (clock.instant().isBefore(until)) {
            pause.of(next);
            next = next.multipliedBy(2).compareTo(BETWEEN_LOOKS) < 0 ? next.multipliedBy(2) : BETWEEN_LOOKS;
            Optional<JsonObject> record = look(id, attributes)
                    .filter(seen ->
                            ExecutionStatus.state(Executions.status(seen)).terminal());
            if (record.isPresent()) {
                return record;
            }
        }
        return Optional.empty();
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

    /** Nothing while StackStorm cannot be asked: the limit decides how long that may last. */
    private Optional<JsonObject> look(EngineExecutionId id, String attributes) {
        try {
            return executions.one(id, attributes);
        } catch (EngineUnavailableException e) {
            return Optional.empty();
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
                    .filter(child ->
                            ExecutionStatus.state(Executions.status(child)).terminal())
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
