package dev.sst.core.incident;

import dev.sst.ConflictException;
import dev.sst.execution.Execution;
import dev.sst.execution.Judgement;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Verdict;
import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Incident;
import dev.sst.incident.Incident.Note;
import dev.sst.incident.IncidentStatus;
import dev.sst.test.RunSettings;
import dev.sst.test.TestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an incident becomes. First form, with a threshold of one:
 *
 * <ol>
 *   <li>a bad verdict ({@link Verdict#bad()}) of an execution that may open incidents opens one when none is open, and
 *       otherwise counts one more occurrence of the open one;
 *   <li>a passed execution of such a kind resolves the open one;
 *   <li>INFRASTRUCTURE, CANCELLED and SKIPPED say nothing about the thing under test and change nothing.
 * </ol>
 *
 * <p>An incident belongs to a key, test and engine; each time it opens is a new episode of it. Every change that sinks are
 * told of becomes one delivery for each sink, under names made by {@link IncidentNames}. A note by hand is told with the next
 * event, not on its own.
 *
 * <p>Pure, immutable, thread-safe.
 */
public final class IncidentPolicy {
    /** Who writes the notes that no person wrote. */
    public static final String FRAMEWORK = "sst";

    private final List<String> sinks;
    private final IncidentText text;

    /**
     * @param sinks the names of the sinks to be told; may be empty
     * @param linkBase the address under which people see this server's pages, without a slash at the end; {@code null} when
     *     there is none
     */
    public IncidentPolicy(List<String> sinks, @Nullable String linkBase) {
        this.sinks = List.copyOf(sinks);
        this.text = new IncidentText(linkBase);
    }

    /** What an incident belongs to: the test, and the engine it ran on. */
    public static String key(TestId test, String engine) {
        return test + "@" + engine;
    }

    /** The key of the incident that a run of these settings may concern. */
    public static String key(RunSettings settings) {
        return key(settings.testId(), settings.deployment().engine());
    }

    /** Whether an execution in this state can change an incident at all: cheap, to be asked before the register is read. */
    public static boolean concerns(Execution execution) {
        return execution.kind().opensIncidents()
                && execution
                        .verdict()
                        .map(Judgement::verdict)
                        .filter(verdict -> verdict.bad() || verdict == Verdict.PASSED)
                        .isPresent();
    }

    /**
     * What follows from a finished execution; empty when nothing does.
     *
     * @param newest the newest incident of {@link #key(RunSettings)}, resolved or not; {@code null} when there is none
     * @param output what its last attempt printed, secrets masked already; {@code null} when that is not known
     */
    public Optional<IncidentDecision> decide(
            @Nullable Incident newest,
            Execution execution,
            RunSettings settings,
            @Nullable RunOutput output,
            Instant now) {
        Incident open = newest == null || newest.resolved() ? null : newest;
        if (!concerns(execution) || (open != null && open.executions().contains(execution.id()))) {
            return Optional.empty();
        }
        var run = new FinishedRun(execution, settings, output, now);
        if (run.judgement().verdict().bad()) {
            return Optional.of(open == null ? opening(run, newest) : occurrence(run, open));
        }
        return Optional.ofNullable(open).map(incident -> {
            String why = "execution " + execution.id() + " passed";
            return resolution(
                    incident.toBuilder().recoveredBy(execution.id()).build(), new Note(now, FRAMEWORK, why), now);
        });
    }

    /**
     * Somebody has taken it up; empty when somebody has already.
     *
     * @throws ConflictException ALREADY_FINISHED when it is resolved
     */
    public Optional<IncidentDecision> acknowledge(Incident incident, String by, Instant now) {
        refuseResolved(incident);
        if (incident.status() == IncidentStatus.ACKNOWLEDGED) {
            return Optional.empty();
        }
        var taken = incident.toBuilder().acknowledged(now).note(new Note(now, by, "acknowledged"));
        return Optional.of(told(taken, Event.ACKNOWLEDGED, now));
    }

    /**
     * Somebody says that it is over.
     *
     * @param note why; may be empty
     * @throws ConflictException ALREADY_FINISHED when it is resolved
     */
    public IncidentDecision resolve(Incident incident, String by, String note, Instant now) {
        refuseResolved(incident);
        return resolution(incident, new Note(now, by, note.isBlank() ? "resolved by hand" : note), now);
    }

    /** Its test was deleted, so that nothing will ever resolve it; empty when it is resolved already. */
    public Optional<IncidentDecision> testDeleted(Incident incident, String by, Instant now) {
        return incident.resolved()
                ? Optional.empty()
                : Optional.of(resolution(incident, new Note(now, by, "the test was deleted"), now));
    }

    /** Somebody writes something down, also on a resolved one. */
    public IncidentDecision note(Incident incident, String by, String note, Instant now) {
        return new IncidentDecision(
                incident.toBuilder().note(new Note(now, by, note)).build(), List.of());
    }

    private IncidentDecision opening(FinishedRun run, @Nullable Incident before) {
        int episode = before == null ? 1 : before.episode() + 1;
        String key = key(run.settings());
        var opening = Incident.opening(
                        IncidentNames.incident(key, episode, run.now()),
                        key,
                        episode,
                        run.settings().testId(),
                        run.now())
                .title(text.title(run));
        return told(withOccurrence(opening, run), Event.OPENED, run.now());
    }

    private IncidentDecision occurrence(FinishedRun run, Incident open) {
        return told(withOccurrence(open.toBuilder(), run), Event.UPDATED, run.now());
    }

    private Incident.Builder withOccurrence(Incident.Builder incident, FinishedRun run) {
        return incident.cause(text.cause(run))
                .evidence(text.evidence(run))
                .occurrence(run.execution().id());
    }

    private IncidentDecision resolution(Incident incident, Note why, Instant now) {
        return told(incident.toBuilder().resolved(now).note(why), Event.RESOLVED, now);
    }

    private IncidentDecision told(Incident.Builder change, Event event, Instant now) {
        Incident next = change.event().build();
        return new IncidentDecision(
                next,
                sinks.stream().map(sink -> delivery(next, sink, event, now)).toList());
    }

    private Delivery delivery(Incident incident, String sink, Event event, Instant now) {
        return new Delivery(
                IncidentNames.id(incident, sink),
                incident.id(),
                sink,
                IncidentNames.key(incident, sink),
                IncidentNames.lane(incident, sink),
                IncidentNames.sequence(incident),
                event,
                text.snapshot(incident, event),
                Delivery.State.PENDING,
                null,
                0,
                false,
                null,
                now,
                now,
                0);
    }

    private static void refuseResolved(Incident incident) {
        if (incident.resolved()) {
            throw new ConflictException(
                    ConflictException.Reason.ALREADY_FINISHED, "incident " + incident.id() + " is resolved");
        }
    }
}
