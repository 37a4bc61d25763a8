package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.core.node.SystemIdentifiers;
import dev.sst.core.parameters.Parameters;
import dev.sst.deployment.Deployment;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.json.JsonObject;
import dev.sst.test.SyntheticTest;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one execution that follows a deployment, where it was asked for. It is made here and stored by who records the
 * deployment, in one transaction with it. Thread-safe.
 */
final class VerifyDeployment {
    private final SystemIdentifiers ids;
    private final InstantSource clock;
    private final Runnable wakeWorker;

    VerifyDeployment(SystemIdentifiers ids, InstantSource clock, Runnable wakeWorker) {
        this.ids = ids;
        this.clock = clock;
        this.wakeWorker = wakeWorker;
    }

    /**
     * What is to be stored with the deployment.
     *
     * @param execution {@code null} when what is live cannot be executed as it is; then the warnings say why
     */
    record Decision(@Nullable Execution execution, List<Problem> warnings) {
        Decision {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Refuses what can be known before anything is written.
     *
     * @throws ConflictException DISABLED
     * @throws InvalidInputException when a parameter of the test has no value
     */
    void ensurePossible(SyntheticTest test) {
        if (!test.definition().enabled()) {
            throw new ConflictException(
                    Reason.DISABLED,
                    "test " + test.id() + " is disabled: enable it first, or deploy it without executing it");
        }
        Parameters.of(test.definition().parameters()).resolve(JsonObject.empty());
    }

    /** The execution of what was just read back; it may need more than the test declares. */
    Decision decide(SyntheticTest test, Deployment live, JsonObject context) {
        try {
            Parameters.of(test.definition().parameters()).resolve(JsonObject.empty(), live);
        } catch (InvalidInputException e) {
            return new Decision(
                    null,
                    e.problems().stream().map(VerifyDeployment::notExecuted).toList());
        }
        var execution = Execution.queued(
                        new ExecutionId(ids.next()),
                        test.id(),
                        ExecutionKind.DEPLOY_VERIFICATION,
                        live.revision(),
                        clock.instant())
                .toBuilder()
                .context(context)
                .build();
        return new Decision(execution, List.of());
    }

    private static Problem notExecuted(Problem why) {
        return Problem.of(why.field(), "it was deployed and not executed: " + why);
    }

    /** It is stored now. */
    void begun(@Nullable Execution execution) {
        if (execution != null) {
            wakeWorker.run();
        }
    }
}
