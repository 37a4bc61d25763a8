package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.Executions;
import dev.sst.NotFoundException;
import dev.sst.core.execution.CancelRequest;
import dev.sst.core.execution.ExecutionWorker;
import dev.sst.core.node.SystemIdentifiers;
import dev.sst.core.parameters.Parameters;
import dev.sst.deployment.Deployment;
import dev.sst.execution.Attempt;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Inquiry;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Step;
import dev.sst.json.JsonObject;
import dev.sst.spi.Engine;
import dev.sst.spi.Stores;
import dev.sst.test.RunSettings;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The facade's executions: stores wishes and reads what the worker made of them. */
final class CoreExecutions implements Executions {
    private static final int TRIES = 5;

    private final Stores stores;
    private final Engine engine;
    private final ExecutionWorker worker;
    private final Endings endings;
    private final SystemIdentifiers ids;
    private final Interventions interventions;

    CoreExecutions(Stores stores, Engine engine, ExecutionWorker worker, Endings endings, SystemIdentifiers ids) {
        this.stores = stores;
        this.engine = engine;
        this.worker = worker;
        this.endings = endings;
        this.ids = ids;
        interventions = new Interventions(engine);
    }

    @Override
    public Execution execute(TestId id, Request request) {
        SyntheticTest test = stores.tests()
                .find(id)
                .filter(found -> !found.deleted())
                .orElseThrow(() -> new NotFoundException("test", id.value()));
        if (!test.definition().enabled()) {
            throw new ConflictException(Reason.DISABLED, "test " + id + " is disabled: enable it first");
        }
        var live = live(test);
        if (live == null || !live.deployment().engine().equals(engine.name())) {
            throw new ConflictException(
                    Reason.NOT_DEPLOYED,
                    "test " + id + " is not deployed to the " + engine.name() + " engine: deploy it first");
        }
        Parameters.of(live.parameters()).resolve(request.parameters(), live.deployment());
        var execution = Execution.queued(
                        new ExecutionId(ids.next()),
                        id,
                        request.kind(),
                        live.deployment().revision(),
                        endings.now())
                .toBuilder()
                .parameters(request.parameters())
                .context(request.context())
                .build();
        stores.executions().add(List.of(execution));
        worker.wake();
        return execution.toBuilder().version(1).build();
    }

    /** What is live, which nearly always is the newest revision; {@code null} when nothing is. */
    private @Nullable RunSettings live(SyntheticTest test) {
        Deployment deployment = test.deployment();
        if (deployment == null) {
            return null;
        }
        return deployment.revision() == test.revision().number()
                ? RunSettings.of(test.id(), test.definition(), deployment)
                : stores.tests().runSettings(List.of(test.id())).get(test.id());
    }

    @Override
    public Execution rerun(ExecutionId id, UnaryOperator<JsonObject> parameters, JsonObject context) {
        Execution before = get(id);
        return execute(before.testId(), new Request(before.kind(), parameters.apply(before.parameters()), context));
    }

    @Override
    public Execution get(ExecutionId id) {
        return stores.executions().find(List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException("execution", id.value()));
    }

    @Override
    public List<Execution> list(ExecutionQuery query) {
        return stores.executions().list(query);
    }

    @Override
    public Map<TestId, Execution> newest(Collection<TestId> tests) {
        return stores.executions().newest(tests);
    }

    @Override
    public Execution await(ExecutionId id, Duration atMost) {
        return endings.await(id, atMost, this::get);
    }

    @Override
    public Execution cancel(ExecutionId id) {
        for (int tries = 0; tries < TRIES; tries++) {
            Execution execution = get(id);
            if (execution.state().finished()) {
                throw new ConflictException(Reason.ALREADY_FINISHED, "execution " + id + " is finished already");
            }
            Instant now = endings.now();
            var change = CancelRequest.of(execution, now);
            if (change.isEmpty()
                    || stores.executions().save(List.of(change.get())).get(0)) {
                worker.touch(id);
                Execution stored = get(id);
                if (stored.state().finished()) {
                    endings.finished(stored);
                }
                return stored;
            }
        }
        throw new ConflictException(Reason.VERSION_MISMATCH, "execution " + id + " keeps changing: try again");
    }

    @Override
    public OutputChunk output(ExecutionId id, long after, int limit) {
        Execution execution = get(id);
        if (execution.state().finished()) {
            String text = finalOutput(id).map(output -> output.stdout().text()).orElse("");
            return OutputPart.of(text, after, limit);
        }
        return execution
                .lastAttempt()
                .flatMap(Attempt::engineExecution)
                .map(run -> OutputPart.of(engine.runner().output(run, after), limit))
                .orElseGet(() -> new OutputChunk(after, "", after, false));
    }

    @Override
    public List<Step> steps(ExecutionId id) {
        return get(id).lastAttempt()
                .flatMap(Attempt::engineExecution)
                .map(engine.runner()::steps)
                .orElse(List.of());
    }

    @Override
    public void pause(ExecutionId id) {
        interventions.pause(get(id));
    }

    @Override
    public void resume(ExecutionId id) {
        interventions.resume(get(id));
    }

    @Override
    public List<Inquiry> inquiries(ExecutionId id) {
        return interventions.inquiries(get(id));
    }

    @Override
    public void answer(ExecutionId id, String inquiry, JsonObject response) {
        interventions.answer(get(id), inquiry, response);
    }

    @Override
    public Optional<RunOutput> finalOutput(ExecutionId id) {
        return stores.executions().output(id);
    }
}
