package dev.sst.incident;

import dev.sst.execution.ExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One episode of something being broken: opened by the first bad verdict, resolved by the next good one. At most one per
 * key is not resolved. Immutable; a change is a new value stored under the version it was made from.
 *
 * @param key what is broken: test and target
 * @param episode 1, 2, ... within the key
 * @param version rises with every stored change; 0 before the first
 * @param title one line
 * @param cause one sentence: what was seen last
 * @param occurrences bad verdicts so far
 * @param executions the newest of the executions behind them, oldest first, at most {@link #MAX_EXECUTIONS}
 * @param events how many events have been told of it so far: the running number of its deliveries
 * @param recoveredBy the execution whose pass resolved it; {@code null} when none did
 * @param evidence checks, output excerpt, engine ids and links of the last occurrence
 */
public record Incident(
        IncidentId id,
        String key,
        int episode,
        long version,
        TestId testId,
        IncidentStatus status,
        Severity severity,
        String title,
        String cause,
        int occurrences,
        List<ExecutionId> executions,
        int events,
        Instant openedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant resolvedAt,
        @Nullable ExecutionId recoveredBy,
        List<Note> notes,
        JsonObject evidence) {

    /** How many executions an incident lists; it counts all. */
    public static final int MAX_EXECUTIONS = 50;

    /** How many notes an incident keeps. */
    public static final int MAX_NOTES = 200;

    /** What a person or the framework wrote down. */
    public record Note(Instant at, String by, String text) {
        public Note {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(text, "text");
        }

        /** Whether it was written then, as exactly as times are kept. */
        public boolean sameMoment(Instant moment) {
            return at.truncatedTo(ChronoUnit.MICROS).equals(moment.truncatedTo(ChronoUnit.MICROS));
        }
    }

    public Incident {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(testId, "testId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(openedAt, "openedAt");
        Objects.requireNonNull(evidence, "evidence");
        executions = List.copyOf(executions);
        notes = List.copyOf(notes);
        if ((status == IncidentStatus.RESOLVED) != (resolvedAt != null)) {
            throw new IllegalArgumentException(
                    "incident " + id + ": resolved and resolvedAt go together, status " + status);
        }
    }

    public boolean resolved() {
        return status == IncidentStatus.RESOLVED;
    }

    /** Who took it up; empty when nobody has, or when the note of it is no longer kept. */
    public Optional<String> acknowledgedBy() {
        return writerAt(acknowledgedAt);
    }

    /** Who resolved it: a person, or the framework; empty while it is not, or when the note of it is no longer kept. */
    public Optional<String> resolvedBy() {
        return writerAt(resolvedAt);
    }

    /** Each of those changes is noted in the same moment. */
    private Optional<String> writerAt(@Nullable Instant moment) {
        return moment == null
                ? Optional.empty()
                : notes.stream()
                        .filter(note -> note.sameMoment(moment))
                        .map(Note::by)
                        .findFirst();
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The first episode's or a later one's opening; what is missing is set on the builder. */
    public static Builder opening(IncidentId id, String key, int episode, TestId testId, Instant at) {
        return new Builder(new Incident(
                id,
                key,
                episode,
                0,
                testId,
                IncidentStatus.OPEN,
                Severity.HIGH,
                "",
                "",
                0,
                List.of(),
                0,
                at,
                null,
                null,
                null,
                List.of(),
                JsonObject.empty()));
    }

    /** Changes some parts of an incident. Not thread-safe. */
    public static final class Builder {
        private final Incident from;
        private long version;
        private IncidentStatus status;
        private Severity severity;
        private String title;
        private String cause;
        private int occurrences;
        private List<ExecutionId> executions;
        private int events;
        private @Nullable Instant acknowledgedAt;
        private @Nullable Instant resolvedAt;
        private @Nullable ExecutionId recoveredBy;
        private List<Note> notes;
        private JsonObject evidence;

        private Builder(Incident from) {
            this.from = from;
            version = from.version;
            status = from.status;
            severity = from.severity;
            title = from.title;
            cause = from.cause;
            occurrences = from.occurrences;
            executions = from.executions;
            events = from.events;
            acknowledgedAt = from.acknowledgedAt;
            resolvedAt = from.resolvedAt;
            recoveredBy = from.recoveredBy;
            notes = from.notes;
            evidence = from.evidence;
        }

        public Builder version(long value) {
            version = value;
            return this;
        }

        public Builder severity(Severity value) {
            severity = value;
            return this;
        }

        public Builder title(String value) {
            title = value;
            return this;
        }

        public Builder cause(String value) {
            cause = value;
            return this;
        }

        public Builder evidence(JsonObject value) {
            evidence = value;
            return this;
        }

        /** Counts one more bad execution. */
        public Builder occurrence(ExecutionId execution) {
            occurrences++;
            executions = lastOf(executions, execution, MAX_EXECUTIONS);
            return this;
        }

        /** Counts one more event to be told. */
        public Builder event() {
            events++;
            return this;
        }

        public Builder acknowledged(Instant at) {
            status = IncidentStatus.ACKNOWLEDGED;
            acknowledgedAt = at;
            return this;
        }

        public Builder resolved(Instant at) {
            status = IncidentStatus.RESOLVED;
            resolvedAt = at;
            return this;
        }

        public Builder recoveredBy(@Nullable ExecutionId value) {
            recoveredBy = value;
            return this;
        }

        public Builder note(Note note) {
            notes = lastOf(notes, note, MAX_NOTES);
            return this;
        }

        private static <T> List<T> lastOf(List<T> list, T next, int most) {
            var all = new ArrayList<>(list);
            all.add(next);
            return all.size() <= most ? all : all.subList(all.size() - most, all.size());
        }

        public Incident build() {
            return new Incident(
                    from.id,
                    from.key,
                    from.episode,
                    version,
                    from.testId,
                    status,
                    severity,
                    title,
                    cause,
                    occurrences,
                    executions,
                    events,
                    from.openedAt,
                    acknowledgedAt,
                    resolvedAt,
                    recoveredBy,
                    notes,
                    evidence);
        }
    }
}
