package dev.sst.core.execution;

import dev.sst.InvalidInputException;
import dev.sst.core.node.CoreSettings;
import dev.sst.core.parameters.Parameters;
import dev.sst.execution.Attempt;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Verdict;
import dev.sst.spi.Runner;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Brings claimed executions to the engine: starts what is fresh, and looks up what may have been started by somebody who
 * got no answer. Belongs to the worker's thread.
 */
final class StartRuns {
    /** How often one attempt is sent at most, each time after its answer was lost and no run was found. */
    private static final int MAX_SENDS = 3;

    /**
     * How many starts are under way for each that may be sent at once, most of them in line: enough for while the worker
     * stores.
     */
    private static final int AHEAD = 16;

    /** As many starts for each keep the calls busy until a larger batch can be claimed. */
    private static final int ENOUGH_FOR_NOW = 4;

    private static final String LEASE_ENDED = "its turn came when it was not certain any more that it is ours";

    private final Runner runner;
    private final EngineCalls engine;
    private final HeldExecutions held;
    private final Turn turn;
    private final FollowRuns following;
    private final HoldClaims holding;
    private final CoreSettings settings;
    private final BooleanSupplier stillOurs;
    private final StartBudget budget;
    private final Deque<Held> ready = new ArrayDeque<>();

    StartRuns(
            Runner runner,
            EngineCalls engine,
            HeldExecutions held,
            Turn turn,
            FollowRuns following,
            Claiming claiming) {
        this.runner = runner;
        this.engine = engine;
        this.held = held;
        this.turn = turn;
        this.following = following;
        holding = claiming.holding();
        settings = claiming.settings();
        stillOurs = claiming.stillOurs();
        budget = new StartBudget(settings.startsPerSecond(), turn.now());
    }

    /**
     * What it has to know of how claims are taken.
     *
     * @param stillOurs whether the lease is certain to hold at this moment; asked on any thread
     */
    record Claiming(HoldClaims holding, CoreSettings settings, BooleanSupplier stillOurs) {}

    /** Nothing has been sent for its attempt. */
    void ready(Held fresh) {
        fresh.phase = Held.Phase.READY;
        ready.addLast(fresh);
    }

    /**
     * Whether there is enough to go on with, so that claiming more can wait for a larger batch.
     *
     * @param few whether only few could be claimed now: then less is enough
     */
    boolean supplied(boolean few) {
        return few
                ? ready.size() + engine.inFlight() >= settings.parallelCalls() * ENOUGH_FOR_NOW
                : ready.size() >= settings.parallelCalls() * AHEAD;
    }

    /** Starts what is ready, as fast as the budget allows. */
    void startReady() {
        while (!ready.isEmpty() && engine.inFlight() < settings.parallelCalls() * AHEAD) {
            Held next = ready.peekFirst();
            boolean wanted = held.current(next) && next.phase == Held.Phase.READY;
            if (wanted && startable(next) && !budget.take(turn.now())) {
                return;
            }
            ready.removeFirst();
            if (wanted) {
                start(next);
            }
        }
    }

    private boolean startable(Held known) {
        return !known.cancelling() && holding.live(known);
    }

    private void start(Held known) {
        if (!startable(known)) {
            notStarted(known);
            return;
        }
        try {
            StartOrder order = order(known);
            known.phase = Held.Phase.ASKING;
            engine.callInLine(
                    () -> stillOurs.getAsBoolean() ? runner.start(order) : new StartAnswer.NotSent(LEASE_ENDED),
                    answer -> started(known, answer),
                    failure -> started(known, new StartAnswer.Unknown(failure)));
        } catch (InvalidInputException e) {
            turn.conclude(
                    known,
                    Judgements.of(
                            Verdict.SKIPPED, "the values do not fit the revision that is live: " + e.getMessage()));
        }
    }

    private void notStarted(Held known) {
        turn.conclude(
                known,
                known.cancelling()
                        ? Judgements.of(Verdict.CANCELLED, "cancelled; nothing of it runs at the engine")
                        : Judgements.of(Verdict.SKIPPED, "the test is not deployed any more"));
    }

    private static StartOrder order(Held known) {
        var parameters = Parameters.of(known.settings.parameters())
                .resolve(known.execution.parameters(), known.settings.deployment());
        Attempt attempt = known.attempt();
        return new StartOrder(
                attempt.key(),
                attempt.nonce(),
                known.execution.testId(),
                known.execution.id(),
                attempt.number(),
                known.settings.deployment(),
                parameters.values(),
                parameters.secrets(),
                known.settings.timeout(),
                known.settings.metadata());
    }

    private void started(Held known, StartAnswer answer) {
        if (answered(known)) {
            return;
        }
        if (answer instanceof StartAnswer.Started run) {
            startedAs(known, run.id());
        } else if (answer instanceof StartAnswer.Rejected no) {
            turn.conclude(known, Judgements.infrastructure("it could not be started: " + no.reason()));
        } else if (answer instanceof StartAnswer.NotSent no) {
            again(known, Held.Phase.POSTPONED, "it could not be started: " + no.reason());
        } else if (answer instanceof StartAnswer.Over over) {
            following.judge(known, over.outcome());
        } else {
            known.missed = 0;
            uncertain(known);
        }
    }

    /**
     * What was sent before may have arrived meanwhile: then the engine says which of its runs is the one to follow. It is asked
     * until it has said so, for the other would run on and nobody would know of it.
     */
    private void startedAs(Held known, EngineExecutionId run) {
        Attempt attempt = known.attempt();
        if (attempt.sends() <= 1 || known.settings.deployment().watched()) {
            adopt(known, run);
        } else {
            known.answered = run;
            lookUp(known, order(known), attempt.startedAt());
        }
    }

    private void uncertain(Held known) {
        known.phase = Held.Phase.UNCERTAIN;
        known.next = turn.now().plus(Patience.BETWEEN_LOOKUPS);
    }

    /** Asks the engine for a run that carries its key. */
    void lookUp(Held known) {
        Attempt attempt = known.attempt();
        if (known.settings.deployment().deployedAt().isAfter(attempt.startedAt())) {
            turn.giveUp(
                    known,
                    Judgements.infrastructure("the test was deployed anew while the answer to this start was lost, so"
                            + " which revision ran is not known; execute it again"));
            return;
        }
        try {
            lookUp(known, order(known), attempt.startedAt());
        } catch (InvalidInputException e) {
            turn.giveUp(
                    known,
                    Judgements.infrastructure("it may have been started, and the values do not fit the revision that is"
                            + " live: " + e.getMessage()));
        }
    }

    private void lookUp(Held known, StartOrder order, Instant notBefore) {
        known.phase = Held.Phase.ASKING;
        engine.call(() -> runner.findByKey(order, notBefore), run -> found(known, run), failure -> {
            if (!answered(known)) {
                again(
                        known,
                        Held.Phase.UNCERTAIN,
                        "it may have been started, and the engine cannot be asked: " + failure);
            }
        });
    }

    private void found(Held known, Optional<EngineExecutionId> run) {
        if (answered(known)) {
            return;
        }
        known.unreachableSince = null;
        Optional<EngineExecutionId> one = run.or(() -> Optional.ofNullable(known.answered));
        if (one.isPresent()) {
            adopt(known, one.get());
        } else if (++known.missed < Patience.LOOKUPS) {
            uncertain(known);
        } else if (!startable(known)) {
            notStarted(known);
        } else if (known.attempt().sends() >= MAX_SENDS) {
            turn.giveUp(
                    known,
                    Judgements.infrastructure("it was sent " + MAX_SENDS
                            + " times, each answer was lost, and the engine knows of no run"));
        } else {
            turn.move(known, ExecutionEvent.SENT_AGAIN, Moves::sentAgain);
        }
    }

    /** Whether the answer is to something that is not held, or not asked, any more. */
    private boolean answered(Held known) {
        return !held.current(known) || known.phase != Held.Phase.ASKING;
    }

    private void again(Held known, Held.Phase phase, String failure) {
        if (known.unreachableSince == null) {
            known.unreachableSince = turn.now();
        }
        boolean exhausted = Patience.startExhausted(known.unreachableSince, settings, turn.now());
        if (exhausted && known.answered != null) {
            known.unreachableSince = null;
            adopt(known, known.answered);
        } else if (exhausted && phase == Held.Phase.UNCERTAIN) {
            turn.giveUp(known, Judgements.infrastructure(failure));
        } else if (exhausted) {
            turn.conclude(known, Judgements.infrastructure(failure));
        } else {
            known.phase = phase;
            known.next = turn.now().plus(Patience.BETWEEN_TRIES);
        }
    }

    private void adopt(Held known, EngineExecutionId run) {
        Instant deadline = Patience.deadline(known.settings, settings, turn.now());
        int revision = known.settings.deployment().revision();
        known.run = run;
        known.start = turn.moveOf(
                known, ExecutionEvent.STARTED, execution -> Moves.started(execution, run, revision, deadline));
        following.adopted(known);
    }
}
