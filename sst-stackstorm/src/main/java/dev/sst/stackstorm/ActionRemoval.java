package dev.sst.stackstorm;

import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes an action of ours away: ends its runs first, because deleting an action makes a running one fail, and says which files
 * stay. What is not ours, or gone, is left as it is. Thread-safe.
 */
final class ActionRemoval {

    static final Duration END_OF_RUNS = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int NEWEST = 100;

    private final ActionFiles delivery;
    private final Executions executions;
    private final Cancellation cancellation;
    private final DeploymentCheck check;
    private final InstantSource clock;
    private final Pause pause;

    ActionRemoval(
            ActionFiles delivery,
            Executions executions,
            Cancellation cancellation,
            DeploymentCheck check,
            InstantSource clock,
            Pause pause) {
        this.delivery = delivery;
        this.executions = executions;
        this.cancellation = cancellation;
        this.check = check;
        this.clock = clock;
        this.pause = pause;
    }

    void remove(String ref, String owner, DeploymentProgress progress) {
        Optional<LiveAction> live = check.action(ref);
        if (live.isEmpty()) {
            progress.step("action " + ref + " is gone already");
            return;
        }
        if (!live.get().owner().equals(Optional.of(owner))) {
            progress.step("action " + ref + " is not ours any more and stays");
            return;
        }
        endRuns(ref, progress);
        progress.step("deleting action " + ref);
        delivery.delete(live.get(), progress);
    }

    /** Whether an execution of that action goes on. */
    boolean runs(String ref) {
        return !openRuns(ref).isEmpty();
    }

    private void endRuns(String ref, DeploymentProgress progress) {
        List<EngineExecutionId> open = openRuns(ref);
        if (open.isEmpty()) {
            return;
        }
        progress.step("ending " + open.size() + " running executions of " + ref);
        open.forEach(cancellation::cancel);
        Instant until = clock.instant().plus(END_OF_RUNS);
        while (clock.instant().isBefore(until) && !openRuns(ref).isEmpty()) {
            pause.of(BETWEEN_LOOKS);
        }
    }

    private List<EngineExecutionId> openRuns(String ref) {
        return executions.newest("action=" + Request.encoded(ref) + "&", NEWEST, Executions.STATUS_ONLY).stream()
                .filter(ActionRemoval::open)
                .flatMap(execution -> Executions.id(execution).stream())
                .toList();
    }

    private static boolean open(JsonObject execution) {
        return !ExecutionStatus.state(Executions.status(execution)).terminal();
    }
}
