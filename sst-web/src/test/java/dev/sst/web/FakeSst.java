package dev.sst.web;

import dev.sst.ConflictException;
import dev.sst.Deployments;
import dev.sst.Executions;
import dev.sst.Incidents;
import dev.sst.InvalidInputException;
import dev.sst.NodeStatus;
import dev.sst.NotFoundException;
import dev.sst.Problem;
import dev.sst.Reports;
import dev.sst.Sst;
import dev.sst.StoreUnavailableException;
import dev.sst.Tests;
import dev.sst.core.CoreReports;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.verdict.Expectation;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.Drifted;
import dev.sst.deployment.ReadBack;
import dev.sst.execution.Check;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Inquiry;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Step;
import dev.sst.incident.Delivery;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.incident.IncidentQuery;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.report.TestSummary;
import dev.sst.spi.ChangeFeed;
import dev.sst.spi.Deployer;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Probe;
import dev.sst.spi.Runner;
import dev.sst.spi.Stores;
import dev.sst.test.Revision;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A facade that keeps what it is told in maps, and knows one rule: a name is not empty. The web layer is tested on it. */
final class FakeSst implements Sst, Tests, Deployments, Executions, Incidents, Engine, EngineMonitor, ChangeFeed {
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00.250Z");

    final Map<TestId, List<SyntheticTest>> tests = new TreeMap<>(Comparator.reverseOrder());
    final Map<ExecutionId, Execution> executions = new TreeMap<>(Comparator.reverseOrder());
    final Map<IncidentId, Incident> incidents = new TreeMap<>(Comparator.reverseOrder());
    final List<Delivery> deliveries = new ArrayList<>();
    final List<ChangeFeed.Change> changes = new ArrayList<>();
    final List<Executions.Request> requests = new ArrayList<>();
    final List<DeploymentPlan.Change> plan = new ArrayList<>();

    /** What the engine does when it is asked; by default nothing goes wrong. */
    Supplier<RuntimeException> trouble = () -> null;

    /** What is found when somebody looks at what is live. */
    List<String> differences = List.of();

    /** What is live, read back. */
    ReadBack readBack = ReadBack.not("nothing that the author wrote was edited");

    /** Whether tests can not be read while a step of a deployment is told. */
    volatile boolean unreadableAtSteps;

    private volatile boolean unreadable;
    volatile int looks;

    /** What was done to running executions, in order. */
    final List<String> interventions = new CopyOnWriteArrayList<>();

    private volatile @Nullable Probe probe;

    private void mayFail() {
        RuntimeException failure = trouble.get();
        if (failure != null) {
            throw failure;
        }
    }

    synchronized void changed(ChangeFeed.Subject subject, String id) {
        changes.add(new ChangeFeed.Change(Integer.toString(changes.size() + 1), subject, id));
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
        List<Problem> errors =
                definition.name().isEmpty() ? List.of(Problem.of("name", "must not be empty")) : List.of();
        boolean broken = definition.code() != null && definition.code().contains("def (");
        List<Problem> code = broken ? List.of(Problem.at("test_code", 1, 5, "invalid syntax")) : List.of();
        return new Findings(errors, code, List.of());
    }

    private Findings accepted(TestDefinition definition) {
        Findings findings = validate(definition);
        if (!findings.errors().isEmpty()) {
            throw new InvalidInputException(findings.errors());
        }
        return findings;
    }

    @Override
    public synchronized Stored create(TestDefinition definition, String by, String note) {
        mayFail();
        Findings findings = accepted(definition);
        TestId id = new TestId("t%03d".formatted(tests.size() + 1));
        var test = new SyntheticTest(id, 1, new Revision(1, definition, NOW, by, note), null, NOW, by, false);
        tests.put(id, new ArrayList<>(List.of(test)));
        changed(Subject.TEST, id.value());
        return new Stored(test, findings);
    }

    @Override
    public synchronized Stored update(TestId id, UnaryOperator<TestDefinition> change, Edit edit) {
        SyntheticTest test = get(id);
        if (edit.expectedRevision() != null
                && edit.expectedRevision() != test.revision().number()) {
            throw new ConflictException(ConflictException.Reason.VERSION_MISMATCH, "it has been changed since");
        }
        TestDefinition next = change.apply(test.definition());
        Findings findings = accepted(next);
        int number = test.revision().number() + 1;
        SyntheticTest stored = test.withRevision(new Revision(number, next, NOW, edit.by(), edit.note()));
        tests.get(id).add(stored);
        return new Stored(stored, findings);
    }

    @Override
    public Stored rollback(TestId id, int revision, Edit edit) {
        TestDefinition older = revision(id, revision).definition();
        return update(id, now -> older, edit);
    }

    @Override
    public Stored adopt(TestId id, String seen, Edit edit) {
        ReadBack.Content found = readBack(id)
                .found()
                .orElseThrow(
                        () -> new ConflictException(ConflictException.Reason.NOT_POSSIBLE, "it cannot be adopted"));
        if (!found.fingerprint().equals(seen)) {
            throw new ConflictException(ConflictException.Reason.OVERTAKEN, "something else is live by now");
        }
        return update(
                id,
                now -> now.toBuilder()
                        .code(found.code())
                        .description(found.description())
                        .build(),
                edit);
    }

    @Override
    public synchronized SyntheticTest get(TestId id) {
        if (unreadable) {
            throw new StoreUnavailableException("the database is restarting");
        }
        List<SyntheticTest> states = tests.getOrDefault(id, List.of());
        if (states.isEmpty() || states.get(states.size() - 1).deleted()) {
            throw new NotFoundException("test", id.value());
        }
        return states.get(states.size() - 1);
    }

    @Override
    public List<SyntheticTest> find(Collection<TestId> ids) {
        return tests.values().stream()
                .map(states -> states.get(states.size() - 1))
                .filter(test -> !test.deleted() && ids.contains(test.id()))
                .toList();
    }

    @Override
    public List<SyntheticTest> list(TestQuery query) {
        return find(reports().tests(query).stream().map(TestSummary::id).toList());
    }

    @Override
    public List<Revision> revisions(TestId id, int before, int limit) {
        return tests.getOrDefault(id, List.of()).stream()
                .map(SyntheticTest::revision)
                .filter(revision -> before == 0 || revision.number() < before)
                .sorted(Comparator.comparing(Revision::number).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Revision revision(TestId id, int number) {
        return revisions(id, 0, 1000).stream()
                .filter(revision -> revision.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("revision", number + " of test " + id));
    }

    @Override
    public void delete(TestId id, String by) {
        tests.get(id).add(get(id).asDeleted());
    }

    @Override
    public DeploymentPlan plan(TestId id, boolean force) {
        mayFail();
        return new DeploymentPlan(plan, List.of(), List.of());
    }

    @Override
    public Deployed deploy(TestId id, boolean force, DeploymentProgress progress) {
        mayFail();
        SyntheticTest test = get(id);
        if (!force && !validate(test.definition()).codeErrors().isEmpty()) {
            throw new InvalidInputException(validate(test.definition()).codeErrors());
        }
        unreadable = unreadableAtSteps;
        progress.step("writing the action");
        unreadable = false;
        var live = Deployment.builder(
                        "synthetic_tests.t_login",
                        TestType.ACTION,
                        test.revision().number(),
                        "embedded",
                        NOW)
                .shape(CodeShape.SCRIPT)
                .contentHash("ab12")
                .files(List.of(new Deployment.DeployedFile("t001/ab12/test.py", "cd34")))
                .build();
        tests.get(id).add(test.withDeployment(live));
        changed(Subject.DEPLOYMENT, id.value());
        return new Deployed(live, plan(id, force), List.of(), null);
    }

    @Override
    public Deployed deployAndExecute(TestId id, boolean force, JsonObject context, DeploymentProgress progress) {
        Deployed deployed = deploy(id, force, progress);
        Execution begun = execute(id, new Request(ExecutionKind.DEPLOY_VERIFICATION, JsonObject.empty(), context));
        return new Deployed(deployed.deployment(), deployed.plan(), deployed.warnings(), begun);
    }

    @Override
    public void undeploy(TestId id, DeploymentProgress progress) {
        mayFail();
        tests.get(id).add(get(id).withDeployment(null));
    }

    @Override
    public Optional<Drift> inspect(TestId id) {
        mayFail();
        get(id).live().ifPresent(live -> drifted(id, live, differences.isEmpty() ? null : found(false)));
        return get(id).live().map(live -> new Drift(differences));
    }

    @Override
    public ReadBack readBack(TestId id) {
        mayFail();
        if (get(id).live().isEmpty()) {
            throw new ConflictException(ConflictException.Reason.NOT_DEPLOYED, "nothing of test " + id + " is live");
        }
        return readBack;
    }

    @Override
    public void ignoreDrift(TestId id, Drift seen) {
        mayFail();
        if (!seen.differences().equals(differences)) {
            throw new ConflictException(ConflictException.Reason.OVERTAKEN, "something else differs by now");
        }
        get(id).live().ifPresent(live -> drifted(id, live, found(true)));
    }

    private Drifted found(boolean ignored) {
        return new Drifted(NOW, new Drift(differences), ignored);
    }

    private void drifted(TestId id, Deployment live, @Nullable Drifted found) {
        tests.get(id).add(get(id).withDeployment(live.withDrifted(found)));
    }

    @Override
    public Execution execute(TestId id, Request request) {
        mayFail();
        if (get(id).deployment() == null) {
            throw new ConflictException(ConflictException.Reason.NOT_DEPLOYED, "test " + id + " is not deployed");
        }
        requests.add(request);
        var execution = Execution.queued(
                        new ExecutionId("e%03d".formatted(executions.size() + 1)), id, request.kind(), 1, NOW)
                .toBuilder()
                .context(request.context())
                .parameters(request.parameters())
                .build();
        put(execution);
        return execution;
    }

    void put(Execution execution) {
        executions.put(execution.id(), execution);
        changed(Subject.EXECUTION, execution.id().value());
    }

    @Override
    public Execution rerun(ExecutionId id, UnaryOperator<JsonObject> parameters, JsonObject context) {
        Execution before = get(id);
        return execute(before.testId(), new Request(before.kind(), parameters.apply(before.parameters()), context));
    }

    @Override
    public Execution get(ExecutionId id) {
        return Optional.ofNullable(executions.get(id))
                .orElseThrow(() -> new NotFoundException("execution", id.value()));
    }

    @Override
    public List<Execution> list(ExecutionQuery query) {
        return executions.values().stream()
                .filter(one -> query.testId() == null || one.testId().equals(query.testId()))
                .filter(one -> query.state() == null || one.state() == query.state())
                .filter(one -> query.verdict() == null
                        || one.verdict()
                                .filter(how -> how.verdict() == query.verdict())
                                .isPresent())
                .filter(one -> query.before() == null || one.id().compareTo(query.before()) < 0)
                .limit(query.limit())
                .toList();
    }

    @Override
    public Map<TestId, Execution> newest(Collection<TestId> ids) {
        Map<TestId, Execution> newest = new HashMap<>();
        executions.values().forEach(one -> newest.putIfAbsent(one.testId(), one));
        newest.keySet().retainAll(ids);
        return newest;
    }

    @Override
    public Execution await(ExecutionId id, Duration atMost) {
        return get(id);
    }

    @Override
    public Execution cancel(ExecutionId id) {
        Execution execution = get(id);
        if (execution.state().finished()) {
            throw new ConflictException(ConflictException.Reason.ALREADY_FINISHED, "execution " + id + " has finished");
        }
        put(execution.toBuilder().cancelRequested(true).build());
        return get(id);
    }

    @Override
    public OutputChunk output(ExecutionId id, long after, int limit) {
        get(id);
        int end = Math.min(limit, 6);
        return new OutputChunk(after, "hello\n".substring(0, end), after + end, end == 6);
    }

    @Override
    public void pause(ExecutionId id) {
        get(id);
        interventions.add("pause " + id);
    }

    @Override
    public void resume(ExecutionId id) {
        get(id);
        interventions.add("resume " + id);
    }

    @Override
    public List<Inquiry> inquiries(ExecutionId id) {
        get(id);
        return List.of(new Inquiry(
                "q1",
                "approve",
                "on-call",
                JsonObject.builder().put("type", "object").build()));
    }

    @Override
    public void answer(ExecutionId id, String inquiry, JsonObject response) {
        get(id);
        interventions.add("answer " + inquiry + " of " + id + " with " + response);
    }

    @Override
    public List<Step> steps(ExecutionId id) {
        get(id);
        var deep = new Step("s2", "calc", "core.local", "running", NOW, null, null, null, "", List.of());
        return List.of(new Step(
                "s1", "each", "pack.sub", "failed", NOW, NOW, NOW.plusSeconds(2), "0", "disk full", List.of(deep)));
    }

    @Override
    public Optional<RunOutput> finalOutput(ExecutionId id) {
        return Optional.empty();
    }

    @Override
    public Incident get(IncidentId id) {
        return Optional.ofNullable(incidents.get(id)).orElseThrow(() -> new NotFoundException("incident", id.value()));
    }

    @Override
    public List<Incident> list(IncidentQuery query) {
        return incidents.values().stream()
                .filter(one -> query.status() == null || one.status() == query.status())
                .limit(query.limit())
                .toList();
    }

    @Override
    public List<Delivery> deliveries(Collection<IncidentId> ids) {
        return deliveries.stream().filter(one -> ids.contains(one.incidentId())).toList();
    }

    @Override
    public Incident sendAgain(IncidentId id, DeliveryId wanted) {
        Delivery delivery = deliveries.stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("delivery", wanted.value()));
        if (delivery.state() != Delivery.State.FAILED) {
            throw new ConflictException(ConflictException.Reason.NOT_FAILED, "delivery " + wanted + " has not failed");
        }
        deliveries.replaceAll(one -> one.id().equals(wanted) ? one.again(NOW) : one);
        return get(id);
    }

    @Override
    public Incident acknowledge(IncidentId id, String by) {
        return store(get(id).toBuilder()
                .acknowledged(NOW)
                .note(new Incident.Note(NOW, by, "acknowledged"))
                .build());
    }

    @Override
    public Incident resolve(IncidentId id, String by, String note) {
        return store(get(id).toBuilder().resolved(NOW).build());
    }

    @Override
    public Incident note(IncidentId id, String by, String text) {
        return store(get(id).toBuilder().note(new Incident.Note(NOW, by, text)).build());
    }

    Incident store(Incident incident) {
        incidents.put(incident.id(), incident);
        changed(Subject.INCIDENT, incident.id().value());
        return incident;
    }

    @Override
    public Status status() {
        looks++;
        return new Status(false, true, null, "Python 3.11", null, NOW, JsonObject.empty());
    }

    @Override
    public Probe probe() {
        var noop = new Probe.Finding(
                "running an action", Probe.State.WORKS, "core.noop succeeded", Duration.ofMillis(700));
        var rules = new Probe.Finding("rules engine", Probe.State.UNKNOWN, "no event", null);
        var ability = new Probe.Ability(TestType.RULE, Probe.State.UNKNOWN, "not proven: rules engine");
        Probe made = new Probe(NOW, List.of(noop, rules), List.of(ability));
        probe = made;
        return made;
    }

    @Override
    public Optional<Probe> lastProbe() {
        return Optional.ofNullable(probe);
    }

    @Override
    public List<JsonObject> recent(int limit) {
        return List.of();
    }

    @Override
    public Optional<JsonObject> run(String id) {
        return Optional.empty();
    }

    @Override
    public synchronized String end() {
        return Integer.toString(changes.size());
    }

    @Override
    public synchronized List<Change> after(String cursor, int limit) {
        int from = cursor.matches("[0-9]+") ? Integer.parseInt(cursor) : changes.size();
        return changes.stream().skip(from).limit(limit).toList();
    }

    @Override
    public void forgetOld() {}

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public Tests tests() {
        return this;
    }

    @Override
    public Deployments deployments() {
        return this;
    }

    @Override
    public Executions executions() {
        return this;
    }

    @Override
    public Incidents incidents() {
        return this;
    }

    /** Real reports, over in-memory stores that hold what the maps hold. */
    @Override
    public synchronized Reports reports() {
        Stores stores = MemoryStores.create(() -> NOW);
        for (List<SyntheticTest> states : tests.values()) {
            SyntheticTest test = states.get(states.size() - 1);
            stores.tests()
                    .add(new SyntheticTest(
                            test.id(),
                            0,
                            test.revision(),
                            test.deployment(),
                            test.createdAt(),
                            test.createdBy(),
                            test.deleted()));
        }
        stores.executions().add(List.copyOf(executions.values()));
        incidents.values().stream()
                .map(incident -> incident.toBuilder().version(0).build())
                .forEach(incident -> stores.incidents().save(incident, List.of()));
        return new CoreReports(stores, () -> NOW);
    }

    @Override
    public Engine engine() {
        return this;
    }

    @Override
    public EngineMonitor monitor() {
        return this;
    }

    @Override
    public NodeStatus node() {
        return new NodeStatus(true, List.of());
    }

    @Override
    public ChangeFeed changes() {
        return this;
    }

    @Override
    public Deployer deployer() {
        throw new UnsupportedOperationException("the web layer does not deploy by itself");
    }

    @Override
    public Runner runner() {
        throw new UnsupportedOperationException("the web layer does not run anything by itself");
    }

    @Override
    public void close() {}
}
