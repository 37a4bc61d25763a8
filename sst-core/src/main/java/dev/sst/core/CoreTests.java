package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.Deployments;
import dev.sst.Executions;
import dev.sst.InvalidInputException;
import dev.sst.NotFoundException;
import dev.sst.Problem;
import dev.sst.Tests;
import dev.sst.core.node.SystemIdentifiers;
import dev.sst.core.parameters.Parameters;
import dev.sst.core.test.DefinitionRules;
import dev.sst.core.verdict.Expectation;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.ReadBack;
import dev.sst.execution.Check;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.ExecutionState;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.report.TestSummary;
import dev.sst.spi.TestStore;
import dev.sst.test.Revision;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The facade's tests, over the store. */
final class CoreTests implements Tests {
    private static final int TRIES = 5;

    private final TestStore store;
    private final DefinitionRules rules;
    private final CodeReading code;
    private final SystemIdentifiers ids;
    private final Parts parts;

    /** Who else has to do with tests: those to be told of a deleted one, and who lists them. */
    record Parts(
            InstantSource clock,
            Deployments deployments,
            Executions executions,
            CoreIncidents incidents,
            CoreReports reports) {}

    CoreTests(TestStore store, DefinitionRules rules, CodeReading code, SystemIdentifiers ids, Parts parts) {
        this.store = store;
        this.rules = rules;
        this.code = code;
        this.ids = ids;
        this.parts = parts;
    }

    @Override
    public List<Check> preview(JsonValue expectation, JsonObject document) {
        List<Problem> problems = Expectation.problems(expectation);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return Expectation.compare(expectation, document);
    }

    @Override
    public Findings validate(TestDefinition definition) {
        List<Problem> errors = rules.check(definition);
        List<Problem> codeErrors = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        boolean readable = errors.stream().noneMatch(problem -> problem.field().equals("test_code"));
        if (readable) {
            CodeInspection inspection = code.read(definition);
            codeErrors.addAll(inspection.problems());
            warnings.addAll(inspection.notes());
            if (errors.isEmpty()) {
                codeErrors.addAll(Parameters.of(definition.parameters()).tooLargeFor(inspection.shape()));
            }
        }
        return new Findings(errors, codeErrors, warnings);
    }

    @Override
    public Stored create(TestDefinition definition, String by, String note) {
        Findings findings = storable(definition);
        Instant now = parts.clock().instant();
        var test = new SyntheticTest(
                new TestId(ids.next()), 0, new Revision(1, definition, now, by, note), null, now, by, false);
        if (store.add(test) == TestStore.Saved.NAME_TAKEN) {
            throw nameTaken(definition);
        }
        return new Stored(get(test.id()), findings);
    }

    @Override
    public Stored update(TestId id, UnaryOperator<TestDefinition> change, Edit edit) {
        for (int tries = 0; tries < TRIES; tries++) {
            SyntheticTest test = get(id);
            Integer expected = edit.expectedRevision();
            if (expected != null && expected != test.revision().number()) {
                throw new ConflictException(
                        Reason.VERSION_MISMATCH,
                        "the test is at revision " + test.revision().number() + ", the change was made from "
                                + expected);
            }
            TestDefinition next = change.apply(test.definition());
            Findings findings = storable(next);
            if (next.equals(test.definition())) {
                return new Stored(test, findings);
            }
            var revision = new Revision(
                    test.revision().number() + 1, next, parts.clock().instant(), edit.by(), edit.note());
            switch (store.save(test.withRevision(revision))) {
                case STORED -> {
                    return new Stored(get(id), findings);
                }
                case NAME_TAKEN -> throw nameTaken(next);
                case STALE -> {
                    // somebody else was quicker: look at what is there now
                }
            }
        }
        throw changing(id);
    }

    @Override
    public Stored rollback(TestId id, int revision, Edit edit) {
        TestDefinition older = revision(id, revision).definition();
        String note = edit.note().isEmpty() ? "back to revision " + revision : edit.note();
        return update(id, current -> older, new Edit(edit.by(), note, edit.expectedRevision()));
    }

    @Override
    public Stored adopt(TestId id, String seen, Edit edit) {
        int live = get(id).live().map(Deployment::revision).orElse(0);
        ReadBack read = parts.deployments().readBack(id);
        ReadBack.Content found = read.found()
                .orElseThrow(() -> new ConflictException(
                        Reason.NOT_POSSIBLE, "what is live cannot be adopted: " + String.join("; ", read.obstacles())));
        if (!found.fingerprint().equals(seen)) {
            throw new ConflictException(Reason.OVERTAKEN, "what is live is not what was shown any more: look again");
        }
        String note = edit.note().isEmpty() ? "as it was edited where revision " + live + " is live" : edit.note();
        return update(
                id,
                current -> current.toBuilder()
                        .code(found.code())
                        .description(found.description())
                        .build(),
                new Edit(edit.by(), note, edit.expectedRevision()));
    }

    @Override
    public SyntheticTest get(TestId id) {
        return store.find(id)
                .filter(test -> !test.deleted())
                .orElseThrow(() -> new NotFoundException("test", id.value()));
    }

    @Override
    public List<SyntheticTest> find(Collection<TestId> ids) {
        return store.find(ids).stream().filter(test -> !test.deleted()).toList();
    }

    @Override
    public List<SyntheticTest> list(TestQuery query) {
        List<TestId> ids =
                parts.reports().tests(query).stream().map(TestSummary::id).toList();
        Map<TestId, SyntheticTest> found =
                find(ids).stream().collect(Collectors.toMap(SyntheticTest::id, Function.identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    @Override
    public List<Revision> revisions(TestId id, int before, int limit) {
        if (store.find(id).isEmpty()) {
            throw new NotFoundException("test", id.value());
        }
        return store.revisions(id, before, limit);
    }

    @Override
    public Revision revision(TestId id, int number) {
        return store.revision(id, number).orElseThrow(() -> new NotFoundException("revision", id + "/" + number));
    }

    @Override
    public void delete(TestId id, String by) {
        get(id);
        endExecutions(id);
        parts.deployments().undeploy(id, DeploymentProgress.SILENT);
        for (int tries = 0; tries < TRIES; tries++) {
            if (store.save(get(id).asDeleted()) == TestStore.Saved.STORED) {
                parts.incidents().resolveBecauseDeleted(id, by);
                return;
            }
        }
        throw changing(id);
    }

    private void endExecutions(TestId id) {
        for (ExecutionState state : ExecutionState.values()) {
            if (!state.finished() && state != ExecutionState.CANCELLING) {
                var unfinished = new ExecutionQuery(id, state, null, null, null, null, ExecutionQuery.MAX_LIMIT);
                parts.executions().list(unfinished).forEach(this::end);
            }
        }
    }

    private void end(Execution execution) {
        try {
            parts.executions().cancel(execution.id());
        } catch (ConflictException e) {
            // it finished meanwhile, which is what was wanted
        }
    }

    private Findings storable(TestDefinition definition) {
        Findings findings = validate(definition);
        if (!findings.errors().isEmpty()) {
            throw new InvalidInputException(findings.errors());
        }
        return findings;
    }

    private static ConflictException nameTaken(TestDefinition definition) {
        return new ConflictException(
                Reason.NAME_TAKEN,
                "pack " + definition.pack() + " has a test named " + definition.name()
                        + " already: choose another name");
    }

    private static ConflictException changing(TestId id) {
        return new ConflictException(
                Reason.VERSION_MISMATCH, "test " + id + " keeps being changed by others: try again");
    }
}
