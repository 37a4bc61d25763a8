package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.SstException;
import dev.sst.deployment.DeploymentProgress;
import java.util.List;
import java.util.Optional;

/**
 * Writes one action, reads it back, and undoes what it did when that fails.
 *
 * <ol>
 *   <li>One request brings record and files, unless these are there by {@link ActionFiles} already; StackStorm writes the
 *       files before it looks whether it may.
 *   <li>404 means that the pack's directory is there and StackStorm does not know it: register, then once more.
 *   <li>409 means that somebody was faster: equal and ours is as good as written. What was refused needs no undoing: what is
 *       there then is not of this writing.
 *   <li>A lost answer is looked up by the hash in the tag.
 *   <li>Every file is read back and compared, and a runner is asked for what it sees of them. What differs undoes the write: a created action is deleted, a changed one gets its
 *       previous record back; its previous files still lie in their own folder.
 * </ol>
 *
 * Thread-safe.
 */
final class ActionWrite {

    /** {@code Content pack "x" is not found or doesn't contain actions directory}, seen live. */
    private static final String NO_FOLDER = "doesn't contain actions directory";

    private final StackStormClient client;
    private final Packs packs;
    private final PackFiles files;
    private final RunnerFiles runners;
    private final DeploymentCheck check;
    private final ActionFiles delivery;

    ActionWrite(
            StackStormClient client,
            Packs packs,
            PackFiles files,
            RunnerFiles runners,
            DeploymentCheck check,
            ActionFiles delivery) {
        this.client = client;
        this.packs = packs;
        this.files = files;
        this.runners = runners;
        this.check = check;
        this.delivery = delivery;
    }

    /** @param previous what is there now; empty when the action is to be created */
    void write(ActionContent content, Optional<LiveAction> previous, DeploymentProgress progress) {
        delivery.bring(content, previous, progress);
        progress.step("writing action " + content.ref() + " and reading it back");
        try {
            sent(content, previous);
        } catch (EngineOutcomeUnknownException | EngineUnavailableException failure) {
            throw undone(content, previous, failure);
        }
        try {
            readBack(content);
            if (!content.files().isEmpty()) {
                runners.verify(content.pack(), content.deployedFiles(), progress);
            }
        } catch (SstException failure) {
            throw undone(content, previous, failure);
        }
    }

    private void sent(ActionContent content, Optional<LiveAction> previous) {
        Request request = previous.isPresent()
                ? Request.put("/v1/actions/" + content.ref(), delivery.body(content))
                : Request.post("/v1/actions", delivery.body(content));
        try {
            Answer answer = client.exchange(request);
            if (answer.status() == 404 && packs.register(content.pack())) {
                answer = client.exchange(request);
            }
            if (!answer.ok() && !(answer.status() == 409 && equalNow(content))) {
                throw refused(request, answer);
            }
        } catch (EngineOutcomeUnknownException e) {
            if (!equalNow(content)) {
                throw e;
            }
        }
    }

    private static SstException refused(Request request, Answer answer) {
        String reason = StackStormClient.reason(answer);
        String remedy = reason.contains(NO_FOLDER)
                ? "; make a folder actions in that pack on StackStorm's API node, or choose another pack"
                : "";
        String message = "StackStorm: " + request + ": " + reason + remedy;
        return answer.status() >= 500
                ? new EngineOutcomeUnknownException(message)
                : new EngineRejectedException(message);
    }

    private boolean equalNow(ActionContent content) {
        return check.action(content.ref())
                .map(live -> content.differences(live).isEmpty())
                .orElse(false);
    }

    private void readBack(ActionContent content) {
        List<String> differences = check.action(content.ref())
                .map(content::differences)
                .orElse(List.of("action " + content.ref() + " is not there"));
        List<String> all =
                differences.isEmpty() ? files.differences(content.pack(), content.deployedFiles()) : differences;
        if (!all.isEmpty()) {
            throw new EngineRejectedException(
                    "what StackStorm holds is not what was written: " + String.join("; ", all));
        }
    }

    private SstException undone(ActionContent content, Optional<LiveAction> previous, SstException failure) {
        try {
            takeBack(content, previous);
            return failure;
        } catch (SstException e) {
            return new EngineOutcomeUnknownException(
                    failure.getMessage() + "; and what was there before could not be brought back: " + e.getMessage(),
                    failure);
        }
    }

    /** Brings back what was there before it was written: another record, or none. */
    void takeBack(ActionContent content, Optional<LiveAction> previous) {
        if (previous.isPresent()) {
            client.send(
                    Request.put("/v1/actions/" + content.ref(), previous.get().body()));
        } else {
            check.action(content.ref())
                    .filter(live -> live.owner().equals(Optional.of(content.owner())))
                    .ifPresent(live -> delivery.delete(live, DeploymentProgress.SILENT));
        }
    }
}
