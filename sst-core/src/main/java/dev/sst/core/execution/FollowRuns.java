package dev.sst.core.execution;

import dev.sst.core.node.CoreSettings;
import dev.sst.core.verdict.Evaluation;
import dev.sst.core.verdict.EvaluationInput;
import dev.sst.core.verdict.Printed;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Judgement;
import dev.sst.execution.Outcome;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what runs at the engine to its end, and judges it: observed a hundred at a time, collected in batches. Belongs to
 * the worker's thread.
 */
final class FollowRuns {
    private static final Logger LOG = LoggerFactory.getLogger(FollowRuns.class);
    private static final int COLLECT_BATCH = 25;
    private static final int PARALLEL_COLLECTS = 2;

    /** How long ends gather for the next batch, when more are held than fit in one: each costs a request, not each end. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final Runner runner;
    private final EngineCalls engine;
    private final HeldExecutions held;
    private final Turn turn;
    private final CoreSettings settings;
    private final Deque<Held> ended = new ArrayDeque<>();
    private final List<Held> adopted = new ArrayList<>();
    private int observing;
    private int collecting;
    private Instant nextCollect = Instant.MIN;
    private boolean signalsHealthy;

    FollowRuns(Runner runner, EngineCalls engine, HeldExecutions held, Turn turn, CoreSettings settings) {
        this.runner = runner;
        this.engine = engine;
        this.held = held;
        this.turn = turn;
        this.settings = settings;
    }

    /** Whether signals arrive, so that observing may be less frequent. */
    void signalsHealthy(boolean healthy) {
        signalsHealthy = healthy;
    }

    /** The engine has said which run it is. */
    void adopted(Held known) {
        held.known(known);
        known.phase = Held.Phase.ADOPTED;
        if (held.hadEnded(known.order().id())) {
            ended(known);
        } else {
            adopted.add(known);
        }
    }

    /**
     * Has the start of each adopted run stored, but of those that have ended meanwhile: theirs is stored together with the
     * verdict. Nothing depends on it before: whoever goes on with such an execution finds its run by the attempt's key, which
     * was stored before anything was sent.
     */
    void storeStarts() {
        adopted.stream().filter(known -> known.phase == Held.Phase.ADOPTED).forEach(this::storeStart);
        adopted.clear();
    }

    private void storeStart(Held known) {
        Move start = known.start;
        if (start != null) {
            known.start = null;
            turn.add(start);
        }
    }

    /** Whether the start of each run that was adopted is stored, or about to be. */
    boolean startsStored() {
        return held.all().stream().allMatch(known -> known.start == null);
    }

    /** Its start is stored. */
    void follow(Held known) {
        known.phase = Held.Phase.FOLLOWED;
        known.next = turn.now().plus(Patience.FIRST_LOOK);
        if (held.hadEnded(known.order().id())) {
            ended(known);
        }
    }

    /** A signal that a run ended. */
    void signalled(EngineExecutionId run) {
        Held known = held.run(run);
        if (known == null) {
            held.endedEarly(run);
        } else if (known.phase == Held.Phase.FOLLOWED || known.phase == Held.Phase.ADOPTED) {
            ended(known);
        } else if (known.phase == Held.Phase.DECIDED) {
            held.endedEarly(run);
        }
    }

    private void ended(Held known) {
        known.phase = Held.Phase.ENDED;
        ended.addLast(known);
    }

    /** Looks at those that are due, in as few calls as possible; not while the last look is unanswered. */
    void observe(List<Held> followed) {
        if (observing > 0) {
            return;
        }
        List<EngineExecutionId> due = new ArrayList<>();
        List<EngineExecutionId> watched = new ArrayList<>();
        for (Held known : followed) {
            if (known.due(Held.Phase.FOLLOWED, turn.now())) {
                known.next = turn.now().plus(untilNextLook(known));
                (known.settings.deployment().watched() ? watched : due)
                        .add(known.order().id());
            }
        }
        look(due);
        look(watched);
    }

    private void look(List<EngineExecutionId> due) {
        for (int from = 0; from < due.size(); from += Runner.MAX_BATCH) {
            observing++;
            List<EngineExecutionId> batch =
                    List.copyOf(due.subList(from, Math.min(due.size(), from + Runner.MAX_BATCH)));
            engine.call(
                    () -> runner.observe(batch),
                    seen -> {
                        observing--;
                        seen.forEach(this::observed);
                    },
                    failure -> {
                        observing--;
                        LOG.warn("Could not look after {} runs: {}", batch.size(), failure);
                    });
        }
    }

    private Duration untilNextLook(Held known) {
        if (known.settings.deployment().watched()) {
            return Patience.BETWEEN_LOOKS_AT_WATCHED;
        }
        return known.cancelledAt != null || known.waiting || !signalsHealthy
                ? settings.observeEvery()
                : settings.observeEveryWithSignals();
    }

    private void observed(Observation seen) {
        Held known = held.run(seen.id());
        if (known == null || known.phase != Held.Phase.FOLLOWED) {
            return;
        }
        if (!seen.state().terminal()) {
            known.missed = 0;
            known.seenAt = turn.now();
            waits(known, seen.state() == EngineState.WAITING);
            Evidence soFar = seen.soFar();
            if (known.enough == null && soFar != null && Evaluation.decided(known.settings, soFar)) {
                known.enough = soFar;
            }
        } else if (seen.state() != EngineState.LOST) {
            ended(known);
        } else if (++known.missed < Patience.LOOKUPS) {
            known.next = turn.now().plus(Patience.BETWEEN_LOOKUPS);
        } else {
            judge(known, lost(seen.id()));
        }
    }

    /** What waits in the engine's queue does not run yet, so its time has not begun either. */
    private void waits(Held known, boolean waiting) {
        known.waiting = waiting;
        Instant deadline = known.attempt().deadline();
        if (waiting && deadline != null) {
            Instant nextLook = turn.now().plus(untilNextLook(known));
            known.moved = Patience.whileWaiting(known.settings, settings, deadline, nextLook);
        }
    }

    private static Outcome lost(EngineExecutionId id) {
        var nothing = new Evidence.Unreported("the engine does not know the run any more", null);
        return new Outcome(id, EngineState.LOST, nothing, null, null, null, null);
    }

    /** Fetches what became of runs that have ended, a batch at a time. */
    void collectEnded() {
        while (!ended.isEmpty() && collecting < PARALLEL_COLLECTS && !gathering()) {
            nextCollect = turn.now().plus(GATHERING);
            List<CollectOrder> batch = nextBatch();
            if (!batch.isEmpty()) {
                collecting++;
                engine.call(
                        () -> runner.collect(batch),
                        outcomes -> collected(batch, outcomes),
                        failure -> notCollected(batch, failure));
            }
        }
    }

    private boolean gathering() {
        return held.size() > COLLECT_BATCH
                && ended.size() < COLLECT_BATCH
                && turn.now().isBefore(nextCollect);
    }

    private List<CollectOrder> nextBatch() {
        List<CollectOrder> batch = new ArrayList<>();
        while (!ended.isEmpty() && batch.size() < COLLECT_BATCH) {
            Held known = ended.removeFirst();
            if (known.phase == Held.Phase.ENDED && held.current(known)) {
                known.phase = Held.Phase.COLLECTING;
                batch.add(known.order());
            }
        }
        return batch;
    }

    private void collected(List<CollectOrder> asked, List<Outcome> outcomes) {
        collecting--;
        Map<EngineExecutionId, Outcome> byId =
                outcomes.stream().collect(Collectors.toMap(Outcome::id, Function.identity(), (first, second) -> first));
        for (CollectOrder order : asked) {
            Held known = held.run(order.id());
            Outcome outcome = byId.get(order.id());
            if (known != null && known.phase == Held.Phase.COLLECTING && outcome != null) {
                judge(known, outcome);
            } else {
                lookAgain(known, Patience.BETWEEN_LOOKUPS);
            }
        }
    }

    private void notCollected(List<CollectOrder> asked, String failure) {
        collecting--;
        LOG.warn("Could not collect the outcome of {} runs: {}", asked.size(), failure);
        asked.forEach(order -> lookAgain(held.run(order.id()), Patience.BETWEEN_TRIES));
    }

    private void lookAgain(@Nullable Held known, Duration after) {
        if (known != null && known.phase == Held.Phase.COLLECTING) {
            known.phase = Held.Phase.FOLLOWED;
            storeStart(known);
            known.next = turn.now().plus(after);
        }
    }

    /** It is over, with that outcome. */
    void judge(Held known, Outcome outcome) {
        if (Lateness.cutShort(known, outcome)) {
            turn.conclude(known, Judgements.cutShort(), Printed.of(outcome.evidence()));
            return;
        }
        var input = new EvaluationInput(
                known.settings,
                known.decided(outcome),
                known.execution.cancelRequested(),
                Lateness.late(known, outcome),
                known.execution.parameters());
        turn.conclude(known, judgement(input), Printed.of(outcome.evidence()));
    }

    /** A defect in judging one must not keep the others from their verdicts. */
    private static Judgement judgement(EvaluationInput input) {
        try {
            return Evaluation.judge(input);
        } catch (RuntimeException e) {
            LOG.error(
                    "The outcome of run {} could not be judged", input.outcome().id(), e);
            return Judgements.infrastructure("its outcome could not be judged: unexpected "
                    + e.getClass().getSimpleName());
        }
    }
}
