package dev.sst.core.execution;

import dev.sst.core.incident.IncidentDecision;
import dev.sst.core.incident.IncidentPolicy;
import dev.sst.execution.Execution;
import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.spi.ExecutionChange;
import dev.sst.spi.ExecutionStore;
import dev.sst.spi.IncidentStore;
import dev.sst.spi.Stores;
import dev.sst.spi.TestStore;
import dev.sst.test.SyntheticTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores moves in batches, each with what it implies: the verdict, the change of the incident and the outbox rows are one
 * commit.
 */
final class RecordMoves {
    private static final Logger LOG = LoggerFactory.getLogger(RecordMoves.class);

    private final ExecutionStore executions;
    private final IncidentStore incidents;
    private final TestStore tests;
    private final IncidentPolicy policy;

    RecordMoves(Stores stores, IncidentPolicy policy) {
        this.executions = stores.executions();
        this.incidents = stores.incidents();
        this.tests = stores.tests();
        this.policy = policy;
    }

    /** What became of a move. */
    enum Fate {
        STORED,
        /** Somebody else stored something meanwhile: to be tried again on what is there now, if it is still ours. */
        LOST_RACE,
        /** The execution has moved on, so that there is no such move any more. */
        IMPOSSIBLE,
        /** What it implies cannot be said, by a defect of ours, which is in the log. The others of its batch are stored. */
        DEFECTIVE
    }

    /** @param execution what is stored now, when it was stored; what was known otherwise */
    record Recorded(Move move, Fate fate, Execution execution) {}

    /**
     * Stores all of them in one batch, each after the start of its run where that is not stored yet; in the answer each stands
     * once.
     */
    List<Recorded> record(List<Move> moves, Instant now) {
        List<Recorded> done = new ArrayList<>(moves.size());
        List<Step> steps = new ArrayList<>(moves.size());
        for (Move move : moves) {
            Execution known = move.held().execution;
            Optional<ExecutionChange> start = start(move.held());
            move.next()
                    .apply(start.map(change -> stored(change.execution())).orElse(known))
                    .ifPresentOrElse(
                            next -> steps.add(new Step(move, start, next)),
                            () -> done.add(new Recorded(move, Fate.IMPOSSIBLE, known)));
        }
        var register = new Register(steps);
        List<Move> sayable = new ArrayList<>(steps.size());
        List<ExecutionChange> changes = new ArrayList<>(steps.size());
        List<Integer> places = new ArrayList<>(steps.size());
        for (Step step : steps) {
            Move move = step.move();
            try {
                ExecutionChange change = register.change(move, step.next(), now);
                step.start().ifPresent(changes::add);
                places.add(changes.size());
                changes.add(change);
                sayable.add(move);
            } catch (RuntimeException e) {
                LOG.error(
                        "{} of {} cannot be put down",
                        move.event(),
                        move.held().execution.id(),
                        e);
                done.add(new Recorded(move, Fate.DEFECTIVE, move.held().execution));
            }
        }
        List<Boolean> stored = changes.isEmpty() ? List.of() : executions.save(changes);
        for (int i = 0; i < sayable.size(); i++) {
            int place = places.get(i);
            done.add(recorded(sayable.get(i), changes.get(place).execution(), stored.get(place)));
        }
        return done;
    }

    /**
     * A move that is possible.
     *
     * @param start what is stored before it
     */
    private record Step(Move move, Optional<ExecutionChange> start, Execution next) {}

    /** That its run was started, unless that is stored. */
    private static Optional<ExecutionChange> start(Held held) {
        Move start = held.start;
        if (start == null || held.attempt().engineId() != null) {
            return Optional.empty();
        }
        return start.next()
                .apply(held.execution)
                .map(next -> new ExecutionChange(next, start.event().name(), start.at(), null, null, List.of()));
    }

    /** As it is known once it is stored. */
    private static Execution stored(Execution execution) {
        return execution.toBuilder().version(execution.version() + 1).build();
    }

    private static Recorded recorded(Move move, Execution next, boolean stored) {
        return stored
                ? new Recorded(move, Fate.STORED, stored(next))
                : new Recorded(move, Fate.LOST_RACE, move.held().execution);
    }

    /** The incidents that the executions of one batch touch, as they become while the batch is put together. */
    private final class Register {
        private final Map<String, Incident> newest;
        private final Set<String> deletedTests;

        Register(List<Step> steps) {
            Set<String> keys = steps.stream()
                    .filter(step -> IncidentPolicy.concerns(step.next()))
                    .map(step -> IncidentPolicy.key(step.move().held().settings))
                    .collect(Collectors.toSet());
            newest = keys.isEmpty() ? new HashMap<>() : new HashMap<>(incidents.newest(keys));
            deletedTests = deleted(steps.stream().map(Step::next).toList());
        }

        private Set<String> deleted(Collection<Execution> nexts) {
            return nexts.stream()
                    .filter(next ->
                            next.verdict().filter(how -> how.verdict().bad()).isPresent())
                    .map(Execution::testId)
                    .distinct()
                    .flatMap(id -> tests.find(id).stream())
                    .filter(SyntheticTest::deleted)
                    .map(test -> test.id().value())
                    .collect(Collectors.toSet());
        }

        ExecutionChange change(Move move, Execution next, Instant now) {
            boolean told = IncidentPolicy.concerns(next)
                    && !deletedTests.contains(next.testId().value());
            Optional<IncidentDecision> decision = told ? decide(move, next, now) : Optional.empty();
            Incident incident = decision.map(IncidentDecision::incident).orElse(null);
            List<Delivery> deliveries =
                    decision.map(IncidentDecision::deliveries).orElse(List.of());
            Execution execution = incident == null
                    ? next
                    : next.toBuilder().incidentId(incident.id()).build();
            return new ExecutionChange(
                    execution, eventOf(move, next).name(), move.at(), move.output(), incident, deliveries);
        }

        private Optional<IncidentDecision> decide(Move move, Execution next, Instant now) {
            String key = IncidentPolicy.key(move.held().settings);
            Optional<IncidentDecision> decision =
                    policy.decide(newest.get(key), next, move.held().settings, move.output(), now);
            decision.map(IncidentDecision::incident)
                    .ifPresent(incident -> newest.put(
                            key,
                            incident.toBuilder().version(incident.version() + 1).build()));
            return decision;
        }
    }

    private static ExecutionEvent eventOf(Move move, Execution next) {
        return move.event() == ExecutionEvent.CONCLUDED && !next.state().finished()
                ? ExecutionEvent.RETRY_SCHEDULED
                : move.event();
    }
}
