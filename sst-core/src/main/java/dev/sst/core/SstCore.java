package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.Deployments;
import dev.sst.Executions;
import dev.sst.Incidents;
import dev.sst.NodeStatus;
import dev.sst.Reports;
import dev.sst.Sst;
import dev.sst.Tests;
import dev.sst.core.delivery.DeliverIncidents;
import dev.sst.core.execution.ExecutionWorker;
import dev.sst.core.incident.IncidentPolicy;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.core.node.Node;
import dev.sst.core.node.Pause;
import dev.sst.core.node.SystemTime;
import dev.sst.core.test.DefinitionRules;
import dev.sst.execution.Execution;
import dev.sst.spi.ChangeFeed;
import dev.sst.spi.CodeInspector;
import dev.sst.spi.Engine;
import dev.sst.spi.IncidentSink;
import dev.sst.spi.Runner;
import dev.sst.spi.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The framework at work in this process: the facade, and the two loops that carry out what it stored. Build one with
 * {@link #builder}; without stores it keeps everything in memory.
 */
public final class SstCore implements Sst {
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(60);

    /** Four tests a second are looked at: the engine has better things to do. */
    private static final Duration LOOK_PACE = Duration.ofMillis(250);

    private final Engine engine;
    private final Stores stores;
    private final Node node;
    private final Holds holds;
    private final ExecutorService calls;
    private final ExecutionWorker worker;
    private final Runner.Signals signals;
    private final Loop working;
    private final Loop telling;
    private final ResolveOrphans orphans;
    private final Loop tidying;
    private final Loop looking;
    private final CoreTests tests;
    private final CoreDeployments deployments;
    private final CoreExecutions executions;
    private final CoreIncidents incidents;
    private final CoreReports reports;

    private SstCore(Builder from) {
        engine = from.engine;
        InstantSource clock = from.clock;
        stores = from.stores == null ? MemoryStores.create(clock) : from.stores;
        node = Node.on(engine.name(), from.settings, clock);
        holds = Holds.take(stores.leases(), engine.name(), from.alone, from.exclusiveTo, from.settings.lease());
        calls = Threads.pool("sst-call");
        var policy =
                new IncidentPolicy(from.sinks.stream().map(IncidentSink::name).toList(), from.linkBase);
        worker = new ExecutionWorker(stores, engine.runner(), calls, policy, node);
        var telegraph = new Pause();
        var endings = new Endings(clock);
        var code = new CodeReading(from.inspector);
        var inspection = new InspectLive(stores.tests(), stores.executions(), engine, clock);
        deployments = new CoreDeployments(
                stores.tests(),
                new EngineDeployments(engine, code),
                inspection,
                new VerifyDeployment(node.ids(), clock, worker::wake),
                new CoreDeployments.Turns(stores.leases(), node.ids(), from.settings.deployPatience()));
        executions = new CoreExecutions(stores, engine, worker, endings, node.ids());
        incidents = new CoreIncidents(stores, policy, clock, telegraph);
        reports = new CoreReports(stores, clock);
        tests = new CoreTests(
                stores.tests(),
                new DefinitionRules(from.settings.maxTestDuration()),
                code,
                node.ids(),
                new CoreTests.Parts(clock, deployments, executions, incidents, reports));
        worker.onFinished(execution -> finished(execution, endings, telegraph));
        signals = engine.runner().signals(worker::signal);
        working = new Loop("worker", this::work, node.pause(), IDLE, this::handBack);
        var dispatcher = new DeliverIncidents(stores.outbox(), from.sinks, calls, node);
        telling = new Loop("dispatcher", dispatcher::step, telegraph, Duration.ofSeconds(1), () -> {});
        orphans = new ResolveOrphans(stores.incidents(), stores.tests(), incidents);
        tidying = new Loop("housekeeping", this::tidy, new Pause(), HOUSEKEEPING, () -> {});
        var turn = new LookForDrift.Turn(node.owner(), engine.name(), from.settings.lookForDriftEvery());
        var drift = new LookForDrift(stores, inspection, turn, clock);
        looking = new Loop(
                "drift",
                () -> {
                    drift.step();
                    return false;
                },
                new Pause(),
                LOOK_PACE,
                drift::leave);
    }

    /** Everything but the engine has a default. */
    public static Builder builder(Engine engine) {
        return new Builder(engine);
    }

    /**
     * Whether it takes executions. Not any more when a server with another engine, or another holder of an exclusive one, has
     * taken these stores, which happens to a process that could not renew its hold in time: what it holds it brings to an end,
     * and only a restart helps.
     */
    public boolean accepting() {
        return holds.held();
    }

    private boolean work() {
        if (!accepting()) {
            worker.stopAccepting();
        }
        return worker.step(signals.healthy());
    }

    private boolean tidy() {
        stores.changes().forgetOld();
        orphans.step();
        return false;
    }

    private static void finished(Execution execution, Endings endings, Pause telegraph) {
        endings.finished(execution);
        if (execution.incidentId() != null) {
            telegraph.wake();
        }
    }

    private void handBack() {
        worker.stopAccepting();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!worker.quiet() && System.nanoTime() < end) {
            if (!work()) {
                node.pause().await(IDLE);
            }
        }
        worker.handBack();
    }

    @Override
    public Tests tests() {
        return tests;
    }

    @Override
    public Deployments deployments() {
        return deployments;
    }

    @Override
    public Executions executions() {
        return executions;
    }

    @Override
    public Incidents incidents() {
        return incidents;
    }

    @Override
    public Reports reports() {
        return reports;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public NodeStatus node() {
        List<String> troubles = new ArrayList<>();
        boolean accepting = accepting();
        if (!accepting) {
            troubles.add("another server has taken the " + engine.name()
                    + " engine or this database while this one could not renew its hold: restart this one");
        }
        for (Loop loop : List.of(working, telling, tidying, looking)) {
            loop.trouble().ifPresent(troubles::add);
        }
        return new NodeStatus(accepting, troubles);
    }

    @Override
    public ChangeFeed changes() {
        return stores.changes();
    }

    /** Hands back what it holds, and stops. The engine and the stores belong to the caller and stay open. */
    @Override
    public void close() {
        working.stop();
        telling.stop();
        tidying.stop();
        looking.stop();
        signals.close();
        calls.shutdownNow();
        holds.close();
    }

    /** Collects what the framework is made of. Not thread-safe. */
    public static final class Builder {
        private final Engine engine;
        private @Nullable Stores stores;
        private CodeInspector inspector = new UncheckedCode();
        private List<IncidentSink> sinks = List.of();
        private CoreSettings settings = CoreSettings.defaults();
        private InstantSource clock = SystemTime.clock();
        private @Nullable String linkBase;
        private boolean alone;
        private @Nullable String exclusiveTo;

        private Builder(Engine engine) {
            this.engine = engine;
        }

        /** Where everything is kept; in memory when not given. */
        public Builder stores(Stores value) {
            stores = value;
            return this;
        }

        /** What reads code before it is deployed; when not given, code is not checked, and that is said. */
        public Builder inspector(CodeInspector value) {
            inspector = value;
            return this;
        }

        /** Who is told of incidents beside our own register. */
        public Builder sinks(List<IncidentSink> value) {
            sinks = List.copyOf(value);
            return this;
        }

        public Builder settings(CoreSettings value) {
            settings = value;
            return this;
        }

        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /** The address under which people see this server, without a slash at the end: for links in incidents. */
        public Builder linkBase(@Nullable String value) {
            linkBase = value;
            return this;
        }

        /** For stores that no other server can work on: there is nobody to agree with on the engine. */
        public Builder alone() {
            alone = true;
            return this;
        }

        /**
         * For an engine whose runs live in one place: only one holder at a time may use it on these stores.
         *
         * @param holder names that place; the same holder may come back at once after a crash
         */
        public Builder exclusiveTo(String holder) {
            exclusiveTo = holder;
            return this;
        }

        /**
         * Starts the loops.
         *
         * @throws ConflictException HELD_ELSEWHERE when a server with another engine uses these stores, or did so until less than
         *     a lease ago, or when the engine is exclusive and another holder uses it
         */
        public SstCore start() {
            return new SstCore(this);
        }
    }
}
