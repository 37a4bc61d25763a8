package dev.sst.core.execution;

import dev.sst.core.incident.IncidentPolicy;
import dev.sst.core.node.CoreSettings;
import dev.sst.core.node.Node;
import dev.sst.execution.Attempt;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.spi.AttemptKeys;
import dev.sst.spi.Claim;
import dev.sst.spi.Heartbeat;
import dev.sst.spi.Observation;
import dev.sst.spi.Runner;
import dev.sst.spi.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Carries executions from QUEUED to FINISHED. One turn ({@link #step}) does, in this order:
 *
 * <ol>
 *   <li>take the signals and the answers of the engine that have come;
 *   <li>renew the leases, and let go of what is not ours any more;
 *   <li>claim what is due, as far as there is room: the claim stores the attempt's key, the intent, before anything is sent;
 *   <li>look up starts whose fate is unknown: what carries the key is adopted, and only when nothing does, twice, is it sent
 *       again;
 *   <li>start what is ready, as fast as the budget allows;
 *   <li>ask for the end of what was cancelled or is overdue;
 *   <li>observe what runs, a hundred at a time: signals make it early, observing makes it sure;
 *   <li>collect the outcome of what has ended, and judge it;
 *   <li>store every move of this turn in one batch, verdicts with the incidents and outbox rows that they imply; the start of
 *       a run that has ended by now waits for its verdict, and both are one write.
 * </ol>
 *
 * A process that dies anywhere in this leaves rows that another claims when the lease ends, and goes on with at the same
 * place: recovery is this same flow. Only one thread may call {@link #step}; the engine is called elsewhere and answers into
 * a queue. {@link #signal}, {@link #touch} and {@link #wake} may be called from any thread.
 */
public final class ExecutionWorker {
    private static final int CLAIM_BATCH = 250;
    private static final Duration BETWEEN_SCANS = Duration.ofMillis(50);

    private final Stores stores;
    private final Node node;
    private final CoreSettings settings;
    private final AttemptKeys keys;
    private final EngineCalls engine;
    private final HeldExecutions held = new HeldExecutions();
    private final Turn turn;
    private final HoldClaims holding;
    private final StartRuns starting;
    private final FollowRuns following;
    private final AskForEnds ends;
    private final RecordMoves recording;
    private Instant nextRenewal;
    private Instant nextScan;

    private final Queue<EngineExecutionId> signals = new ConcurrentLinkedQueue<>();
    private final Set<ExecutionId> touched = ConcurrentHashMap.newKeySet();
    private volatile Instant actUntil;
    private volatile Instant nextClaim = Instant.MIN;
    private volatile boolean accepting = true;
    private volatile Consumer<Execution> listener = execution -> {};

    /** @param executor runs the calls to the engine; {@code Runnable::run} makes a worker that a test turns by hand */
    public ExecutionWorker(Stores stores, Runner runner, Executor executor, IncidentPolicy policy, Node node) {
        this.stores = stores;
        this.node = node;
        settings = node.settings();
        keys = queued -> Moves.claimed(queued, nextAttempt(queued));
        engine = new EngineCalls(executor, node.pause()::wake, settings.parallelCalls());
        turn = new Turn(node.clock().instant());
        holding = new HoldClaims(stores.tests(), node.engine());
        following = new FollowRuns(runner, engine, held, turn, settings);
        ends = new AskForEnds(runner, engine, turn);
        starting = new StartRuns(
                runner, engine, held, turn, following, new StartRuns.Claiming(holding, settings, this::stillOurs));
        recording = new RecordMoves(stores, policy);
        actUntil = turn.now().plus(settings.lease().multipliedBy(2).dividedBy(3));
        nextRenewal = turn.now().plus(settings.lease().dividedBy(3));
        nextScan = turn.now();
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

    /** How many executions this node holds. */
    public int holding() {
        return held.size();
    }

    /**
     * One turn.
     *
     * @param signalsHealthy whether signals arrive at present
     * @return whether anything was done, so that another turn should follow at once
     * @throws dev.sst.StoreUnavailableException nothing is lost: what was to be stored is stored by a later turn
     */
    public boolean step(boolean signalsHealthy) {
        turn.begin(node.clock().instant());
        following.signalsHealthy(signalsHealthy);
        takeSignals();
        boolean busy = engine.drain();
        renewIfDue();
        takeTouched();
        if (mayAct()) {
            busy |= claimIfDue();
            scanIfDue();
            if (accepting) {
                starting.startReady();
            }
            following.collectEnded();
        }
        busy |= engine.drain();
        takeSignals();
        following.storeStarts();
        return store() || busy;
    }

    /** Claims and starts no more; calls on their way are waited for by turning until {@link #quiet}. */
    public void stopAccepting() {
        accepting = false;
    }

    /** Whether no call to the engine is on its way, and all is stored. */
    public boolean quiet() {
        return engine.inFlight() == 0 && turn.idle() && following.startsStored();
    }

    /**
     * Gives everything it holds to others, and sends nothing of it any more. Runs at the engine go on. While a call is on its
     * way nothing is given: the leases end soon enough, and whoever comes then finds what that call has started.
     */
    public void handBack() {
        actUntil = Instant.MIN;
        if (engine.inFlight() == 0) {
            stores.claims().release(node.owner());
        }
        held.clear();
    }

    /** At two thirds of a lease that could not be renewed it stops acting, before somebody else begins. */
    private boolean mayAct() {
        return held.size() == 0 || stillOurs();
    }

    private boolean stillOurs() {
        return !node.clock().instant().isAfter(actUntil);
    }

    private void renewIfDue() {
        if (turn.now().isBefore(nextRenewal)) {
            return;
        }
        Heartbeat heartbeat = stores.claims().renew(node.owner(), settings.lease());
        actUntil = turn.now().plus(settings.lease().multipliedBy(2).dividedBy(3));
        nextRenewal = turn.now().plus(settings.lease().dividedBy(3));
        for (Held known : held.all()) {
            if (!heartbeat.held().contains(known.execution.id())) {
                held.forget(known);
            } else if (heartbeat.cancelRequested().contains(known.execution.id())
                    && !known.execution.cancelRequested()) {
                touched.add(known.execution.id());
            }
        }
        takeBack(heartbeat);
    }

    /** What is ours by the store and unknown here: a move whose commit was carried out although its answer was lost. */
    private void takeBack(Heartbeat heartbeat) {
        List<ExecutionId> unknown =
                heartbeat.held().stream().filter(id -> held.get(id) == null).toList();
        if (!unknown.isEmpty()) {
            hold(stores.executions().find(unknown).stream()
                    .map(execution -> new Claim(execution, false))
                    .toList());
        }
    }

    private void takeTouched() {
        List<ExecutionId> ids =
                touched.stream().filter(id -> held.get(id) != null).toList();
        touched.clear();
        if (ids.isEmpty()) {
            return;
        }
        for (Execution stored : stores.executions().find(ids)) {
            Held known = held.get(stored.id());
            if (known != null && stored.state().finished()) {
                held.forget(known);
                listener.accept(stored);
            } else if (known != null && stored.version() > known.execution.version()) {
                known.execution = stored;
                known.next = turn.now();
                nextScan = turn.now();
            }
        }
    }

    private void takeSignals() {
        for (EngineExecutionId run = signals.poll(); run != null; run = signals.poll()) {
            following.signalled(run);
        }
    }

    private boolean claimIfDue() {
        int room = Math.min(CLAIM_BATCH, settings.maxConcurrent() - held.size());
        boolean few = room < CLAIM_BATCH / 2;
        if (!accepting || room < 1 || starting.supplied(few) || turn.now().isBefore(nextClaim)) {
            return false;
        }
        nextClaim = turn.now().plus(settings.claimEvery());
        List<Claim> claims = stores.claims().claim(node.owner(), room, settings.lease(), keys);
        if (claims.size() == room) {
            nextClaim = turn.now();
        }
        hold(claims);
        return !claims.isEmpty();
    }

    private void hold(List<Claim> claims) {
        for (Held taken : holding.hold(claims, turn.now())) {
            held.take(taken);
            if (taken.phase == Held.Phase.READY) {
                starting.ready(taken);
            } else if (!holding.here(taken)) {
                turn.conclude(
                        taken, Judgements.infrastructure("it was started on another engine than " + node.engine()));
            }
        }
    }

    private void scanIfDue() {
        if (turn.now().isBefore(nextScan)) {
            return;
        }
        nextScan = turn.now().plus(BETWEEN_SCANS);
        List<Held> followed = new ArrayList<>();
        for (Held known : held.all()) {
            if (known.due(Held.Phase.POSTPONED, turn.now())) {
                starting.ready(known);
            } else if (known.due(Held.Phase.UNCERTAIN, turn.now())) {
                starting.lookUp(known);
            } else if (known.phase == Held.Phase.FOLLOWED) {
                ends.askIfDue(known);
                followed.add(known);
            }
        }
        following.observe(followed);
    }

    private boolean store() {
        List<Move> ours =
                turn.moves().stream().filter(move -> held.current(move.held())).toList();
        turn.replace(ours);
        if (ours.isEmpty()) {
            return false;
        }
        List<RecordMoves.Recorded> recorded = recording.record(ours, turn.now());
        turn.replace(List.of());
        recorded.forEach(this::goOn);
        return recorded.stream().anyMatch(move -> move.fate() != RecordMoves.Fate.LOST_RACE);
    }

    private void goOn(RecordMoves.Recorded recorded) {
        Held known = recorded.move().held();
        switch (recorded.fate()) {
            case STORED -> stored(known, recorded.execution());
            case LOST_RACE -> {
                turn.keep(recorded.move());
                lookWhoseItIs(known);
            }
            case IMPOSSIBLE -> {
                held.forget(known);
                lookWhoseItIs(known);
            }
            case DEFECTIVE -> turn.giveUp(known, Judgements.infrastructure("what became of it could not be put down"));
        }
    }

    /** The next turn renews, which tells whether it is still ours, and reads what is stored now. */
    private void lookWhoseItIs(Held known) {
        nextRenewal = turn.now();
        touched.add(known.execution.id());
    }

    private void stored(Held known, Execution execution) {
        if (execution.state().finished() || execution.state() == ExecutionState.QUEUED) {
            held.forget(known);
            if (execution.state().finished()) {
                listener.accept(execution);
            }
            return;
        }
        known.execution = execution;
        known.missed = 0;
        if (known.run == null) {
            starting.ready(known);
        } else {
            following.follow(known);
        }
    }
}
