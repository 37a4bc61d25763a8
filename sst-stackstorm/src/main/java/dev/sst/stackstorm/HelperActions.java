package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.Problem;
import dev.sst.SstException;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.Deployment.Written;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentPlan.Change;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The helper actions of workflow tests in StackStorm: written before the workflow that calls them, because StackStorm refuses
 * one that calls what it does not know, and taken away after it. Each is owned, tagged, read back and asked of a runner as any
 * action of ours. Thread-safe.
 */
final class HelperActions {

    static final String KIND = "helper action";

    private final PublishAction publishing;
    private final DeploymentCheck check;
    private final ActionWrite write;
    private final HelperRemoval removal;

    HelperActions(PublishAction publishing, DeploymentCheck check, ActionWrite write, HelperRemoval removal) {
        this.publishing = publishing;
        this.check = check;
        this.write = write;
        this.removal = removal;
    }

    /** What would be done with them, one plan each. */
    List<DeploymentPlan> plans(List<ActionContent> helpers, DeploymentOrder order) {
        return helpers.stream().map(helper -> plan(helper, order)).toList();
    }

    /** What is to be said of its code is said where its author wrote it. */
    private DeploymentPlan plan(ActionContent helper, DeploymentOrder order) {
        DeploymentPlan plan = publishing.plan(helper, order);
        List<Problem> blockers = plan.blockers().stream()
                .map(problem -> problem.field().equals(DeploymentCheck.CODE_FIELD)
                        ? new Problem(HelperContent.codeField(order, helper), problem.message(), problem.place())
                        : problem)
                .toList();
        return new DeploymentPlan(plan.changes(), blockers, plan.warnings());
    }

    /** The names of those that are not as they should be. */
    static Set<String> unlike(List<ActionContent> helpers, List<DeploymentPlan> plans) {
        Set<String> refs = helpers.stream().map(ActionContent::ref).collect(Collectors.toSet());
        for (int i = 0; i < helpers.size(); i++) {
            if (plans.get(i).nothingToDo()) {
                refs.remove(helpers.get(i).ref());
            }
        }
        return refs;
    }

    /** What was there before one of them was written. */
    private record Before(ActionContent content, Optional<LiveAction> previous) {}

    /** What was written of them, so that it can be taken back. */
    final class Progress {
        private final List<Before> done = new ArrayList<>();

        private Progress() {}

        boolean none() {
            return done.isEmpty();
        }

        /** Brings back what was there, each on its own; the answer is the failure to be thrown. */
        SstException takenBack(SstException failure) {
            List<String> lost = new ArrayList<>();
            for (int i = done.size() - 1; i >= 0; i--) {
                try {
                    write.takeBack(done.get(i).content(), done.get(i).previous());
                } catch (SstException e) {
                    lost.add(done.get(i).content().ref() + " (" + e.getMessage() + ")");
                }
            }
            return lost.isEmpty()
                    ? failure
                    : new EngineOutcomeUnknownException(
                            failure.getMessage() + "; and these helper actions could not be brought back to what was"
                                    + " there before: " + String.join(", ", lost),
                            failure);
        }
    }

    /** Writes those that are not as they should be; on failure none is left that was not there before. */
    Progress write(List<ActionContent> helpers, DeploymentOrder order, DeploymentProgress progress) {
        var written = new Progress();
        try {
            for (ActionContent helper : helpers) {
                publishing
                        .bringAbout(helper, order, progress)
                        .ifPresent(before -> written.done.add(new Before(helper, before.live())));
            }
            return written;
        } catch (SstException e) {
            throw written.takenBack(e);
        }
    }

    /** That deployment of the workflow, with them. */
    static Deployment with(List<ActionContent> helpers, Deployment workflow) {
        List<DeployedFile> files = new ArrayList<>(workflow.files());
        helpers.forEach(helper -> files.addAll(helper.deployedFiles()));
        return Deployment.builder(
                        workflow.ref(), workflow.type(), workflow.revision(), workflow.engine(), workflow.deployedAt())
                .contentHash(workflow.contentHash())
                .files(files)
                .inputs(workflow.inputs())
                .objects(helpers.stream()
                        .map(helper -> new Written(KIND, helper.ref()))
                        .toList())
                .packVersion(workflow.packVersion())
                .build();
    }

    /** What goes of those that are there, because the test has no helper of that name any more. */
    List<Change> leaving(DeploymentOrder order, List<ActionContent> helpers) {
        return others(order, helpers).stream()
                .map(ref -> new Change(Action.REMOVE, "action " + ref, "the test has no such helper any more"))
                .toList();
    }

    /** What cannot go now stays for the next deployment: what was deployed is live, and has to be recorded. */
    void removeOthers(DeploymentOrder order, List<ActionContent> helpers, DeploymentProgress progress) {
        try {
            removal.whereNothingRuns(ActionContent.ref(order), others(order, helpers), order.testId(), progress);
        } catch (SstException e) {
            progress.step("helper actions that the test has no more may be left until it is deployed again: "
                    + e.getMessage());
        }
    }

    /** Of a workflow in another pack all go with it. */
    private List<String> others(DeploymentOrder order, List<ActionContent> helpers) {
        String workflow = ActionContent.ref(order);
        Set<String> wanted = helpers.stream().map(ActionContent::ref).collect(Collectors.toSet());
        List<String> recorded = Optional.ofNullable(order.live())
                .filter(live -> live.ref().equals(workflow))
                .map(HelperActions::refs)
                .orElse(List.of());
        return removal.present(workflow, recorded, order.testId()).stream()
                .filter(ref -> !wanted.contains(ref))
                .toList();
    }

    private static List<String> refs(Deployment deployment) {
        return deployment.objects().stream()
                .filter(object -> object.kind().equals(KIND))
                .map(Written::ref)
                .toList();
    }

    void remove(TestId testId, Deployment deployment, DeploymentProgress progress) {
        removal.remove(removal.present(deployment.ref(), refs(deployment), testId), testId, progress);
    }

    /** In which way their records are not what was written; their files are among those of the deployment. */
    List<String> differences(TestId testId, Deployment deployment) {
        return refs(deployment).stream()
                .flatMap(ref -> differences(ref, testId, deployment).stream())
                .toList();
    }

    private List<String> differences(String ref, TestId testId, Deployment deployment) {
        String name = ref.substring(ref.indexOf('.') + 1);
        String entryPoint = deployment.files().stream()
                .map(DeployedFile::path)
                .filter(path -> path.startsWith(name + "/"))
                .findFirst()
                .orElse("");
        return check.action(ref)
                .map(live -> live.differences(
                        ActionContent.owner(publishing.serverId(), testId),
                        hash -> hash.startsWith(beginningOfItsHash(entryPoint)),
                        entryPoint))
                .orElseGet(() -> List.of("action " + ref + " does not exist"));
    }

    /** So the folder of its file is named; of a helper nothing else is recorded. */
    private static String beginningOfItsHash(String entryPoint) {
        return entryPoint.replaceFirst("^[^/]*/", "").replaceFirst("/.*$", "");
    }
}
