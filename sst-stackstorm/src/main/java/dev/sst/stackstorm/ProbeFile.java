package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.SstException;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Whether files that are written through the API are seen by the runners. A disabled action brings one small file into the
 * staging pack, a runner reads it, and the action goes with its file. Its name is the same each time, so that what a process
 * that died left behind goes with the next probe. Thread-safe, unless two probe at once.
 */
final class ProbeFile {

    private final StackStormClient client;
    private final RunnerFiles runners;
    private final StackStormSettings settings;

    ProbeFile(StackStormClient client, RunnerFiles runners, StackStormSettings settings) {
        this.client = client;
        this.runners = runners;
        this.settings = settings;
    }

    /**
     * What became of it.
     *
     * @param doubt why it is not known whether the runners see it; empty when one does
     * @param stays why the file is still there; empty when it is gone
     */
    record Seen(Optional<String> doubt, Optional<String> stays) {}

    /**
     * Writes, looks and takes away.
     *
     * @param nonce what the file says, another text each time
     * @throws SstException when it could not be written, or a runner does not see it
     */
    Seen look(String nonce) {
        if (client.object(Request.get("/v1/packs/" + settings.stagingPack())).isEmpty()) {
            return new Seen(Optional.of(noPack()), Optional.empty());
        }
        String path = "sst_probe/" + name() + ".txt";
        write(path, nonce);
        Optional<String> doubt;
        try {
            doubt = runners.doubt(settings.stagingPack(), List.of(new DeployedFile(path, ContentHash.of(nonce))));
        } catch (SstException e) {
            away();
            throw e;
        }
        return new Seen(doubt, away());
    }

    private String noPack() {
        return "there is no pack " + settings.stagingPack()
                + " to try it in, and none below which a new pack is staged; packs that exist may do all the same";
    }

    private Optional<String> away() {
        try {
            client.send(Request.delete(address(), ActionWrite.removal()));
            return Optional.empty();
        } catch (SstException e) {
            return Optional.of("the file stays until the next probe: " + e.getMessage());
        }
    }

    private void write(String path, String nonce) {
        JsonObject body = JsonObject.builder()
                .put("name", name())
                .put("pack", settings.stagingPack())
                .put("runner_type", "noop")
                .put("enabled", false)
                .put("entry_point", path)
                .put("description", "Finds out whether the runners see what the API writes; goes at once.")
                .put(
                        "tags",
                        JsonArray.of(JsonObject.builder()
                                .put("name", ActionContent.OWNER_TAG)
                                .put("value", owner())
                                .build()))
                .put(
                        "data_files",
                        JsonArray.of(JsonObject.builder()
                                .put("file_path", path)
                                .put("content", nonce)
                                .build()))
                .build();
        Optional<LiveAction> live = client.object(Request.get(address())).map(LiveAction::new);
        if (live.isPresent() && !live.get().owner().equals(Optional.of(owner()))) {
            throw new EngineRejectedException("action " + live.get().ref() + " is not ours and in the way");
        }
        client.send(live.isPresent() ? Request.put(address(), body) : Request.post("/v1/actions", body));
    }

    private String owner() {
        return settings.serverId() + "/probe";
    }

    private String name() {
        return "sst_probe_" + ContentHash.of(settings.serverId()).substring(0, 8);
    }

    private String address() {
        return "/v1/actions/" + settings.stagingPack() + "." + name();
    }
}
