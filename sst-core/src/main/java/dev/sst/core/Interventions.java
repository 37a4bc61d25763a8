package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.execution.Attempt;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.Inquiry;
import dev.sst.json.JsonObject;
import dev.sst.spi.Engine;
import dev.sst.spi.Intervention;
import java.util.List;
import java.util.Optional;

/** Stepping in while an execution's run goes on at the engine. */
final class Interventions {
    private final Engine engine;

    Interventions(Engine engine) {
        this.engine = engine;
    }

    void pause(Execution execution) {
        EngineExecutionId run = run(execution);
        port().pause(run);
    }

    void resume(Execution execution) {
        EngineExecutionId run = run(execution);
        port().resume(run);
    }

    List<Inquiry> inquiries(Execution execution) {
        Optional<EngineExecutionId> run = execution.lastAttempt().flatMap(Attempt::engineExecution);
        return execution.state().finished() || run.isEmpty()
                ? List.of()
                : engine.intervention().map(port -> port.inquiries(run.get())).orElse(List.of());
    }

    void answer(Execution execution, String inquiry, JsonObject response) {
        EngineExecutionId run = run(execution);
        port().answer(run, inquiry, response);
    }

    private Intervention port() {
        return engine.intervention()
                .orElseThrow(() -> new ConflictException(
                        Reason.NOT_POSSIBLE,
                        "the " + engine.name() + " engine runs no workflows, so there is nothing to pause or answer"));
    }

    private static EngineExecutionId run(Execution execution) {
        if (execution.state().finished()) {
            throw new ConflictException(
                    Reason.ALREADY_FINISHED, "execution " + execution.id() + " is finished already");
        }
        return execution
                .lastAttempt()
                .flatMap(Attempt::engineExecution)
                .orElseThrow(() -> new ConflictException(
                        Reason.NOT_POSSIBLE, "nothing of execution " + execution.id() + " runs yet: try again soon"));
    }
}
