package dev.sst.execution;

import dev.sst.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the harness says of one run: the content of its frame, whose nonce and checksum were right.
 *
 * @param ending how the test's process ended
 * @param exitCode {@code null} when there was none
 * @param signal the signal it died of; {@code null} when none
 * @param flag the flag of a returned pair; {@code null} when there was no pair
 * @param value what a class returned; {@code null} when it returned nothing at all, JSON null included in {@code JsonNull}
 * @param exception the uncaught exception; {@code null} when none
 * @param problem what kept the harness from running or reading the test, one sentence; {@code null} when nothing did
 * @param swept how many processes the test had left behind, all ended
 * @param warnings what was repaired or left out
 */
public record RunReport(
        Ending ending,
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        @Nullable Boolean flag,
        @Nullable JsonValue value,
        @Nullable UncaughtException exception,
        @Nullable String problem,
        CapturedText stdout,
        CapturedText stderr,
        Duration duration,
        int swept,
        List<String> warnings) {

    /** How a run ended. */
    public enum Ending {
        /** A script ended by itself; an uncaught exception may stand beside its exit code. */
        EXITED,
        /** The process died of a signal that we did not send. */
        SIGNALED,
        /** A class returned. */
        RETURNED,
        /** A class, its constructor or its import raised. */
        RAISED,
        /** It returned what JSON cannot hold, left without returning, or returned too much. */
        UNUSABLE_VALUE,
        /** The test's code could not be started. */
        NOT_STARTED,
        /** Our deadline passed; the process and all it had started were ended. */
        TIMED_OUT,
        /** The engine said that the run was cancelled; everything was ended. */
        CANCELLED,
        /** Something else ended the harness from outside. */
        TERMINATED,
        /** The harness itself failed. */
        HARNESS_FAILED
    }

    /** An exception that nothing caught, as the interpreter reports it. */
    public record UncaughtException(String type, String message, boolean assertion, String traceback) {
        public UncaughtException {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(traceback, "traceback");
        }
    }

    public RunReport {
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
        Objects.requireNonNull(duration, "duration");
        warnings = List.copyOf(warnings);
    }
}
