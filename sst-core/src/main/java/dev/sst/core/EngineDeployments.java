package dev.sst.core;

import dev.sst.Problem;
import dev.sst.core.parameters.Parameters;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.ReadBack;
import dev.sst.spi.Engine;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of the engine to make a test live and to take it away. Thread-safe; it neither locks nor records. */
final class EngineDeployments {
    private final Engine engine;
    private final CodeReading code;

    EngineDeployments(Engine engine, CodeReading code) {
        this.engine = engine;
        this.code = code;
    }

    /** A deployment ready to be carried out, and what it would do. */
    record Prepared(DeploymentOrder order, DeploymentPlan plan) {}

    /** @param force whether Python that does not parse here is a warning only */
    Prepared prepare(SyntheticTest test, boolean force) {
        TestDefinition definition = test.definition();
        List<Problem> blockers = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        CodeInspection inspection = code.read(definition);
        for (Problem problem : inspection.problems()) {
            (force && CodeReading.ofPython(problem, definition.type()) ? warnings : blockers).add(problem);
        }
        warnings.addAll(inspection.notes());
        blockers.addAll(Parameters.of(definition.parameters()).tooLargeFor(inspection.shape()));
        var order = new DeploymentOrder(
                test.id(),
                test.revision().number(),
                definition,
                inspection.shape(),
                inspection.document(),
                live(test).orElse(null));
        DeploymentPlan plan = engine.deployer().plan(order);
        blockers.addAll(plan.blockers());
        warnings.addAll(plan.warnings());
        return new Prepared(order, new DeploymentPlan(plan.changes(), blockers, warnings));
    }

    /** What carrying it out may leave behind; empty when nothing is to be written. */
    Optional<Deployment> intent(Prepared prepared) {
        return prepared.plan().nothingToDo()
                ? Optional.empty()
                : engine.deployer().intent(prepared.order());
    }

    /** Returns what is live when it has been read back. */
    Deployment carryOut(Prepared prepared, DeploymentProgress progress) {
        return engine.deployer().deploy(prepared.order(), progress);
    }

    void takeAway(TestId id, Deployment live, DeploymentProgress progress) {
        engine.deployer().undeploy(id, live, progress);
    }

    /**
     * What is live on this engine, as the author would have to write it.
     *
     * @param written what it was deployed from
     */
    ReadBack readBack(TestId id, Deployment live, TestDefinition written) {
        return engine.deployer()
                .readBack(new DeploymentOrder(id, live.revision(), written, live.shape(), document(written), live));
    }

    /** Reading Python takes its time, and says nothing that is wanted to read back. */
    private @Nullable CodeDocument document(TestDefinition written) {
        return switch (written.type()) {
            case ACTION, SENSOR -> null;
            case WORKFLOW, RULE -> code.read(written).document();
        };
    }

    /** What is live on this engine: a record of another one says nothing here. */
    Optional<Deployment> live(SyntheticTest test) {
        return test.live().filter(this::here);
    }

    /** What a deployment to this engine may have written that is not recorded. */
    Optional<Deployment> begun(SyntheticTest test) {
        return Optional.ofNullable(test.begun()).filter(this::here);
    }

    private boolean here(Deployment deployment) {
        return deployment.engine().equals(engine.name());
    }
}
