package dev.sst.stackstorm;

import dev.sst.InvalidInputException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.Input;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.Drift;
import dev.sst.deployment.ReadBack;
import dev.sst.harness.AuthorCode;
import dev.sst.test.TestId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes an action of ours live, compares it with what was written, and takes it away: for everything that is an action to
 * StackStorm, whatever its runner. Thread-safe.
 */
final class PublishAction {

    private final DeploymentCheck check;
    private final ActionWrite write;
    private final ActionRemoval removal;
    private final Packs packs;
    private final PackFiles files;
    private final String serverId;
    private final InstantSource clock;

    PublishAction(
            DeploymentCheck check,
            ActionWrite write,
            ActionRemoval removal,
            Packs packs,
            PackFiles files,
            String serverId,
            InstantSource clock) {
        this.check = check;
        this.write = write;
        this.removal = removal;
        this.packs = packs;
        this.files = files;
        this.serverId = serverId;
        this.clock = clock;
    }

    String serverId() {
        return serverId;
    }

    DeploymentPlan plan(ActionContent content, DeploymentOrder order) {
        return check.findings(content, order).plan();
    }

    /** @throws InvalidInputException when the plan is blocked */
    Deployment publish(ActionContent content, DeploymentOrder order, List<Input> inputs, DeploymentProgress progress) {
        if (bringAbout(content, order, progress).isEmpty()) {
            progress.step("action " + content.ref() + " is as it should be");
        }
        return deployment(content, order, inputs);
    }

    /**
     * Writes it unless it is as it should be.
     *
     * @return what was found before it was written; empty when nothing was
     * @throws InvalidInputException when the plan is blocked
     */
    Optional<DeploymentCheck.Findings> bringAbout(
            ActionContent content, DeploymentOrder order, DeploymentProgress progress) {
        DeploymentCheck.Findings findings = check.findings(content, order);
        if (findings.plan().blocked()) {
            throw new InvalidInputException(findings.plan().blockers());
        }
        if (findings.plan().nothingToDo()) {
            return Optional.empty();
        }
        written(content, order, findings, progress);
        return Optional.of(findings);
    }

    private void written(
            ActionContent content,
            DeploymentOrder order,
            DeploymentCheck.Findings findings,
            DeploymentProgress progress) {
        if (findings.packKnown()) {
            packs.sweep(content.pack(), progress);
        } else {
            packs.create(content.pack(), Requirements.of(order.definition().metadata()), progress);
        }
        if (content.needsEnvironment()) {
            packs.environment(content.pack(), progress);
        }
        write.write(content, findings.live(), progress);
    }

    private Deployment deployment(ActionContent content, DeploymentOrder order, List<Input> inputs) {
        return written(content, order)
                .inputs(inputs)
                .packVersion(packs.version(content.pack()).orElse(null))
                .build();
    }

    /** What is known before anything is asked. */
    Deployment intent(ActionContent content, DeploymentOrder order) {
        return written(content, order).build();
    }

    private Deployment.Builder written(ActionContent content, DeploymentOrder order) {
        return Deployment.builder(
                        content.ref(),
                        order.definition().type(),
                        order.revision(),
                        StackStormEngine.NAME,
                        clock.instant())
                .shape(order.shape())
                .contentHash(content.hash())
                .files(content.deployedFiles());
    }

    Drift inspect(TestId testId, Deployment deployment) {
        Optional<LiveAction> live = check.action(deployment.ref());
        if (live.isEmpty()) {
            return new Drift(List.of("action " + deployment.ref() + " does not exist"));
        }
        List<String> differences = new ArrayList<>(recordDifferences(live.get(), testId, deployment));
        if (Strategy.withoutFiles(deployment)) {
            differences.addAll(CommandContent.differences(live.get(), deployment.contentHash()));
        }
        differences.addAll(files.differences(pack(deployment), deployment.files()));
        return new Drift(differences);
    }

    private List<String> recordDifferences(LiveAction live, TestId testId, Deployment deployment) {
        String entryPoint =
                deployment.files().isEmpty() ? "" : deployment.files().get(0).path();
        return live.differences(ActionContent.owner(serverId, testId), deployment.contentHash(), entryPoint);
    }

    /**
     * What the author wrote, from its file in the pack or from the action's command. The action itself, and all else, must be as
     * it was written: nothing of it is the author's.
     *
     * @param author the name of the author's file
     * @param authors makes the author's text of the deployed one
     */
    ReadBack readBack(DeploymentOrder carriedOut, String author, UnaryOperator<String> authors) {
        Deployment deployment = carriedOut.carriedOut();
        Optional<LiveAction> live = check.action(deployment.ref());
        if (live.isEmpty()) {
            return ReadBack.not("action " + deployment.ref() + " does not exist");
        }
        List<String> obstacles = recordDifferences(live.get(), carriedOut.testId(), deployment);
        if (obstacles.isEmpty() && Strategy.withoutFiles(deployment)) {
            return readBackCommand(live.get(), carriedOut, authors);
        }
        return obstacles.isEmpty()
                ? files.readBack(
                        pack(deployment),
                        deployment.files().stream().map(PackFiles::ofActions).toList(),
                        file -> file.endsWith("/" + author),
                        new PackFiles.Author(carriedOut.definition(), authors))
                : ReadBack.not(obstacles);
    }

    private static ReadBack readBackCommand(
            LiveAction live, DeploymentOrder carriedOut, UnaryOperator<String> authors) {
        String code = Objects.requireNonNull(carriedOut.definition().code(), "code");
        String hash = carriedOut.carriedOut().contentHash();
        return CommandContent.of(live)
                .flatMap(found -> found.author(hash, code))
                .map(author -> ReadBack.of(
                        author.text().equals(AuthorCode.deployed(code, CodeShape.SCRIPT))
                                ? code
                                : authors.apply(author.text()),
                        carriedOut.definition().description()))
                .orElseGet(() -> ReadBack.not(CommandContent.differences(live, hash)));
    }

    void remove(TestId testId, Deployment deployment, DeploymentProgress progress) {
        removal.remove(deployment.ref(), ActionContent.owner(serverId, testId), progress);
    }

    private static String pack(Deployment deployment) {
        return deployment.ref().substring(0, deployment.ref().indexOf('.'));
    }
}
