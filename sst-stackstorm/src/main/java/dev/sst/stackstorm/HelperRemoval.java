package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.test.TestId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the helper actions of a workflow and takes them away. They are listed by their tag, because a deployment that died
 * before it was recorded leaves some of which nobody else knows. Thread-safe.
 */
final class HelperRemoval {

    private static final int MOST = 100;

    private final StackStormClient client;
    private final ActionRemoval removal;
    private final String serverId;

    HelperRemoval(StackStormClient client, ActionRemoval removal, String serverId) {
        this.client = client;
        this.removal = removal;
        this.serverId = serverId;
    }

    /**
     * Those of that workflow: the recorded ones, and at most a hundred that are there and the test's. Who may not list actions
     * gets the recorded ones alone.
     */
    Set<String> present(String workflow, List<String> recorded, TestId testId) {
        Set<String> refs = new LinkedHashSet<>(recorded);
        try {
            refs.addAll(listed(workflow, ActionContent.owner(serverId, testId)));
        } catch (EngineRejectedException e) {
            return refs;
        }
        return refs;
    }

    private List<String> listed(String workflow, String owner) {
        String mark = HelperContent.mark(workflow.substring(workflow.indexOf('.') + 1));
        return Executions.objects(
                        client.list(Request.get("/v1/actions?tags=" + Request.encoded(mark) + "&limit=" + MOST)))
                .stream()
                .map(LiveAction::new)
                .filter(action -> action.owner().filter(owner::equals).isPresent())
                .map(LiveAction::ref)
                .filter(ref -> HelperContent.of(workflow, ref))
                .sorted()
                .toList();
    }

    /** Leaves them where an execution of the workflow goes on: it may be about to call them, and would fail. */
    void whereNothingRuns(String workflow, Collection<String> refs, TestId testId, DeploymentProgress progress) {
        if (refs.isEmpty()) {
            return;
        }
        if (removal.runs(workflow)) {
            progress.step("an execution of " + workflow + " goes on: " + String.join(", ", refs)
                    + " may be of it, and stay until the test is deployed again or taken away");
            return;
        }
        remove(refs, testId, progress);
    }

    void remove(Collection<String> refs, TestId testId, DeploymentProgress progress) {
        String owner = ActionContent.owner(serverId, testId);
        refs.forEach(ref -> removal.remove(ref, owner, progress));
    }
}
