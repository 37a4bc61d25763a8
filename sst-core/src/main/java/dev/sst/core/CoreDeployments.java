package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.Deployments;
import dev.sst.InvalidInputException;
import dev.sst.NotFoundException;
import dev.sst.Problem;
import dev.sst.core.EngineDeployments.Prepared;
import dev.sst.core.node.Pause;
import dev.sst.core.node.SystemIdentifiers;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.Drifted;
import dev.sst.deployment.ReadBack;
import dev.sst.execution.Execution;
import dev.sst.json.JsonObject;
import dev.sst.spi.Leases;
import dev.sst.spi.TestStore;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facade's deployments. What is going to be written is stored first, then the engine is written, then the record: a process
 * that dies between them leaves content of ours, which the next deployment finds by its hash and only records, and which goes
 * with the test.
 */
final class CoreDeployments implements Deployments {
    private static final int TRIES = 5;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final TestStore store;
    private final EngineDeployments engine;
    private final InspectLive inspection;
    private final VerifyDeployment verification;
    private final ReadLive readLive;
    private final Leases leases;
    private final SystemIdentifiers ids;
    private final Duration patience;

    CoreDeployments(
            TestStore store,
            EngineDeployments engine,
            InspectLive inspection,
            VerifyDeployment verification,
            Turns turns) {
        this.store = store;
        this.engine = engine;
        this.inspection = inspection;
        this.verification = verification;
        this.readLive = new ReadLive(store, engine);
        this.leases = turns.leases();
        this.ids = turns.ids();
        this.patience = turns.patience();
    }

    /** How it waits for its turn at a pack. */
    record Turns(Leases leases, SystemIdentifiers ids, Duration patience) {}

    @Override
    public DeploymentPlan plan(TestId id, boolean force) {
        return engine.prepare(get(id), force).plan();
    }

    @Override
    public Deployed deploy(TestId id, boolean force, DeploymentProgress progress) {
        return deploy(id, force, null, progress);
    }

    @Override
    public Deployed deployAndExecute(TestId id, boolean force, JsonObject context, DeploymentProgress progress) {
        Deployed deployed = deploy(id, force, context, progress);
        verification.begun(deployed.execution());
        return deployed;
    }

    /** @param context of the execution that goes with it; {@code null} for none */
    private Deployed deploy(TestId id, boolean force, @Nullable JsonObject context, DeploymentProgress progress) {
        SyntheticTest test = get(id);
        try (HeldLease lock = lock(test.definition().pack())) {
            test = get(id);
            progress.step("checking revision " + test.revision().number());
            if (context != null) {
                verification.ensurePossible(test);
            }
            Prepared prepared = engine.prepare(test, force);
            if (prepared.plan().blocked()) {
                throw new InvalidInputException(prepared.plan().blockers());
            }
            begin(test, prepared, progress);
            Deployment live = engine.carryOut(prepared, progress).withDrifted(null);
            ensureHeld(lock);
            return recorded(test, prepared, live, context, progress);
        }
    }

    /** What an earlier deployment under another name left goes before that is forgotten. */
    private void begin(SyntheticTest test, Prepared prepared, DeploymentProgress progress) {
        Optional<Deployment> intent = engine.intent(prepared);
        if (intent.isEmpty()) {
            return;
        }
        engine.begun(test)
                .filter(left -> !left.ref().equals(intent.get().ref()))
                .filter(left -> engine.live(test)
                        .filter(live -> live.ref().equals(left.ref()))
                        .isEmpty())
                .ifPresent(left -> engine.takeAway(test.id(), left, progress));
        save(test.id(), current -> current.withBegun(intent.get()), List.of());
    }

    private Deployed recorded(
            SyntheticTest test,
            Prepared prepared,
            Deployment live,
            @Nullable JsonObject context,
            DeploymentProgress progress) {
        List<Problem> warnings = new ArrayList<>(prepared.plan().warnings());
        Execution begun = null;
        if (context != null) {
            VerifyDeployment.Decision decision = verification.decide(test, live, context);
            warnings.addAll(decision.warnings());
            begun = decision.execution();
        }
        record(test.id(), live, begun == null ? List.of() : List.of(begun));
        progress.step("recorded revision " + live.revision() + " as live"
                + (begun == null ? "" : "; execution " + begun.id() + " is begun"));
        return new Deployed(
                live,
                prepared.plan(),
                warnings,
                begun == null ? null : begun.toBuilder().version(1).build());
    }

    @Override
    public void undeploy(TestId id, DeploymentProgress progress) {
        SyntheticTest test = get(id);
        if (written(test).isEmpty()) {
            return;
        }
        try (HeldLease lock = lock(test.definition().pack())) {
            List<Deployment> written = written(get(id));
            if (!written.isEmpty()) {
                written.forEach(each -> engine.takeAway(id, each, progress));
                ensureHeld(lock);
                record(id, null, List.of());
            }
        }
    }

    private List<Deployment> written(SyntheticTest test) {
        return Stream.concat(engine.begun(test).stream(), test.live().stream()).toList();
    }

    @Override
    public Optional<Drift> inspect(TestId id) {
        return inspection.look(get(id));
    }

    @Override
    public ReadBack readBack(TestId id) {
        return readLive.readBack(get(id));
    }

    @Override
    public void ignoreDrift(TestId id, Drift seen) {
        for (int tries = 0; tries < TRIES; tries++) {
            SyntheticTest test = get(id);
            Deployment live = test.live().orElse(null);
            if (live == null || live.drifted() == null) {
                return;
            }
            if (!live.drifted().drift().equals(seen)) {
                throw new ConflictException(
                        Reason.OVERTAKEN, "what differs of test " + id + " is not what was shown any more: look again");
            }
            if (live.drifted().ignored()) {
                return;
            }
            Drifted ignored = live.drifted().asIgnored();
            if (store.save(test.withDeployment(live.withDrifted(ignored))) == TestStore.Saved.STORED) {
                return;
            }
        }
        throw changing(id);
    }

    /**
     * Keeps two deployments to one pack apart, on whatever nodes: concurrent writers overwrite each other's files in
     * StackStorm. Waits for its turn for a while.
     */
    private HeldLease lock(String pack) {
        var pause = new Pause();
        long end = System.nanoTime() + patience.toNanos();
        Optional<HeldLease> lock = HeldLease.take(leases, "pack/" + pack, ids.next(), LEASE);
        while (lock.isEmpty()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            pause.await(BETWEEN_TRIES);
            lock = HeldLease.take(leases, "pack/" + pack, ids.next(), LEASE);
        }
        return lock.orElseThrow(() -> new ConflictException(
                Reason.DEPLOYMENT_IN_PROGRESS,
                "another deployment to pack " + pack + " has been in progress for " + patience.toSeconds()
                        + " s: try again later"));
    }

    private static void ensureHeld(HeldLease lock) {
        if (!lock.stillHeld()) {
            throw new ConflictException(
                    Reason.DEPLOYMENT_IN_PROGRESS,
                    "it took so long that another deployment may have begun: deploy again");
        }
    }

    private void record(TestId id, @Nullable Deployment live, List<Execution> begun) {
        save(id, current -> current.withDeployment(live).withBegun(null), begun);
    }

    private void save(TestId id, UnaryOperator<SyntheticTest> change, List<Execution> begun) {
        for (int tries = 0; tries < TRIES; tries++) {
            if (store.save(change.apply(get(id)), begun) == TestStore.Saved.STORED) {
                return;
            }
        }
        throw changing(id);
    }

    private static ConflictException changing(TestId id) {
        return new ConflictException(
                Reason.VERSION_MISMATCH, "test " + id + " keeps being changed by others: try again");
    }

    private SyntheticTest get(TestId id) {
        return store.find(id)
                .filter(test -> !test.deleted())
                .orElseThrow(() -> new NotFoundException("test", id.value()));
    }
}
