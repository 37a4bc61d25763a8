package dev.sst.stackstorm;

import dev.sst.Problem;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares a wanted rule with what StackStorm has. StackStorm itself takes a rule whose action does not exist, and one with
 * parameters for a trigger type that does not: both are blockers here. That a rule names none at all is said of its text before.
 * Reads only. Thread-safe.
 */
final class RuleCheck {

    /**
     * What was found, and the plan that follows.
     *
     * @param live the rule of that name; empty when there is none
     * @param types what StackStorm has of the declared trigger types, by ref
     */
    record Findings(DeploymentPlan plan, Optional<LiveRule> live, Map<String, JsonObject> types) {}

    private static final String CODE = "test_code";

    private final Rules rules;
    private final String serverId;

    RuleCheck(Rules rules, String serverId) {
        this.rules = rules;
        this.serverId = serverId;
    }

    Findings findings(RuleContent content, List<TriggerType> declared) {
        List<Problem> blockers = new ArrayList<>();
        Optional<ServerVersion> version = rules.version();
        version.flatMap(ServerVersion::refusal).ifPresent(blockers::add);
        rules.pack(content.pack()).flatMap(DeploymentCheck::madeForSensor).ifPresent(blockers::add);
        List<Change> changes = new ArrayList<>();
        Map<String, JsonObject> types = live(declared);
        declared.forEach(type -> changes.add(change(type, Optional.ofNullable(types.get(type.ref())), blockers)));
        List<Problem> warnings =
                new ArrayList<>(version.flatMap(ServerVersion::warning).stream().toList());
        if (!content.action().isEmpty()) {
            Optional<LiveAction> action = rules.action(content.action());
            refusal(content.action(), action).ifPresent(blockers::add);
            action.ifPresent(live -> warnings.addAll(doubts(live, content.actionParameters())));
        }
        boolean own = declared.stream().anyMatch(type -> type.ref().equals(content.triggerType()));
        if (!own
                && !content.triggerType().isEmpty()
                && rules.triggerType(content.triggerType()).isEmpty()) {
            blockers.add(Problem.of(
                    CODE,
                    "StackStorm has no trigger type " + content.triggerType()
                            + ", and metadata.trigger_types does not declare it"));
        }
        Optional<LiveRule> live = rules.rule(content.ref());
        changes.add(change(content, live, blockers));
        return new Findings(new DeploymentPlan(changes, blockers, warnings), live, types);
    }

    private static Optional<Problem> refusal(String ref, Optional<LiveAction> live) {
        if (live.isEmpty()) {
            return Optional.of(Problem.of(CODE, "StackStorm has no action " + ref));
        }
        return live.get().runner().equals(ExecutionStatus.INQUIRER)
                ? Optional.of(Problem.of(CODE, ref + ExecutionStatus.NO_TEST))
                : Optional.empty();
    }

    /** StackStorm takes the rule all the same, and makes a failed enforcement of each event that meets its criteria. */
    private List<Problem> doubts(LiveAction action, JsonObject given) {
        return rules
                .parameters(action)
                .map(parameters -> new ActionParameters(action.ref(), parameters).objections(given))
                .orElse(List.of())
                .stream()
                .map(objection ->
                        Problem.of(CODE, objection + ": the rule would match and StackStorm would not run it"))
                .toList();
    }

    private Map<String, JsonObject> live(List<TriggerType> declared) {
        return declared.stream()
                .map(TriggerType::ref)
                .distinct()
                .flatMap(ref -> rules.triggerType(ref).map(live -> Map.entry(ref, live)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Change change(TriggerType type, Optional<JsonObject> live, List<Problem> blockers) {
        if (live.isEmpty()) {
            return new Change(Action.CREATE, type.object(), "");
        }
        if (type.fits(live.get())) {
            return new Change(Action.LEAVE, type.object(), "");
        }
        if (!TriggerType.owned(live.get(), TriggerType.owner(serverId, type.pack()))) {
            blockers.add(Problem.of(
                    "metadata.trigger_types", type.object() + " exists with another schema and is not ours"));
            return new Change(Action.LEAVE, type.object(), "not ours");
        }
        return new Change(Action.CHANGE, type.object(), "its schema is another");
    }

    private static Change change(RuleContent content, Optional<LiveRule> live, List<Problem> blockers) {
        String object = "rule " + content.ref();
        if (live.isEmpty()) {
            return new Change(Action.CREATE, object, "");
        }
        if (!live.get().owner().equals(Optional.of(content.owner()))) {
            blockers.add(Problem.of(
                    "stackstorm_pack",
                    object + " exists and is not ours"
                            + live.get()
                                    .owner()
                                    .map(owner -> ": it belongs to " + owner)
                                    .orElse("")));
            return new Change(Action.LEAVE, object, "not ours");
        }
        List<String> differences = content.differences(live.get());
        return differences.isEmpty()
                ? new Change(Action.LEAVE, object, "")
                : new Change(Action.CHANGE, object, String.join("; ", differences));
    }
}
