package dev.sst.stackstorm;

import dev.sst.spi.Deployer;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Intervention;
import dev.sst.spi.Probe.State;
import dev.sst.spi.Runner;
import dev.sst.test.TestType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A StackStorm as an {@link Engine}. Thread-safe; opens no connection before it is asked something. Closing it lets go of its
 * connections and threads and leaves everything that runs there alone.
 */
public final class StackStormEngine implements Engine {

    /** The name of every engine of this kind. */
    public static final String NAME = "stackstorm";

    private final Deployer deployer;
    private final Runner runner;
    private final EngineMonitor monitor;
    private final Intervention intervention;
    private final HttpTransport transport;
    private final List<EventStream> streams = new CopyOnWriteArrayList<>();

    private StackStormEngine(StackStormSettings settings, InstantSource clock) {
        this.transport = new HttpTransport(settings);
        Supplier<String> requestIds = new SystemRequestIds();
        Credentials credentials = Credentials.of(settings, transport, clock);
        var client = new StackStormClient(transport, credentials, requestIds);
        var executions = new Executions(client);
        var cancellation = new Cancellation(client, executions, clock);
        this.intervention = new WorkflowIntervention(client, executions);
        var output = new LiveOutput(client, executions);
        var rules = new Rules(client);
        var sensors = new Sensors(client);
        this.runner = new StackStormRunner(
                new ExecutionRuns(new RunStart(client, settings.timeoutMargin()), executions, cancellation, output),
                Map.of(
                        TestType.RULE,
                        new RuleRuns(
                                rules, new RuleEvent(client), new RuleChain(client, executions), cancellation, clock),
                        TestType.SENSOR,
                        new SensorRuns(sensors, clock, Later.real())),
                output,
                listener -> {
                    var stream =
                            new EventStream(transport, credentials, requestIds, settings.streamSilence(), listener);
                    streams.add(stream);
                    return stream.started();
                });
        var own = new OwnExecutions(client, executions, clock, Pause.real(), requestIds);
        var content = ContentDelivery.of(settings, client, own, clock);
        var packs = content.packs();
        var files = new PackFiles(client);
        var runners = new RunnerFiles(own, packs);
        var file = new ProbeFile(client, runners, settings, clock);
        var probe = new StackStormProbe(
                new ProbeReads(client, clock),
                new ProbeRun(client, executions, own, clock, Pause.real()),
                new StackStormProbe.Parts(
                        () -> file.look(requestIds.get()),
                        new ProbeEnvironments(client, own)::look,
                        new ProbeTimers(client, clock)::look),
                this::subscribed,
                clock);
        this.monitor = new StackStormMonitor(
                client, executions, probe, settings.apiUrl().toString(), clock);
        ActionFiles actions = content.actions();
        var check = new DeploymentCheck(client, packs, files, settings, actions);
        var write = new ActionWrite(client, packs, files, runners, check, actions);
        var removal = new ActionRemoval(actions, executions, cancellation, check, clock, Pause.real());
        var publishing = new PublishAction(check, write, removal, packs, files, settings.serverId(), clock);
        var choice = new ActionChoice(
                () -> settings.git() == null ? Strategy.files(probe.last()) : State.WORKS,
                pack -> packs.get(pack).isPresent(),
                settings.stagingPack(),
                settings.serverId());
        var helpers =
                new HelperActions(publishing, check, write, new HelperRemoval(client, removal, settings.serverId()));
        this.deployer = new StackStormDeployer(
                Map.of(
                        TestType.ACTION,
                        new ActionDeployer(publishing, choice, helpers),
                        TestType.WORKFLOW,
                        new WorkflowDeployer(publishing, new WorkflowInspection(client), helpers),
                        TestType.RULE,
                        new RuleDeployer(client, rules, settings.serverId(), clock, Pause.real()),
                        TestType.SENSOR,
                        new SensorDeployer(sensors, packs, files, settings, clock)),
                Map.of(
                        TestType.ACTION,
                        new ExistingContent(TestType.ACTION, check, packs, clock),
                        TestType.WORKFLOW,
                        new ExistingContent(TestType.WORKFLOW, check, packs, clock),
                        TestType.RULE,
                        ExistingWatched.rules(rules, clock),
                        TestType.SENSOR,
                        ExistingWatched.sensors(sensors, clock)));
    }

    /**
     * The StackStorm at that place.
     *
     * @throws IllegalArgumentException when the settings name a file of certificates that cannot be read, or a folder for git
     *     that cannot be written
     */
    public static StackStormEngine at(StackStormSettings settings, InstantSource clock) {
        return new StackStormEngine(settings, clock);
    }

    private Optional<Boolean> subscribed() {
        return streams.isEmpty()
                ? Optional.empty()
                : Optional.of(streams.stream().allMatch(EventStream::subscribed));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Deployer deployer() {
        return deployer;
    }

    @Override
    public Runner runner() {
        return runner;
    }

    @Override
    public EngineMonitor monitor() {
        return monitor;
    }

    @Override
    public Optional<Intervention> intervention() {
        return Optional.of(intervention);
    }

    @Override
    public void close() {
        streams.forEach(EventStream::close);
        transport.close();
    }
}
