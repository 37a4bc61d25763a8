package dev.sst.stackstorm;

import dev.sst.Problem;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonObject;
import java.util.Optional;

/** How the files of an action get into its pack, and out of it. Thread-safe, but for two calls of one pack at a time. */
interface ActionFiles {

    /** What is sent to make that action, once {@link #bring} is done. */
    JsonObject body(ActionContent content);

    /** Why they cannot be brought into that pack, which exists; empty when they can. */
    Optional<Problem> refusal(LivePack pack);

    /**
     * Brings what does not go along with the action.
     *
     * @param previous the action as it is; empty when it is to be created. Its files stay, for what runs of it
     * @throws dev.sst.InvalidInputException when they are refused
     */
    void bring(ActionContent content, Optional<LiveAction> previous, DeploymentProgress progress);

    /** Deletes that action with its files, and says which of them stay. */
    void delete(LiveAction live, DeploymentProgress progress);
}
