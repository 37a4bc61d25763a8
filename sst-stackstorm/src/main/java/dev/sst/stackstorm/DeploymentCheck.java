package dev.sst.stackstorm;

import dev.sst.Problem;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares a wanted action with what StackStorm has, and says what has to be done. Reads only. Thread-safe.
 */
final class DeploymentCheck {

    /**
     * What was found, and the plan that follows.
     *
     * @param packKnown whether StackStorm knows the pack
     * @param live the action of that name; empty when there is none
     */
    record Findings(DeploymentPlan plan, boolean packKnown, Optional<LiveAction> live) {}

    private static final String PACK_FIELD = "stackstorm_pack";
    static final String CODE_FIELD = "test_code";

    private final StackStormClient client;
    private final Packs packs;
    private final PackFiles files;
    private final StackStormSettings settings;
    private final ActionFiles delivery;
    private final SecretDeclarations declarations;

    DeploymentCheck(
            StackStormClient client, Packs packs, PackFiles files, StackStormSettings settings, ActionFiles delivery) {
        this.client = client;
        this.packs = packs;
        this.files = files;
        this.settings = settings;
        this.delivery = delivery;
        this.declarations = new SecretDeclarations(client);
    }

    Optional<LiveAction> action(String ref) {
        return client.object(Request.get("/v1/actions/" + Request.encoded(ref))).map(LiveAction::new);
    }

    /** The secret parameters that StackStorm would show, because an action that is not ours does not declare them so. */
    List<Problem> shownInClear(LiveAction action, JsonObject parameters) {
        return declarations.shownInClear(action, NaturalParameters.secrets(parameters)).stream()
                .map(name -> Problem.of("test_parameters." + name, SecretDeclarations.refusal(action.ref(), name)))
                .toList();
    }

    Findings findings(ActionContent content, DeploymentOrder order) {
        var blockers = new ArrayList<>(refusals(content));
        if (!blockers.isEmpty()) {
            return new Findings(new DeploymentPlan(List.of(), blockers, List.of()), false, Optional.empty());
        }
        Optional<ServerVersion> version = ServerVersion.of(client);
        version.flatMap(ServerVersion::refusal).ifPresent(blockers::add);
        Optional<LivePack> pack = packs.get(content.pack()).map(LivePack::new);
        pack.flatMap(DeploymentCheck::madeForSensor).ifPresent(blockers::add);
        boolean packKnown = pack.isPresent();
        Optional<LiveAction> live = packKnown ? action(content.ref()) : Optional.empty();
        requirements(content, order, packKnown).ifPresent(blockers::add);
        Change change = change(content, live, packKnown, blockers);
        var changes = new ArrayList<Change>();
        if (change.action() != Action.LEAVE) {
            if (!content.files().isEmpty()) {
                pack.flatMap(delivery::refusal).ifPresent(blockers::add);
            }
            preparations(content, packKnown, changes);
        }
        changes.add(change);
        var warnings = new ArrayList<Problem>();
        version.flatMap(ServerVersion::warning).ifPresent(warnings::add);
        return new Findings(new DeploymentPlan(changes, blockers, warnings), packKnown, live);
    }

    /** A pack that goes with its sensor, and is replaced with it. */
    static Optional<Problem> madeForSensor(LivePack pack) {
        return pack.sensorTest()
                .map(test -> Problem.of(
                        PACK_FIELD,
                        "pack " + pack.ref() + " belongs to the sensor of test " + test
                                + " and goes with it: choose another pack"));
    }

    /** What can be said without asking. */
    private List<Problem> refusals(ActionContent content) {
        List<Problem> refusals = new ArrayList<>();
        if (!content.pack().matches("[a-z0-9_]{1,64}") || Packs.SYSTEM.contains(content.pack())) {
            refusals.add(Problem.of(
                    PACK_FIELD, "pack " + content.pack() + " cannot hold tests: choose one of your own, [a-z0-9_]"));
        }
        int size = JsonText.writeBytes(delivery.body(content)).length;
        if (size > settings.requestLimit()) {
            refusals.add(Problem.of(
                    CODE_FIELD,
                    "with all that goes along it makes a request of " + size
                            + " bytes, and StackStorm's front end takes " + settings.requestLimit()));
        } else if (content.files().stream().anyMatch(file -> file.bytes().length > PackFiles.READABLE)) {
            refusals.add(Problem.of(
                    CODE_FIELD,
                    "StackStorm shows no file over " + PackFiles.READABLE
                            + " bytes, so what was written could not be read back"));
        }
        return refusals;
    }

    private Change change(ActionContent content, Optional<LiveAction> live, boolean packKnown, List<Problem> blockers) {
        String object = "action " + content.ref();
        if (live.isEmpty()) {
            if (packKnown) {
                blockers.addAll(foreignFiles(content));
            }
            return new Change(Action.CREATE, object, "");
        }
        if (!live.get().owner().equals(Optional.of(content.owner()))) {
            blockers.add(Problem.of(
                    PACK_FIELD,
                    "action " + content.ref() + " exists and is not ours"
                            + live.get()
                                    .owner()
                                    .map(owner -> ": it belongs to " + owner)
                                    .orElse("")));
            return new Change(Action.LEAVE, object, "not ours");
        }
        List<String> differences = new ArrayList<>(content.differences(live.get()));
        if (differences.isEmpty()) {
            differences.addAll(files.differences(content.pack(), content.deployedFiles()));
        }
        return differences.isEmpty()
                ? new Change(Action.LEAVE, object, "")
                : new Change(Action.CHANGE, object, String.join("; ", differences));
    }

    /** Files in our folder that no action of ours accounts for: ours from an interrupted deployment, or somebody else's. */
    private List<Problem> foreignFiles(ActionContent content) {
        List<Problem> problems = new ArrayList<>();
        for (Deployment.DeployedFile file : content.deployedFiles()) {
            Optional<String> hash = files.hash(content.pack(), file.path());
            if (hash.isPresent() && !hash.get().equals(file.sha256())) {
                problems.add(Problem.of(
                        PACK_FIELD, "file " + file.path() + " exists in pack " + content.pack() + " and is not ours"));
            }
        }
        return problems;
    }

    private void preparations(ActionContent content, boolean packKnown, List<Change> changes) {
        if (!packKnown) {
            changes.add(new Change(Action.CREATE, "pack " + content.pack(), "does not exist yet"));
        }
        if (content.needsEnvironment()) {
            changes.add(new Change(
                    packKnown ? Action.CHANGE : Action.CREATE,
                    "virtual environment of pack " + content.pack(),
                    "made ready for a class"));
        }
    }

    private Optional<Problem> requirements(ActionContent content, DeploymentOrder order, boolean packKnown) {
        return packKnown
                ? packs.lacking(
                        content.pack(), Requirements.of(order.definition().metadata()))
                : Optional.empty();
    }
}
