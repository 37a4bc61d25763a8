package dev.sst.jpa;

import static dev.sst.jpa.EscapedText.escape;
import static dev.sst.jpa.EscapedText.escapeOrNull;
import static dev.sst.jpa.EscapedText.unescape;
import static dev.sst.jpa.EscapedText.unescapeOrNull;

import dev.sst.deployment.Deployment;
import dev.sst.execution.CapturedText;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Judgement;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Verdict;
import dev.sst.incident.Delivery;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentStatus;
import dev.sst.incident.Severity;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.HistoryEntry;
import dev.sst.test.Revision;
import dev.sst.test.RunSettings;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Domain values to and from rows. A row made here carries the version that it has once it is stored. */
final class Rows {
    private Rows() {}

    static TestRow row(SyntheticTest test) {
        TestDefinition definition = test.definition();
        var row = new TestRow();
        row.id = test.id().value();
        row.version = test.version() + 1;
        row.pack = escape(definition.pack());
        row.name = escape(definition.name());
        row.type = definition.type().name();
        row.enabled = definition.enabled();
        row.tags = definition.tags().stream().map(EscapedText::escape).toArray(String[]::new);
        row.search = EscapedText.searchable(definition.name(), definition.description());
        row.revision = test.revision().number();
        row.deployment = Documents.deployment(test.deployment());
        row.begun = Documents.deployment(test.begun());
        row.live = test.deployment() == null ? null : test.deployment().revision();
        row.drifted = test.live().filter(Deployment::changedBySomebody).isPresent();
        row.createdAt = micros(test.createdAt());
        row.createdBy = escape(test.createdBy());
        row.deleted = test.deleted();
        return row;
    }

    static SyntheticTest test(TestRow row, RevisionRow revision) {
        return new SyntheticTest(
                new TestId(row.id),
                row.version,
                revision(revision),
                Documents.deployment(row.deployment),
                Documents.deployment(row.begun),
                row.createdAt,
                unescape(row.createdBy),
                row.deleted);
    }

    static RevisionRow row(TestId test, Revision revision) {
        TestDefinition definition = revision.definition();
        var row = new RevisionRow();
        row.testId = test.value();
        row.number = revision.number();
        row.definition = Documents.definition(definition);
        row.code = escapeOrNull(definition.code());
        row.parameters = Documents.write(definition.parameters());
        row.expectation = Documents.writeOrNull(definition.expectation());
        row.metadata = Documents.write(definition.metadata());
        row.createdAt = micros(revision.createdAt());
        row.createdBy = escape(revision.createdBy());
        row.note = escape(revision.note());
        return row;
    }

    static Revision revision(RevisionRow row) {
        TestDefinition definition = definition(row.definition, row.parameters, row.expectation, row.metadata)
                .code(unescapeOrNull(row.code))
                .build();
        return new Revision(row.number, definition, row.createdAt, unescape(row.createdBy), unescape(row.note));
    }

    /** The settings of a live revision, from its columns without the code. */
    static RunSettings settings(
            TestId test,
            Deployment deployment,
            String definition,
            String parameters,
            @Nullable String expectation,
            String metadata) {
        return RunSettings.of(
                test, definition(definition, parameters, expectation, metadata).build(), deployment);
    }

    private static TestDefinition.Builder definition(
            String definition, String parameters, @Nullable String expectation, String metadata) {
        return Documents.definition(definition)
                .parameters(Documents.object(parameters))
                .expectation(Documents.valueOrNull(expectation))
                .metadata(Documents.object(metadata));
    }

    static ExecutionRow row(Execution execution) {
        ExecutionRow row = changed(execution);
        row.parameters = Documents.write(execution.parameters());
        row.context = Documents.write(execution.context());
        return row;
    }

    /** Without the documents that are the same in all its versions. */
    static ExecutionRow changed(Execution execution) {
        Judgement judgement = execution.judgement();
        var row = new ExecutionRow();
        row.id = execution.id().value();
        row.testId = execution.testId().value();
        row.kind = execution.kind().name();
        row.state = execution.state().name();
        row.version = execution.version() + 1;
        row.revision = execution.revision();
        row.createdAt = micros(execution.createdAt());
        row.dueAt = micros(execution.dueAt());
        if (execution.state().finished() && !execution.attempts().isEmpty()) {
            row.startedAt = micros(execution.attempts().get(0).startedAt());
        }
        row.finishedAt = microsOrNull(execution.finishedAt());
        row.cancelRequested = execution.cancelRequested();
        row.incidentId =
                execution.incidentId() == null ? null : execution.incidentId().value();
        row.attempts = Documents.attempts(execution.attempts());
        if (judgement != null) {
            row.verdict = judgement.verdict().name();
            row.judgement = Documents.judgement(judgement);
            row.document = Documents.write(judgement.document());
        }
        return row;
    }

    static Execution execution(ExecutionRow row) {
        return new Execution(
                new ExecutionId(row.id),
                new TestId(row.testId),
                ExecutionKind.valueOf(row.kind),
                ExecutionState.valueOf(row.state),
                row.version,
                row.revision,
                Documents.object(row.parameters),
                row.createdAt,
                row.dueAt,
                row.finishedAt,
                row.cancelRequested,
                Documents.attempts(row.attempts),
                judgement(row),
                row.incidentId == null ? null : new IncidentId(row.incidentId),
                Documents.object(row.context));
    }

    private static @Nullable Judgement judgement(ExecutionRow row) {
        return row.verdict == null || row.judgement == null || row.document == null
                ? null
                : Documents.judgement(Verdict.valueOf(row.verdict), row.judgement, Documents.object(row.document));
    }

    /** The work that an unfinished execution is; nobody's yet. */
    static WorkRow work(Execution execution) {
        var row = new WorkRow();
        row.executionId = execution.id().value();
        row.dueAt = micros(execution.dueAt());
        row.cancelRequested = execution.cancelRequested();
        return row;
    }

    static HistoryRow history(Execution execution, String event, Instant at) {
        var row = new HistoryRow();
        row.executionId = execution.id().value();
        row.version = execution.version() + 1;
        row.event = escape(event);
        row.state = execution.state().name();
        row.at = micros(at);
        return row;
    }

    static HistoryRow history(ExecutionChange change) {
        return history(change.execution(), change.event(), change.at());
    }

    static HistoryEntry history(HistoryRow row) {
        return new HistoryEntry(row.version, unescape(row.event), ExecutionState.valueOf(row.state), row.at);
    }

    static OutputRow row(Execution execution, RunOutput output) {
        var row = new OutputRow();
        row.executionId = execution.id().value();
        row.attempt = execution.attempts().size();
        row.stdoutHead = escape(output.stdout().head());
        row.stdoutTail = escape(output.stdout().tail());
        row.stdoutDropped = output.stdout().droppedBytes();
        row.stderrHead = escape(output.stderr().head());
        row.stderrTail = escape(output.stderr().tail());
        row.stderrDropped = output.stderr().droppedBytes();
        return row;
    }

    static RunOutput output(OutputRow row) {
        return new RunOutput(
                new CapturedText(unescape(row.stdoutHead), unescape(row.stdoutTail), row.stdoutDropped),
                new CapturedText(unescape(row.stderrHead), unescape(row.stderrTail), row.stderrDropped));
    }

    static IncidentRow row(Incident incident) {
        var row = new IncidentRow();
        row.id = incident.id().value();
        row.key = escape(incident.key());
        row.episode = incident.episode();
        row.version = incident.version() + 1;
        row.testId = incident.testId().value();
        row.status = incident.status().name();
        row.severity = incident.severity().name();
        row.title = escape(incident.title());
        row.cause = escape(incident.cause());
        row.search = EscapedText.searchable(incident.title(), incident.cause());
        row.occurrences = incident.occurrences();
        row.executions = Documents.executionIds(incident.executions());
        row.events = incident.events();
        row.openedAt = micros(incident.openedAt());
        row.acknowledgedAt = microsOrNull(incident.acknowledgedAt());
        row.resolvedAt = microsOrNull(incident.resolvedAt());
        row.recoveredBy =
                incident.recoveredBy() == null ? null : incident.recoveredBy().value();
        row.notes = Documents.notes(incident.notes());
        row.evidence = Documents.write(incident.evidence());
        return row;
    }

    static Incident incident(IncidentRow row) {
        return new Incident(
                new IncidentId(row.id),
                unescape(row.key),
                row.episode,
                row.version,
                new TestId(row.testId),
                IncidentStatus.valueOf(row.status),
                Severity.valueOf(row.severity),
                unescape(row.title),
                unescape(row.cause),
                row.occurrences,
                Documents.executionIds(row.executions),
                row.events,
                row.openedAt,
                row.acknowledgedAt,
                row.resolvedAt,
                row.recoveredBy == null ? null : new ExecutionId(row.recoveredBy),
                Documents.notes(row.notes),
                Documents.object(row.evidence));
    }

    static DeliveryRow row(Delivery delivery) {
        var row = new DeliveryRow();
        row.id = delivery.id().value();
        row.incidentId = delivery.incidentId().value();
        row.sink = escape(delivery.sink());
        row.key = escape(delivery.key());
        row.lane = escape(delivery.lane());
        row.sequence = delivery.sequence();
        row.event = delivery.event().name();
        row.incident = Documents.write(delivery.incident());
        row.state = delivery.state().name();
        row.externalId = escapeOrNull(delivery.externalId());
        row.attempts = delivery.attempts();
        row.ambiguous = delivery.ambiguous();
        row.lastError = escapeOrNull(delivery.lastError());
        row.nextAttemptAt = micros(delivery.nextAttemptAt());
        row.createdAt = micros(delivery.createdAt());
        row.version = delivery.version() + 1;
        return row;
    }

    static Delivery delivery(DeliveryRow row) {
        return new Delivery(
                new DeliveryId(row.id),
                new IncidentId(row.incidentId),
                unescape(row.sink),
                unescape(row.key),
                unescape(row.lane),
                row.sequence,
                Delivery.Event.valueOf(row.event),
                Documents.object(row.incident),
                Delivery.State.valueOf(row.state),
                unescapeOrNull(row.externalId),
                row.attempts,
                row.ambiguous,
                unescapeOrNull(row.lastError),
                row.nextAttemptAt,
                row.createdAt,
                row.version);
    }

    /** As exact as the database keeps it; cut, for rounding could lead into the future. */
    static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable Instant microsOrNull(@Nullable Instant instant) {
        return instant == null ? null : micros(instant);
    }
}
