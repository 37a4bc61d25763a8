package dev.sst.core.execution;

import dev.sst.InvalidInputException;
import dev.sst.core.CoreSettings;
import dev.sst.core.incident.IncidentPolicy;
import dev.sst.core.parameters.Parameters;
import dev.sst.core.verdict.Evaluation;
import dev.sst.core.verdict.EvaluationInput;
import dev.sst.execution.Attempt;
import dev.sst.execution.CapturedText;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Judgement;
import dev.sst.execution.Outcome;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Verdict;
import dev.sst.spi.AttemptKeys;
import dev.sst.spi.Claim;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Heartbeat;
import dev.sst.spi.Observation;
import dev.sst.spi.Runner;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.spi.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries executions from QUEUED to FINISHED. One turn ({@link #step}) does, in this order:
 *
 * <ol>
 *   <li>take the answers of the engine that have come;
 *   <li>renew the leases, and let go of what is not ours any more;
 *   <li>claim what is due, as far as there is room: the claim stores the attempt's key, the intent, before anything is sent;
 *   <li>look up starts whose fate is unknown: what carries the key is adopted, and only when nothing does, twice, is it sent
 *       again;
 *   <li>start what is ready, as fast as the budget allows;
 *   <li>ask for the end of what was cancelled or is overdue;
 *   <li>observe what runs, a hundred at a time: signals make it early, observing makes it sure;
 *   <li>collect the outcome of what has ended, and judge it;
 *   <li>store every move of this turn in one batch, verdicts with the incidents and outbox rows that they imply.
 * </ol>
 *
 * A process that dies anywhere in this leaves rows that another claims when the lease ends, and goes on with at the same
 * place: recovery is this same flow. Only one thread may call {@link #step}; the engine is called elsewhere and answers into
 * a queue. {@link #signal}, {@link #touch} and {@link #wake} may be called from any thread.
 */
public final class ExecutionWorker implements EngineCalls.Answers {
    private static final int CLAIM_BATCH = 100;
    private static final int COLLECT_BATCH = 25;
    private static final int PARALLEL_COLLECTS = 2;
    private static final int EARLY_SIGNALS = 4096;
    private static final int MAX_SENDS = 3;
    private static final Duration BETWEEN_SCANS = Duration.ofMillis(50);

    private final Stores stores;
    private final Node node;
    private final CoreSettings settings;
    private final EngineCalls engine;
    private final HoldClaims holding;
    private final RecordMoves recording;
    private final AttemptKeys keys;

    private final Map<ExecutionId, Held> held = new LinkedHashMap<>();
    private final Map<EngineExecutionId, Held> runs = new HashMap<>();
    private final Deque<Held> ready = new ArrayDeque<>();
    private final Deque<Held> ended = new ArrayDeque<>();
    private final Set<EngineExecutionId> early = new LinkedHashSet<>();
    private final List<Move> moves = new ArrayList<>();
    private final StartBudget budget;
    private int collects;
    private Instant now;
    private Instant renewedAt;
    private Instant nextScan;

    private final Queue<EngineExecutionId> signals = new ConcurrentLinkedQueue<>();
    private final Set<ExecutionId> touched = ConcurrentHashMap.newKeySet();
    private volatile Instant nextClaim = Instant.MIN;
    private volatile boolean accepting = true;
    private volatile boolean signalsHealthy;
    private volatile Consumer<Execution> listener = execution -> {};

    /** @param executor runs the calls to the engine; {@code Runnable::run} makes a worker that a test turns by hand */
    public ExecutionWorker(Stores stores, Runner runner, Executor executor, IncidentPolicy policy, Node node) {
        this.stores = stores;
        this.node = node;
        settings = node.settings();
        engine = new EngineCalls(runner, executor, node.pause()::wake);
        holding = new HoldClaims(stores.tests(), node.engine());
        recording = new RecordMoves(stores, policy);
        keys = queued -> Moves.claimed(queued, nextAttempt(queued));
        now = node.clock().instant();
        renewedAt = now;
        nextScan = now;
        budget = new StartBudget(settings.startsPerSecond(), now);
    }

    private Attempt nextAttempt(Execution queued) {
        int number = queued.attempts().size() + 1;
        Instant at = node.clock().instant();
        return Attempt.intended(
                number, "sst-" + queued.id() + "-" + number, node.ids().next(), at);
    }

    /** Hears of every execution that this node finished, on the worker's thread; must return soon and not throw. */
    public void onFinished(Consumer<Execution> consumer) {
        listener = consumer;
    }

    /** Claims without waiting for the regular time. */
    public void wake() {
        nextClaim = Instant.MIN;
        node.pause().wake();
    }

    /** Somebody else stored a change of that execution. */
    public void touch(ExecutionId id) {
        touched.add(id);
        node.pause().wake();
    }

    /** The engine says that something happened to a run, which may be none of ours. */
    public void signal(Observation observation) {
        if (observation.state().terminal()) {
            signals.add(observation.id());
            node.pause().wake();
        }
    }

    /** Whether signals arrive at present. */
    public void signalsHealthy(boolean healthy) {
        signalsHealthy = healthy;
    }

    /** How many executions this node holds. */
    public int holding() {
        return held.size();
    }

    /**
     * One turn.
     *
     * @return whether anything was done, so that another turn should follow at once
     * @throws dev.sst.StoreUnavailableException nothing is lost: what was to be stored is stored by a later turn
     */
    public boolean step() {
        now = node.clock().instant();
        boolean busy = engine.drainTo(this);
        renewIfDue();
        takeTouched();
        takeSignals();
        if (!now.isAfter(renewedAt.plus(settings.lease().multipliedBy(2).dividedBy(3))) || held.isEmpty()) {
            busy |= claimIfDue();
            if (!now.isBefore(nextScan)) {
                nextScan = now.plus(BETWEEN_SCANS);
                scan();
            }
            startReady();
            collectEnded();
        }
        busy |= engine.drainTo(this);
        return store() || busy;
    }

    /** Claims no more, and hands back what it holds; calls on their way are waited for by turning until {@link #quiet}. */
    public void stopAccepting() {
        accepting = false;
    }

    /** Whether no call to the engine is on its way. */
    public boolean quiet() {
        return engine.inFlight() == 0 && moves.isEmpty();
    }

    /** Gives everything it holds to others. Runs at the engine go on. */
    public void handBack() {
        stores.claims().release(node.owner());
        held.clear();
        runs.clear();
    }

    private void renewIfDue() {
        if (now.isBefore(renewedAt.plus(settings.lease().dividedBy(3)))) {
            return;
        }
        Heartbeat heartbeat = stores.claims().renew(node.owner(), settings.lease());
        renewedAt = now;
        List.copyOf(held.values()).stream()
                .filter(known -> !heartbeat.held().contains(known.execution.id()))
                .forEach(this::forget);
        heartbeat.cancelRequested().stream()
                .filter(id -> held.containsKey(id) && !held.get(id).execution.cancelRequested())
                .forEach(touched::add);
        List<ExecutionId> unknown =
                heartbeat.held().stream().filter(id -> !held.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            hold(stores.executions().find(unknown).stream()
                    .map(execution -> new Claim(execution, false))
                    .toList());
        }
    }

    private void takeTouched() {
        List<ExecutionId> ids = touched.stream().filter(held::containsKey).toList();
        touched.clear();
        if (ids.isEmpty()) {
            return;
        }
        for (Execution stored : stores.executions().find(ids)) {
            Held known = held.get(stored.id());
            if (known != null && stored.state().finished()) {
                forget(known);
                listener.accept(stored);
            } else if (known != null && stored.version() > known.execution.version()) {
                known.execution = stored;
                known.next = now;
                nextScan = now;
            }
        }
    }

    private void takeSignals() {
        for (EngineExecutionId id = signals.poll(); id != null; id = signals.poll()) {
            Held known = runs.get(id);
            if (known == null) {
                early.add(id);
                if (early.size() > EARLY_SIGNALS) {
                    early.remove(early.iterator().next());
                }
            } else if (known.phase == Held.Phase.FOLLOWED) {
                ended(known);
            }
        }
    }

    private boolean claimIfDue() {
        int room = Math.min(CLAIM_BATCH, settings.maxConcurrent() - held.size());
        if (!accepting || room < 1 || now.isBefore(nextClaim)) {
            return false;
        }
        nextClaim = now.plus(settings.claimEvery());
        List<Claim> claims = stores.claims().claim(node.owner(), room, settings.lease(), keys);
        if (claims.size() == room) {
            nextClaim = now;
        }
        hold(claims);
        return !claims.isEmpty();
    }

    private void hold(List<Claim> claims) {
        for (Held taken : holding.hold(claims, now)) {
            held.put(taken.execution.id(), taken);
            taken.attempt().engineExecution().ifPresent(run -> runs.put(run, taken));
            if (taken.phase == Held.Phase.READY) {
                ready.addLast(taken);
            } else if (!holding.here(taken)) {
                conclude(
                        taken,
                        Judgements.infrastructure("it was started on another engine than " + node.engine()),
                        null);
            }
        }
    }

    private void scan() {
        List<EngineExecutionId> look = new ArrayList<>();
        for (Held known : List.copyOf(held.values())) {
            if (known.due(Held.Phase.POSTPONED, now)) {
                known.phase = Held.Phase.READY;
                ready.addLast(known);
            } else if (known.due(Held.Phase.UNCERTAIN, now)) {
                lookUp(known);
            } else if (known.phase == Held.Phase.FOLLOWED) {
                end(known);
                if (known.due(Held.Phase.FOLLOWED, now)) {
                    known.next = now.plus(untilNextLook(known));
                    look.add(known.order().id());
                }
            }
        }
        for (int from = 0; from < look.size(); from += Runner.MAX_BATCH) {
            engine.observe(List.copyOf(look.subList(from, Math.min(look.size(), from + Runner.MAX_BATCH))));
        }
    }

    private Duration untilNextLook(Held known) {
        return known.cancelledAt != null || !signalsHealthy
                ? settings.observeEvery()
                : settings.observeEveryWithSignals();
    }

    private void lookUp(Held known) {
        Attempt attempt = known.attempt();
        known.phase = Held.Phase.ASKING;
        engine.find(
                known.execution.id(), attempt.key(), known.settings.deployment().ref(), attempt.startedAt());
    }

    private void startReady() {
        while (!ready.isEmpty() && engine.inFlight() < settings.parallelCalls()) {
            Held next = ready.peekFirst();
            boolean current = held.get(next.execution.id()) == next && next.phase == Held.Phase.READY;
            if (current && !next.cancelling() && holding.live(next) && !budget.take(now)) {
                return;
            }
            ready.removeFirst();
            if (current) {
                start(next);
            }
        }
    }

    private void start(Held known) {
        if (known.cancelling()) {
            conclude(known, Judgements.of(Verdict.CANCELLED, "cancelled before it was started"), null);
        } else if (!holding.live(known)) {
            conclude(known, Judgements.of(Verdict.SKIPPED, "the test is not deployed any more"), null);
        } else {
            try {
                known.phase = Held.Phase.ASKING;
                engine.start(known.execution.id(), order(known));
            } catch (InvalidInputException e) {
                conclude(
                        known,
                        Judgements.of(
                                Verdict.SKIPPED, "the values do not fit the revision that is live: " + e.getMessage()),
                        null);
            }
        }
    }

    private static StartOrder order(Held known) {
        var parameters = Parameters.of(known.settings.parameters()).resolve(known.execution.parameters());
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

    private void end(Held known) {
        Instant deadline = known.attempt().deadline();
        if (!known.overdue && deadline != null && now.isAfter(deadline)) {
            known.overdue = true;
        }
        if (!known.overdue && !known.cancelling()) {
            return;
        }
        if (known.cancelledAt == null) {
            known.cancelledAt = now;
            known.next = now.plus(Patience.FIRST_LOOK);
            engine.cancel(known.order().id());
        } else if (now.isAfter(known.cancelledAt.plus(Patience.CANCEL_CONFIRMATION))) {
            conclude(known, Judgements.unconfirmed(known), null);
        }
    }

    private void ended(Held known) {
        known.phase = Held.Phase.ENDED;
        ended.addLast(known);
    }

    private void collectEnded() {
        while (!ended.isEmpty() && collects < PARALLEL_COLLECTS) {
            List<CollectOrder> batch = new ArrayList<>();
            while (!ended.isEmpty() && batch.size() < COLLECT_BATCH) {
                Held known = ended.removeFirst();
                if (known.phase == Held.Phase.ENDED && held.get(known.execution.id()) == known) {
                    known.phase = Held.Phase.COLLECTING;
                    batch.add(known.order());
                }
            }
            if (!batch.isEmpty()) {
                collects++;
                engine.collect(batch);
            }
        }
    }

    @Override
    public void started(ExecutionId id, StartAnswer answer) {
        Held known = held.get(id);
        if (known == null || known.phase != Held.Phase.ASKING) {
            return;
        }
        if (answer instanceof StartAnswer.Started run) {
            adopt(known, run.id());
        } else if (answer instanceof StartAnswer.Rejected no) {
            conclude(known, Judgements.infrastructure("it could not be started: " + no.reason()), null);
        } else if (answer instanceof StartAnswer.NotSent no) {
            again(known, Held.Phase.POSTPONED, "it could not be started: " + no.reason());
        } else {
            known.missed = 0;
            known.phase = Held.Phase.UNCERTAIN;
            known.next = now.plus(Patience.BETWEEN_LOOKUPS);
        }
    }

    @Override
    public void found(ExecutionId id, Optional<EngineExecutionId> run) {
        Held known = held.get(id);
        if (known == null || known.phase != Held.Phase.ASKING) {
            return;
        }
        if (run.isPresent()) {
            adopt(known, run.get());
        } else if (++known.missed < Patience.LOOKUPS) {
            known.phase = Held.Phase.UNCERTAIN;
            known.next = now.plus(Patience.BETWEEN_LOOKUPS);
        } else if (known.cancelling()) {
            conclude(known, Judgements.of(Verdict.CANCELLED, "cancelled; the engine knows of no run of it"), null);
        } else if (!holding.live(known)) {
            conclude(known, Judgements.of(Verdict.SKIPPED, "the test is not deployed any more"), null);
        } else if (known.attempt().sends() >= MAX_SENDS) {
            conclude(
                    known,
                    Judgements.infrastructure("it was sent " + MAX_SENDS
                            + " times, each answer was lost, and the engine knows of no run"),
                    null);
        } else {
            move(Move.of(known, ExecutionEvent.SENT_AGAIN, Moves::sentAgain));
        }
    }

    @Override
    public void notFoundOut(ExecutionId id, String failure) {
        Held known = held.get(id);
        if (known != null && known.phase == Held.Phase.ASKING) {
            again(known, Held.Phase.UNCERTAIN, "it may have been started, and the engine cannot be asked: " + failure);
        }
    }

    private void again(Held known, Held.Phase phase, String failure) {
        if (Patience.startExhausted(known.attempt(), settings, now)) {
            conclude(known, Judgements.infrastructure(failure), null);
        } else {
            known.phase = phase;
            known.next = now.plus(Patience.BETWEEN_TRIES);
        }
    }

    private void adopt(Held known, EngineExecutionId run) {
        Instant deadline = Patience.deadline(known.settings, settings, now);
        int revision = known.settings.deployment().revision();
        move(Move.of(known, ExecutionEvent.STARTED, execution -> Moves.started(execution, run, revision, deadline)));
    }

    @Override
    public void observed(List<Observation> observations) {
        for (Observation seen : observations) {
            Held known = runs.get(seen.id());
            if (known == null
                    || known.phase != Held.Phase.FOLLOWED
                    || !seen.state().terminal()) {
                continue;
            }
            if (seen.state() != EngineState.LOST) {
                ended(known);
            } else if (++known.missed < Patience.LOOKUPS) {
                known.next = now.plus(Patience.BETWEEN_LOOKUPS);
            } else {
                judge(known, lost(seen.id()));
            }
        }
    }

    private static Outcome lost(EngineExecutionId id) {
        var nothing = new Evidence.Unreported("the engine does not know the run any more", null);
        return new Outcome(id, EngineState.LOST, nothing, null, null, null, null);
    }

    @Override
    public void collected(List<CollectOrder> asked, List<Outcome> outcomes) {
        collects--;
        Map<EngineExecutionId, Outcome> byId =
                outcomes.stream().collect(Collectors.toMap(Outcome::id, Function.identity(), (first, second) -> first));
        for (CollectOrder order : asked) {
            Held known = runs.get(order.id());
            Outcome outcome = byId.get(order.id());
            if (known != null && known.phase == Held.Phase.COLLECTING && outcome != null) {
                judge(known, outcome);
            } else {
                lookAgain(known, Patience.BETWEEN_LOOKUPS);
            }
        }
    }

    @Override
    public void notCollected(List<CollectOrder> asked, String failure) {
        collects--;
        asked.forEach(order -> lookAgain(runs.get(order.id()), Patience.BETWEEN_TRIES));
    }

    private void lookAgain(@Nullable Held known, Duration after) {
        if (known != null && known.phase == Held.Phase.COLLECTING) {
            known.phase = Held.Phase.FOLLOWED;
            known.next = now.plus(after);
        }
    }

    private void judge(Held known, Outcome outcome) {
        Judgement judgement = Evaluation.judge(
                new EvaluationInput(known.settings, outcome, known.execution.cancelRequested(), known.overdue));
        conclude(known, judgement, output(outcome.evidence()));
    }

    private static @Nullable RunOutput output(Evidence evidence) {
        if (evidence instanceof Evidence.Reported reported) {
            return new RunOutput(reported.report().stdout(), reported.report().stderr());
        }
        return evidence instanceof Evidence.Raw raw && raw.stdout() != null
                ? new RunOutput(CapturedText.of(raw.stdout()), CapturedText.EMPTY)
                : null;
    }

    private void conclude(Held known, Judgement judgement, @Nullable RunOutput output) {
        Instant at = now;
        move(new Move(
                known,
                ExecutionEvent.CONCLUDED,
                execution -> RetryRule.after(execution, known.settings.retries(), judgement, at),
                output));
    }

    private void move(Move move) {
        move.held().phase = Held.Phase.DECIDED;
        moves.add(move);
    }

    private boolean store() {
        if (moves.isEmpty()) {
            return false;
        }
        List<RecordMoves.Recorded> recorded = recording.record(List.copyOf(moves), now);
        moves.clear();
        recorded.forEach(this::goOn);
        return true;
    }

    private void goOn(RecordMoves.Recorded recorded) {
        Held known = recorded.move().held();
        Execution stored = recorded.stored();
        if (stored == null || stored.state().finished() || stored.state() == ExecutionState.QUEUED) {
            forget(known);
            if (stored != null && stored.state().finished()) {
                listener.accept(stored);
            }
            return;
        }
        known.execution = stored;
        known.missed = 0;
        EngineExecutionId run = known.run();
        if (run == null) {
            known.phase = Held.Phase.READY;
            ready.addLast(known);
            return;
        }
        runs.put(run, known);
        known.phase = Held.Phase.FOLLOWED;
        known.next = now.plus(Patience.FIRST_LOOK);
        if (early.remove(run)) {
            ended(known);
        }
    }

    private void forget(Held known) {
        held.remove(known.execution.id(), known);
        EngineExecutionId run = known.run();
        if (run != null) {
            runs.remove(run, known);
        }
    }
}
