package dev.sst.stackstorm;

import dev.sst.Problem;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.test.TestDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares a wanted sensor with what StackStorm has. A sensor needs a pack of its own: StackStorm replaces a pack as a whole when
 * it is installed, restarts all its sensors, and takes everything away with it. Reads only. Thread-safe.
 */
final class SensorCheck {

    /**
     * What was found, and the plan that follows.
     *
     * @param packKnown whether StackStorm knows the pack
     */
    record Findings(DeploymentPlan plan, boolean packKnown) {}

    private static final String PACK_FIELD = "stackstorm_pack";
    private static final String OWN_PACK = ": give the sensor a pack of its own";

    private final Sensors sensors;
    private final Packs packs;
    private final PackFiles files;
    private final StackStormSettings settings;

    SensorCheck(Sensors sensors, Packs packs, PackFiles files, StackStormSettings settings) {
        this.sensors = sensors;
        this.packs = packs;
        this.files = files;
        this.settings = settings;
    }

    Findings findings(SensorContent content, List<TriggerType> types) {
        List<Problem> blockers = new ArrayList<>(refusals(content));
        if (!blockers.isEmpty()) {
            return new Findings(new DeploymentPlan(List.of(), blockers, List.of()), false);
        }
        Optional<ServerVersion> version = sensors.version();
        version.flatMap(ServerVersion::refusal).ifPresent(blockers::add);
        Optional<LivePack> pack = packs.get(content.pack()).map(LivePack::new);
        pack.flatMap(live -> notOurs(content, live)).ifPresent(blockers::add);
        sensors.othersIn(content.pack()).stream()
                .findFirst()
                .map(other ->
                        Problem.of(PACK_FIELD, "pack " + content.pack() + " has other content, " + other + OWN_PACK))
                .ifPresent(blockers::add);
        List<String> differences = pack.isEmpty() || !blockers.isEmpty() ? List.of() : differences(content);
        List<Problem> warnings = new ArrayList<>(warnings(types));
        version.flatMap(ServerVersion::warning).ifPresent(warnings::add);
        return new Findings(
                new DeploymentPlan(changes(content, types, pack.isPresent(), differences), blockers, warnings),
                pack.isPresent());
    }

    /** What can be said without asking. */
    private List<Problem> refusals(SensorContent content) {
        String pack = content.pack();
        if (!pack.matches("[a-z0-9_]{1,64}") || Packs.SYSTEM.contains(pack) || shared(pack)) {
            return List.of(Problem.of(PACK_FIELD, "pack " + pack + " cannot hold a sensor" + OWN_PACK + ", [a-z0-9_]"));
        }
        int size = packs.largestRequest(pack, content.tree());
        if (size > settings.requestLimit()) {
            return List.of(Problem.of(
                    "test_code",
                    "with all that goes along it makes a request of " + size
                            + " bytes, and StackStorm's front end takes " + settings.requestLimit()));
        }
        return content.tree().values().stream()
                        .anyMatch(file -> file.getBytes(StandardCharsets.UTF_8).length > PackFiles.READABLE)
                ? List.of(Problem.of(
                        "test_code",
                        "StackStorm shows no file over " + PackFiles.READABLE
                                + " bytes, so what was written could not be read back"))
                : List.of();
    }

    /** Others find their place there without asking for it. */
    private boolean shared(String pack) {
        return pack.equals(settings.stagingPack()) || pack.equals(TestDefinition.DEFAULT_PACK);
    }

    /** Why that pack cannot be replaced; empty when it was made for this very test. */
    Optional<Problem> notOurs(SensorContent content, LivePack live) {
        if (live.holdsSensorOf(settings.serverId(), content.testId())) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                PACK_FIELD,
                "pack " + live.ref()
                        + live.sensorTest()
                                .map(test -> " belongs to the sensor of test " + test)
                                .orElse(" exists and was not made for this sensor")
                        + OWN_PACK));
    }

    private static List<Problem> warnings(List<TriggerType> types) {
        return types.isEmpty()
                ? List.of(Problem.of(
                        "metadata.trigger_types",
                        "none is declared: StackStorm drops what is not, so nothing the sensor dispatches is seen"))
                : List.of();
    }

    private static List<Change> changes(
            SensorContent content, List<TriggerType> types, boolean packKnown, List<String> differences) {
        Action action = !packKnown ? Action.CREATE : differences.isEmpty() ? Action.LEAVE : Action.CHANGE;
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(action, "pack " + content.pack(), String.join("; ", differences)));
        types.forEach(type -> changes.add(new Change(action, type.object(), "")));
        changes.add(
                new Change(action, "sensor " + content.ref(), packKnown ? "" : "switched off until it is executed"));
        return changes;
    }

    /** In which way StackStorm does not hold that content, one sentence each. */
    List<String> differences(SensorContent content) {
        List<String> differences = new ArrayList<>(packDifferences(content.pack(), content.version()));
        Optional<LiveSensor> live = sensors.sensor(content.ref());
        if (live.isEmpty()) {
            differences.add("sensor " + content.ref() + " does not exist");
        } else if (content.keptRunning() && !live.get().enabled()) {
            differences.add("sensor " + content.ref() + " was disabled");
        }
        differences.addAll(files.differencesOfPack(content.pack(), content.deployedFiles()));
        return differences;
    }

    /** The same of a pack and its version alone. */
    List<String> packDifferences(String pack, String version) {
        Optional<String> live = packs.version(pack);
        if (live.isEmpty()) {
            return List.of("pack " + pack + " does not exist");
        }
        return live.get().equals(version)
                ? List.of()
                : List.of("pack " + pack + " is of version " + live.get() + " instead of " + version);
    }
}
