package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rule tests: a rule in the database of StackStorm and the trigger types it declares. No file is written, and no pack is
 * needed. Thread-safe.
 */
final class RuleDeployer implements ContentDeployer {

    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final StackStormClient client;
    private final Rules rules;
    private final RuleCheck check;
    private final RuleWrite write;
    private final String serverId;
    private final InstantSource clock;
    private final Pause pause;

    RuleDeployer(StackStormClient client, Rules rules, String serverId, InstantSource clock, Pause pause) {
        this.client = client;
        this.rules = rules;
        this.check = new RuleCheck(rules, serverId);
        this.write = new RuleWrite(client, rules, serverId);
        this.serverId = serverId;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public String object() {
        return "rule";
    }

    @Override
    public String ref(DeploymentOrder order) {
        return order.definition().pack() + "." + RuleContent.name(order);
    }

    @Override
    public DeploymentPlan plan(DeploymentOrder order) {
        CodeDocument document = order.document();
        return document == null
                ? new DeploymentPlan(List.of(), List.of(unread()), List.of())
                : check.findings(content(order, document), TriggerType.declared(order))
                        .plan();
    }

    private static Problem unread() {
        return Problem.of("test_code", "what the rule says is not known, because its YAML was not read");
    }

    private RuleContent content(DeploymentOrder order, CodeDocument document) {
        return RuleContent.of(order, document.content(), serverId);
    }

    @Override
    public Optional<Deployment> intent(DeploymentOrder order) {
        return Optional.ofNullable(order.document())
                .map(document -> deployment(order, content(order, document), TriggerType.declared(order)));
    }

    @Override
    public Deployment deploy(DeploymentOrder order, DeploymentProgress progress) {
        CodeDocument document = order.document();
        if (document == null) {
            throw new InvalidInputException(List.of(unread()));
        }
        RuleContent content = content(order, document);
        List<TriggerType> types = TriggerType.declared(order);
        RuleCheck.Findings findings = check.findings(content, types);
        if (findings.plan().blocked()) {
            throw new InvalidInputException(findings.plan().blockers());
        }
        if (findings.plan().nothingToDo()) {
            progress.step("rule " + content.ref() + " is as it should be");
        } else {
            write.write(content, types, findings, progress);
            awaitListening(content, progress);
        }
        dropped(order, types).forEach(ref -> remove(ref, content.pack(), progress));
        return deployment(order, content, types);
    }

    /** StackStorm's API processes hear of a new webhook over their message broker. A start repeats what comes too early. */
    private void awaitListening(RuleContent content, DeploymentProgress progress) {
        Optional<String> url = new LiveRule(content.form()).webhook();
        if (url.isEmpty()) {
            return;
        }
        for (int looks = 0; looks < LOOKS; looks++) {
            if (rules.listensAt(url.get())) {
                return;
            }
            pause.of(BETWEEN_LOOKS);
        }
        progress.step("StackStorm does not say yet that it listens at the webhook " + url.get());
    }

    private Deployment deployment(DeploymentOrder order, RuleContent content, List<TriggerType> types) {
        return Deployment.builder(
                        content.ref(), TestType.RULE, order.revision(), StackStormEngine.NAME, clock.instant())
                .contentHash(content.hash())
                .objects(types.stream().map(TriggerType::written).distinct().toList())
                .build();
    }

    /** What an earlier revision declared and this one does not. */
    private static List<String> dropped(DeploymentOrder order, List<TriggerType> types) {
        Deployment live = order.live();
        return live == null
                ? List.of()
                : typesOf(live).stream()
                        .filter(ref ->
                                types.stream().noneMatch(type -> type.ref().equals(ref)))
                        .toList();
    }

    private static List<String> typesOf(Deployment deployment) {
        return deployment.objects().stream()
                .filter(object -> object.kind().equals(TriggerType.KIND))
                .map(Deployment.Written::ref)
                .toList();
    }

    @Override
    public Drift inspect(TestId testId, Deployment deployment) {
        List<String> differences = new ArrayList<>(rules.rule(deployment.ref())
                .map(live ->
                        RuleContent.differences(live, ActionContent.owner(serverId, testId), deployment.contentHash()))
                .orElse(List.of("rule " + deployment.ref() + " does not exist")));
        differences.addAll(missingTypes(deployment));
        return new Drift(differences);
    }

    private List<String> missingTypes(Deployment deployment) {
        return typesOf(deployment).stream()
                .filter(ref -> rules.triggerType(ref).isEmpty())
                .map(ref -> TriggerType.KIND + " " + ref + " does not exist")
                .toList();
    }

    @Override
    public ReadBack readBack(DeploymentOrder carriedOut) {
        Deployment deployment = carriedOut.carriedOut();
        CodeDocument document = carriedOut.document();
        if (document == null) {
            return ReadBack.not("what was deployed cannot be read any more");
        }
        Optional<LiveRule> live = rules.rule(deployment.ref());
        if (live.isEmpty()) {
            return ReadBack.not("rule " + deployment.ref() + " does not exist");
        }
        List<String> obstacles = missingTypes(deployment);
        return obstacles.isEmpty()
                ? content(carriedOut, document).readBack(live.get(), document.content(), carriedOut.definition())
                : ReadBack.not(obstacles);
    }

    @Override
    public void undeploy(TestId testId, Deployment deployment, DeploymentProgress progress) {
        Optional<LiveRule> live = rules.rule(deployment.ref());
        if (live.isEmpty()) {
            progress.step("rule " + deployment.ref() + " is gone already");
        } else if (!live.get().owner().equals(Optional.of(ActionContent.owner(serverId, testId)))) {
            progress.step("rule " + deployment.ref() + " is not ours any more and stays");
        } else {
            progress.step("deleting rule " + deployment.ref());
            client.send(Request.delete("/v1/rules/" + live.get().id(), null));
        }
        String pack = deployment.ref().substring(0, deployment.ref().indexOf('.'));
        typesOf(deployment).forEach(ref -> remove(ref, pack, progress));
    }

    /** Another test of the pack may have declared the same trigger type. */
    private void remove(String triggerType, String pack, DeploymentProgress progress) {
        Optional<JsonObject> live = rules.triggerType(triggerType)
                .filter(type -> TriggerType.owned(type, TriggerType.owner(serverId, pack)));
        if (live.isEmpty()) {
            return;
        }
        if (rules.ofPack(pack).stream().anyMatch(rule -> rule.triggerType().equals(triggerType))) {
            progress.step(TriggerType.KIND + " " + triggerType + " stays: another rule has it");
            return;
        }
        progress.step("deleting " + TriggerType.KIND + " " + triggerType);
        client.send(Request.delete("/v1/triggertypes/" + triggerType, null));
    }
}
