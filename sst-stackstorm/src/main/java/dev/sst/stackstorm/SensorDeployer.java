package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.SstException;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sensor tests: a pack of its own, staged and installed over the API, that holds the sensor and nothing else. StackStorm has no
 * other way to register a sensor, and none to take one away but with its pack. Live means registered; it is switched off until an
 * execution switches it on, unless the test keeps it running. Thread-safe.
 */
final class SensorDeployer implements ContentDeployer {

    private final Sensors sensors;
    private final SensorCheck check;
    private final Packs packs;
    private final PackFiles files;
    private final String serverId;
    private final InstantSource clock;

    SensorDeployer(Sensors sensors, Packs packs, PackFiles files, StackStormSettings settings, InstantSource clock) {
        this.sensors = sensors;
        this.check = new SensorCheck(sensors, packs, files, settings);
        this.packs = packs;
        this.files = files;
        this.serverId = settings.serverId();
        this.clock = clock;
    }

    @Override
    public String object() {
        return "sensor";
    }

    /** Where its class is not known it is what is live, if anything is: nothing is deployed then. */
    @Override
    public String ref(DeploymentOrder order) {
        CodeDocument document = order.document();
        if (document != null) {
            return SensorContent.ref(order, document);
        }
        Deployment live = order.live();
        return live != null ? live.ref() : order.definition().pack() + ".unknown";
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        return content(order)
                .map(content ->
                        check.findings(content, TriggerType.declared(order)).plan())
                .orElseGet(() -> new DeploymentPlan(List.of(), List.of(unread()), List.of()));
    }

    private Optional<SensorContent> content(DeploymentOrder order) {
        CodeDocument document = order.document();
        String code = order.definition().code();
        return document == null || code == null
                ? Optional.empty()
                : Optional.of(SensorContent.of(order, document, code, serverId));
    }

    private static Problem unread() {
        return Problem.of(
                "metadata.class_name",
                "its class is not known, because the code could not be read: it must be said here");
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return content(order).map(content -> deployment(order, content, TriggerType.declared(order)));
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        SensorContent content = content(order).orElseThrow(() -> new InvalidInputException(List.of(unread())));
        List<TriggerType> types = TriggerType.declared(order);
        SensorCheck.Findings findings = check.findings(content, types);
        if (findings.plan().blocked()) {
            throw new InvalidInputException(findings.plan().blockers());
        }
        if (findings.plan().nothingToDo()) {
            progress.step("sensor " + content.ref() + " is as it should be");
        } else {
            written(content, findings.packKnown(), progress);
        }
        return deployment(order, content, types);
    }

    private void written(SensorContent content, boolean packKnown, DeploymentProgress progress) {
        try {
            write(content, packKnown, progress);
        } catch (EngineRejectedException e) {
            throw packKnown && gone(content.pack())
                    ? new EngineRejectedException(
                            e.getMessage() + "; what was live before went with the pack: deploy that revision again", e)
                    : e;
        }
    }

    /** Whether that pack holds no sensor any more, for certain: a refusal may have come before anything was taken away. */
    private boolean gone(String pack) {
        try {
            return sensors.ofPack(pack).isEmpty();
        } catch (SstException e) {
            return false;
        }
    }

    private void write(SensorContent content, boolean packKnown, DeploymentProgress progress) {
        if (packKnown) {
            removeOtherSensors(content, progress);
        } else if (packs.register(content.pack())) {
            packs.get(content.pack())
                    .map(LivePack::new)
                    .flatMap(live -> check.notOurs(content, live))
                    .ifPresent(problem -> {
                        throw new InvalidInputException(List.of(problem));
                    });
        }
        packs.install(content.pack(), content.tree(), progress);
        List<String> differences = check.differences(content);
        if (!differences.isEmpty()) {
            throw undone(
                    content.pack(),
                    new EngineRejectedException(
                            "what StackStorm holds is not what was written: " + String.join("; ", differences)));
        }
        progress.step("sensor " + content.ref() + " is registered");
    }

    /** A new version leaves the sensors of an older one registered, and only the whole pack can be taken away. */
    private void removeOtherSensors(SensorContent content, DeploymentProgress progress) {
        if (sensors.ofPack(content.pack()).stream().anyMatch(live -> !live.ref().equals(content.ref()))) {
            progress.step("uninstalling pack " + content.pack() + ", which holds another sensor");
            packs.uninstall(content.pack());
        }
    }

    private SstException undone(String pack, SstException failure) {
        try {
            packs.uninstall(pack);
            return failure;
        } catch (SstException e) {
            return new EngineOutcomeUnknownException(
                    failure.getMessage() + "; and pack " + pack + " could not be taken away again: " + e.getMessage(),
                    failure);
        }
    }

    private Deployment deployment(DeploymentOrder order, SensorContent content, List<TriggerType> types) {
        return Deployment.builder(
                        content.ref(), TestType.SENSOR, order.revision(), StackStormEngine.NAME, clock.instant())
                .contentHash(content.hash())
                .files(content.deployedFiles())
                .objects(content.written(types))
                .packVersion(content.version())
                .build();
    }

    @Override
    public ReadBack readBack(DeploymentOrder carriedOut) {
        Deployment deployment = carriedOut.carriedOut();
        String pack = pack(deployment);
        List<String> obstacles = new ArrayList<>();
        packs.get(pack)
                .map(LivePack::new)
                .filter(live -> !live.holdsSensorOf(serverId, carriedOut.testId()))
                .ifPresent(live -> obstacles.add("pack " + pack + " is not ours any more"));
        obstacles.addAll(registered(deployment));
        sensors.sensor(deployment.ref())
                .filter(live -> !SensorContent.isOf(live, deployment))
                .ifPresent(live -> obstacles.add(
                        "sensor " + deployment.ref() + " starts " + live.entryPoint() + ", which was not deployed"));
        return obstacles.isEmpty()
                ? files.readBack(
                        pack,
                        deployment.files(),
                        SensorContent::isAuthors,
                        new PackFiles.Author(carriedOut.definition(), text -> text))
                : ReadBack.not(obstacles);
    }

    /** Whether it is switched on says nothing, unless it is to be: that is the executions' doing. */
    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        List<String> differences = new ArrayList<>(registered(deployment));
        differences.addAll(files.differencesOfPack(pack(deployment), deployment.files()));
        return new Drift(differences);
    }

    /** In which way it is not registered as it was, one sentence each. */
    private List<String> registered(Deployment deployment) {
        String version = Optional.ofNullable(deployment.packVersion()).orElse("");
        List<String> differences = new ArrayList<>(check.packDifferences(pack(deployment), version));
        Optional<LiveSensor> live = sensors.sensor(deployment.ref());
        if (live.isEmpty()) {
            differences.add("sensor " + deployment.ref() + " does not exist");
        } else if (!live.get().enabled() && keptRunning(deployment)) {
            differences.add("sensor " + deployment.ref() + " was disabled");
        }
        return differences;
    }

    /** What StackStorm read when it was registered says so. */
    private boolean keptRunning(Deployment deployment) {
        String name = deployment.ref().substring(deployment.ref().indexOf('.') + 1);
        return files.json(pack(deployment), SensorContent.metadataFile(name))
                        .flatMap(type -> type.get("enabled"))
                        .orElse(JsonNull.NULL)
                == JsonBoolean.TRUE;
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        String pack = pack(deployment);
        Optional<LivePack> live = packs.get(pack).map(LivePack::new);
        if (live.isEmpty()) {
            progress.step("pack " + pack + " is gone already");
        } else if (!live.get().holdsSensorOf(serverId, testId)) {
            progress.step("pack " + pack + " is not ours any more and stays");
        } else {
            remove(pack, deployment.ref(), progress);
        }
        packs.sweep(pack, progress);
        int keys = sensors.forgetKeys(deployment.ref());
        if (keys > 0) {
            progress.step("deleted " + keys + " keys of sensor " + deployment.ref() + " in the datastore");
        }
    }

    private void remove(String pack, String ref, DeploymentProgress progress) {
        List<LiveSensor> there = sensors.ofPack(pack);
        boolean ours = there.stream().anyMatch(sensor -> sensor.ref().equals(ref));
        if (!ours && !there.isEmpty()) {
            progress.step("pack " + pack + " holds another sensor of the test by now and stays");
            return;
        }
        if (ours) {
            sensors.enable(ref, false);
        }
        List<String> others = sensors.othersIn(pack);
        if (!others.isEmpty()) {
            progress.step("pack " + pack + " stays, because it has other content by now: " + others.get(0));
            return;
        }
        progress.step("uninstalling pack " + pack);
        packs.uninstall(pack);
    }

    private static String pack(Deployment deployment) {
        return deployment.ref().substring(0, deployment.ref().indexOf('.'));
    }
}
