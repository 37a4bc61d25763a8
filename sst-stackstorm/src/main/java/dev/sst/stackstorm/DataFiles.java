package dev.sst.stackstorm;

import dev.sst.Problem;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import java.util.Optional;

/**
 * Files that StackStorm's API writes: they go along with the action, in one request. With the action StackStorm deletes entry
 * point and metadata file, and no other. Thread-safe.
 */
final class DataFiles implements ActionFiles {

    private final StackStormClient client;

    DataFiles(StackStormClient client) {
        this.client = client;
    }

    @Override
    public JsonObject body(ActionContent content) {
        return content.body();
    }

    @Override
    public Optional<Problem> refusal(LivePack pack) {
        return Optional.empty();
    }

    @Override
    public void bring(ActionContent content, Optional<LiveAction> previous, DeploymentProgress progress) {
        // They are part of the action's own request.
    }

    @Override
    public void delete(LiveAction live, DeploymentProgress progress) {
        client.send(Request.delete("/v1/actions/" + live.ref(), removal()));
        int slash = live.entryPoint().indexOf('/');
        if (slash > 0) {
            progress.step("files of earlier versions, if any, stay in actions/"
                    + live.entryPoint().substring(0, slash) + " until the pack is uninstalled");
        }
    }

    /** The body that makes StackStorm remove the files of the entry point and of the metadata as well. */
    static JsonObject removal() {
        return JsonObject.builder().put("remove_files", JsonBoolean.TRUE).build();
    }
}
