package dev.sst.execution;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run at the engine. The key is stored before anything is sent, so that a run whose answer was lost is found again.
 *
 * @param number 1, 2, ...
 * @param key our name of this run at the engine, {@code [A-Za-z0-9_-]}: the trace tag
 * @param nonce what the harness has to repeat, so that a report cannot be printed by the test
 * @param revision the revision that was live when it started; 0 until then
 * @param sends how often the start was sent: more than 1 only after an answer was lost and no run was found
 * @param engineId the engine's name of it; {@code null} until known
 * @param startedAt when the intent was stored
 * @param deadline when it is over at the latest by our own clock, the engine's delays included; {@code null} until started
 * @param endedAt {@code null} until over
 * @param verdict {@code null} until over
 * @param cause one sentence; {@code null} until over
 */
public record Attempt(
        int number,
        String key,
        String nonce,
        int revision,
        int sends,
        @Nullable EngineExecutionId engineId,
        Instant startedAt,
        @Nullable Instant deadline,
        @Nullable Instant endedAt,
        @Nullable Verdict verdict,
        @Nullable String cause) {
    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException("number must be at least 1, was " + number);
        }
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /** An attempt about to be sent. */
    public static Attempt intended(int number, String key, String nonce, Instant at) {
        return new Attempt(number, key, nonce, 0, 0, null, at, null, null, null, null);
    }

    /** The same, about to be sent once more under the same key. */
    public Attempt sentAgain() {
        return new Attempt(
                number,
                key,
                nonce,
                revision,
                Math.max(1, sends) + 1,
                engineId,
                startedAt,
                deadline,
                endedAt,
                verdict,
                cause);
    }

    /** The same, known to the engine under that id, running that revision, over by that time at the latest. */
    public Attempt started(EngineExecutionId id, int liveRevision, Instant until) {
        return new Attempt(
                number, key, nonce, liveRevision, Math.max(1, sends), id, startedAt, until, endedAt, verdict, cause);
    }

    /** The same, over. */
    public Attempt ended(Instant at, Verdict how, String why) {
        return new Attempt(number, key, nonce, revision, sends, engineId, startedAt, deadline, at, how, why);
    }

    public Optional<EngineExecutionId> engineExecution() {
        return Optional.ofNullable(engineId);
    }

    /** Without the nonce. */
    @Override
    public String toString() {
        return "Attempt[" + number + ", key " + key + ", engine id " + engineId + ", " + verdict + "]";
    }
}
