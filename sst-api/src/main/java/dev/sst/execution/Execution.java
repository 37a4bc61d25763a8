package dev.sst.execution;

import dev.sst.incident.IncidentId;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One occasion on which a test is run. Immutable; a change is a new value stored under the version it was made from.
 *
 * @param version rises with every stored change; 0 before the first
 * @param revision the revision that was live when it was asked for, then the one its last attempt ran
 * @param parameters values given for this execution, which override the test's
 * @param dueAt not before this time
 * @param cancelRequested whether somebody asked to end it
 * @param attempts in order; only the last decides
 * @param judgement the verdict of the last attempt; {@code null} until finished
 * @param incidentId the incident it opened or added to; {@code null} when none
 * @param context who asked for it and why, as given
 */
public record Execution(
        ExecutionId id,
        TestId testId,
        ExecutionKind kind,
        ExecutionState state,
        long version,
        int revision,
        JsonObject parameters,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant finishedAt,
        boolean cancelRequested,
        List<Attempt> attempts,
        @Nullable Judgement judgement,
        @Nullable IncidentId incidentId,
        JsonObject context) {
    public Execution {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(testId, "testId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(context, "context");
        attempts = List.copyOf(attempts);
        if (state.finished() != (judgement != null && finishedAt != null)) {
            throw new IllegalArgumentException(
                    "execution " + id + ": finished and judgement go together, state " + state);
        }
    }

    /** The last attempt; empty before the first. */
    public Optional<Attempt> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }

    public Optional<Judgement> verdict() {
        return Optional.ofNullable(judgement);
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Without parameters, context and document: those may be long or secret. */
    @Override
    public String toString() {
        return "Execution[" + id + ", test " + testId + ", " + state + ", version " + version + "]";
    }

    /** An execution that has just been asked for. */
    public static Execution queued(ExecutionId id, TestId testId, ExecutionKind kind, int revision, Instant now) {
        return new Execution(
                id,
                testId,
                kind,
                ExecutionState.QUEUED,
                0,
                revision,
                JsonObject.empty(),
                now,
                now,
                null,
                false,
                List.of(),
                null,
                null,
                JsonObject.empty());
    }

    /** Changes some parts of an execution. Not thread-safe. */
    public static final class Builder {
        private final Execution from;
        private ExecutionState state;
        private long version;
        private int revision;
        private JsonObject parameters;
        private Instant dueAt;
        private @Nullable Instant finishedAt;
        private boolean cancelRequested;
        private List<Attempt> attempts;
        private @Nullable Judgement judgement;
        private @Nullable IncidentId incidentId;
        private JsonObject context;

        private Builder(Execution from) {
            this.from = from;
            state = from.state;
            version = from.version;
            revision = from.revision;
            parameters = from.parameters;
            dueAt = from.dueAt;
            finishedAt = from.finishedAt;
            cancelRequested = from.cancelRequested;
            attempts = from.attempts;
            judgement = from.judgement;
            incidentId = from.incidentId;
            context = from.context;
        }

        public Builder state(ExecutionState value) {
            state = value;
            return this;
        }

        public Builder version(long value) {
            version = value;
            return this;
        }

        public Builder revision(int value) {
            revision = value;
            return this;
        }

        public Builder parameters(JsonObject value) {
            parameters = value;
            return this;
        }

        public Builder dueAt(Instant value) {
            dueAt = value;
            return this;
        }

        public Builder cancelRequested(boolean value) {
            cancelRequested = value;
            return this;
        }

        /** Replaces the attempt of the same number, or adds it behind the last. */
        public Builder attempt(Attempt value) {
            var next = new ArrayList<>(attempts);
            if (value.number() <= next.size()) {
                next.set(value.number() - 1, value);
            } else {
                next.add(value);
            }
            attempts = next;
            return this;
        }

        public Builder finished(Judgement how, Instant at) {
            judgement = how;
            finishedAt = at;
            state = ExecutionState.FINISHED;
            return this;
        }

        public Builder incidentId(@Nullable IncidentId value) {
            incidentId = value;
            return this;
        }

        public Builder context(JsonObject value) {
            context = value;
            return this;
        }

        public Execution build() {
            return new Execution(
                    from.id,
                    from.testId,
                    from.kind,
                    state,
                    version,
                    revision,
                    parameters,
                    from.createdAt,
                    dueAt,
                    finishedAt,
                    cancelRequested,
                    attempts,
                    judgement,
                    incidentId,
                    context);
        }
    }
}
