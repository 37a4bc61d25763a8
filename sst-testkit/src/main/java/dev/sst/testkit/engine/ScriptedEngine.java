package dev.sst.testkit.engine;

import dev.sst.EngineUnavailableException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.execution.CapturedText;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Outcome;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.RunReport;
import dev.sst.execution.Step;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Deployer;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Observation;
import dev.sst.spi.Probe;
import dev.sst.spi.Runner;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An engine that does what a test tells it, in memory: for the core's own tests. By default a run goes on until
 * {@link #end} ends it. Thread-safe.
 */
public final class ScriptedEngine implements Engine {
    /** What the next start answers, beside starting or not. */
    public enum StartFault {
        /** It runs, and the answer is lost. */
        ANSWER_LOST,
        /** It does not run, and that is not known: the request was lost. */
        REQUEST_LOST,
        /** It does not run, for certain. */
        NOT_SENT,
        REJECTED,
        /** It does not run: the engine refused what the test hands over, which is a failure of the test. */
        OVER
    }

    /** A run as this engine keeps it. */
    private static final class Run {
        final EngineExecutionId id;
        final StartOrder order;
        EngineState state = EngineState.RUNNING;
        Instant began;

        @Nullable
        RunReport report;

        boolean cancelAsked;

        Run(EngineExecutionId id, StartOrder order, Instant began) {
            this.id = id;
            this.order = order;
            this.began = began;
        }
    }

    private final InstantSource clock;
    private final Map<EngineExecutionId, Run> runs = new LinkedHashMap<>();
    private final Deque<StartFault> faults = new ArrayDeque<>();
    private final List<Consumer<Observation>> listeners = new ArrayList<>();
    private @Nullable Function<StartOrder, RunReport> atOnce;
    private boolean reachable = true;
    private boolean signalling = true;
    private int starts;
    private int cancelsToIgnore;
    private int looksToMiss;
    private @Nullable Evidence shown;
    private List<String> differences = List.of();
    private @Nullable ReadBack edited;
    private List<Deployment.Input> demanded = List.of();
    private final List<TestId> looks = new ArrayList<>();

    public ScriptedEngine(InstantSource clock) {
        this.clock = clock;
    }

    /** Makes every later run end at once with that report. */
    public synchronized void endAtOnce(Function<StartOrder, RunReport> report) {
        atOnce = report;
    }

    /** The next start goes wrong in that way. */
    public synchronized void nextStart(StartFault fault) {
        faults.add(fault);
    }

    /** Whether the engine can be reached. */
    public synchronized void reachable(boolean now) {
        reachable = now;
    }

    /** From now on it sends signals, or none. */
    public synchronized void signalling(boolean now) {
        signalling = now;
    }

    /** Whether it sends signals. */
    public synchronized boolean isSignalling() {
        return signalling;
    }

    /** What is found when somebody looks at what is live. */
    public synchronized void differs(String... sentences) {
        differences = List.of(sentences);
    }

    /** What is deployed from now on has these inputs. */
    public synchronized void demands(Deployment.Input... inputs) {
        demanded = List.of(inputs);
    }

    /** What is read back of whatever is live; until this is said it is what was written. */
    public synchronized void edited(ReadBack found) {
        edited = found;
    }

    /** The tests whose live content was looked at, in order. */
    public synchronized List<TestId> looks() {
        return List.copyOf(looks);
    }

    /** How many starts arrived here. */
    public synchronized int starts() {
        return starts;
    }

    /** The runs that carry this key: more than one would be a doubled start. */
    public synchronized List<EngineExecutionId> runsOf(String key) {
        return runs.values().stream()
                .filter(run -> run.order.key().equals(key))
                .map(run -> run.id)
                .toList();
    }

    /** All orders that led to a run, in order. */
    public synchronized List<StartOrder> orders() {
        return runs.values().stream().map(run -> run.order).toList();
    }

    /** Whether the core asked for the end of the run with that key. */
    public synchronized boolean cancelAsked(String key) {
        return runs.values().stream().anyMatch(run -> run.order.key().equals(key) && run.cancelAsked);
    }

    /** Ignores that many requests for an end, as an engine whose runner is busy. */
    public synchronized void ignoreCancels(int requests) {
        cancelsToIgnore = requests;
    }

    /** The next so many looks for a run by its key find none, as in a database that lags behind. */
    public synchronized void missLooks(int looks) {
        looksToMiss = looks;
    }

    /** From now on runs are watches that show this while they go on, and end with it when their end is asked for. */
    public synchronized void shows(Evidence soFar) {
        shown = soFar;
    }

    /** Every run that is not over stands there now, of which no signal tells; one that waited and runs has begun now. */
    public synchronized void stand(EngineState state) {
        for (Run run : runs.values()) {
            if (!run.state.terminal()) {
                run.began = run.state == EngineState.WAITING ? clock.instant() : run.began;
                run.state = state;
            }
        }
    }

    /** Ends every run that is not over. */
    public synchronized void endAll(RunReport report) {
        runs.values().stream()
                .filter(run -> !run.state.terminal())
                .forEach(run -> end(run, EngineState.SUCCEEDED, report));
    }

    /** Ends every run that is not over, without a report. */
    public synchronized void endAll(EngineState state) {
        runs.values().stream().filter(run -> !run.state.terminal()).forEach(run -> end(run, state, null));
    }

    /** Forgets every run, as an engine that lost its database. */
    public synchronized void forgetAll() {
        runs.clear();
    }

    private void end(Run run, EngineState state, @Nullable RunReport report) {
        run.state = state;
        run.report = report;
        if (signalling) {
            listeners.forEach(listener -> listener.accept(new Observation(run.id, state)));
        }
    }

    /** The report of a script that printed this text and ended with exit code 0. */
    public static RunReport printed(String stdout) {
        return new RunReport(
                RunReport.Ending.EXITED,
                0,
                null,
                null,
                null,
                null,
                null,
                CapturedText.of(stdout),
                CapturedText.EMPTY,
                Duration.ofMillis(10),
                0,
                List.of());
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Deployer deployer() {
        return new ScriptedDeployer();
    }

    @Override
    public Runner runner() {
        return new ScriptedRunner();
    }

    @Override
    public EngineMonitor monitor() {
        return new ScriptedMonitor();
    }

    @Override
    public void close() {}

    private void ensureReachable() {
        if (!reachable) {
            throw new EngineUnavailableException("the scripted engine is out of reach");
        }
    }

    private final class ScriptedRunner implements Runner {
        @Override
        public StartAnswer start(StartOrder order) {
            synchronized (ScriptedEngine.this) {
                starts++;
                StartFault fault = reachable ? faults.poll() : StartFault.NOT_SENT;
                if (fault == StartFault.NOT_SENT) {
                    return new StartAnswer.NotSent("connection refused");
                }
                if (fault == StartFault.REJECTED) {
                    return new StartAnswer.Rejected("no such action");
                }
                if (fault == StartFault.REQUEST_LOST) {
                    return new StartAnswer.Unknown("connection reset");
                }
                if (fault == StartFault.OVER) {
                    return new StartAnswer.Over(refused());
                }
                var run = new Run(new EngineExecutionId("run-" + (runs.size() + 1)), order, clock.instant());
                runs.put(run.id, run);
                if (atOnce != null) {
                    end(run, EngineState.SUCCEEDED, atOnce.apply(order));
                }
                return fault == StartFault.ANSWER_LOST
                        ? new StartAnswer.Unknown("connection reset")
                        : new StartAnswer.Started(run.id);
            }
        }

        private Outcome refused() {
            var words = JsonObject.builder().put("refused", "port").build();
            return new Outcome(
                    new EngineExecutionId("refused-" + starts),
                    EngineState.FAILED,
                    new Evidence.Raw("scripted", words, null),
                    null,
                    null,
                    null,
                    null);
        }

        @Override
        public Optional<EngineExecutionId> findByKey(StartOrder order, Instant notBefore) {
            synchronized (ScriptedEngine.this) {
                ensureReachable();
                return looksToMiss-- > 0
                        ? Optional.empty()
                        : runsOf(order.key()).stream().findFirst();
            }
        }

        @Override
        public List<Step> steps(EngineExecutionId id) {
            return List.of();
        }

        @Override
        public List<Observation> observe(Collection<EngineExecutionId> ids) {
            synchronized (ScriptedEngine.this) {
                ensureReachable();
                return ids.stream()
                        .map(id -> new Observation(
                                id, runs.containsKey(id) ? runs.get(id).state : EngineState.LOST, shown))
                        .toList();
            }
        }

        @Override
        public List<Outcome> collect(Collection<CollectOrder> orders) {
            synchronized (ScriptedEngine.this) {
                ensureReachable();
                return orders.stream()
                        .map(order -> runs.get(order.id()))
                        .filter(run -> run != null && run.state.terminal())
                        .map(this::outcome)
                        .toList();
            }
        }

        private Outcome outcome(Run run) {
            Evidence silent = shown == null ? new Evidence.Unreported("no report", null) : shown;
            Evidence evidence = run.report == null ? silent : new Evidence.Reported(run.report);
            return new Outcome(run.id, run.state, evidence, run.began, clock.instant(), "here", null);
        }

        @Override
        public void cancel(EngineExecutionId id) {
            synchronized (ScriptedEngine.this) {
                ensureReachable();
                Run run = runs.get(id);
                if (run != null && !run.state.terminal()) {
                    run.cancelAsked = true;
                    if (cancelsToIgnore > 0) {
                        cancelsToIgnore--;
                    } else {
                        end(run, shown == null ? EngineState.CANCELLED : EngineState.SUCCEEDED, null);
                    }
                }
            }
        }

        @Override
        public OutputChunk output(EngineExecutionId id, long after) {
            return new OutputChunk(after, "", after, false);
        }

        @Override
        public Signals signals(Consumer<Observation> listener) {
            synchronized (ScriptedEngine.this) {
                listeners.add(listener);
            }
            return new Signals() {
                @Override
                public boolean healthy() {
                    synchronized (ScriptedEngine.this) {
                        return signalling;
                    }
                }

                @Override
                public void close() {
                    synchronized (ScriptedEngine.this) {
                        listeners.remove(listener);
                    }
                }
            };
        }
    }

    private final class ScriptedDeployer implements Deployer {
        @Override
        public DeploymentPlan plan(DeploymentOrder order) {
            Deployment live = order.live();
            Action action =
                    live == null ? Action.CREATE : live.revision() == order.revision() ? Action.LEAVE : Action.CHANGE;
            return new DeploymentPlan(
                    List.of(new Change(action, "action " + ref(order.testId()), "")), List.of(), List.of());
        }

        @Override
        public Optional<Deployment> intent(DeploymentOrder order) {
            return Optional.of(deployment(order));
        }

        @Override
        public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
            ensureReachable();
            progress.step("writing");
            return deployment(order);
        }

        private Deployment deployment(DeploymentOrder order) {
            return Deployment.builder(ref(order.testId()), TestType.ACTION, order.revision(), name(), clock.instant())
                    .shape(order.definition().code() == null ? null : CodeShape.SCRIPT)
                    .contentHash("hash-" + order.revision())
                    .inputs(demanded())
                    .build();
        }

        private List<Deployment.Input> demanded() {
            synchronized (ScriptedEngine.this) {
                return demanded;
            }
        }

        private static String ref(TestId id) {
            return "scripted." + id.value();
        }

        @Override
        public Drift inspect(TestId testId, Deployment deployment) {
            synchronized (ScriptedEngine.this) {
                ensureReachable();
                looks.add(testId);
                return new Drift(differences);
            }
        }

        @Override
        public ReadBack readBack(DeploymentOrder carriedOut) {
            synchronized (ScriptedEngine.this) {
                ensureReachable();
                String code = carriedOut.definition().code();
                if (edited != null) {
                    return edited;
                }
                return code == null
                        ? ReadBack.not("it was there before")
                        : ReadBack.of(code, carriedOut.definition().description());
            }
        }

        @Override
        public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
            ensureReachable();
        }
    }

    private final class ScriptedMonitor implements EngineMonitor {
        @Override
        public Status status() {
            return new Status(
                    false,
                    reachable,
                    null,
                    null,
                    reachable ? null : "out of reach",
                    clock.instant(),
                    JsonObject.empty());
        }

        @Override
        public Probe probe() {
            return new Probe(clock.instant(), List.of(), List.of());
        }

        @Override
        public Optional<Probe> lastProbe() {
            return Optional.empty();
        }

        @Override
        public List<JsonObject> recent(int limit) {
            return List.of();
        }

        @Override
        public Optional<JsonObject> run(String id) {
            return Optional.empty();
        }
    }
}
