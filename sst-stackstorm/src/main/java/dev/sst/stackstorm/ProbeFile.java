package dev.sst.stackstorm;

import dev.sst.SstException;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Whether files that are written through the API are seen by the runners. A disabled action brings one small file into the
 * staging pack, a runner reads it, and the action goes with its file. Each look has a name of its own, so that several nodes
 * of one server may look at once; what one that died left behind goes with a later look, once it is too old to be in use.
 * Thread-safe.
 */
final class ProbeFile {

    static final String WRITTEN_TAG = "sst_written";

    /** After this long nobody looks at a file any more. */
    static final Duration LEFT_BEHIND = Duration.ofMinutes(10);

    private static final int ENOUGH = 100;

    private final StackStormClient client;
    private final RunnerFiles runners;
    private final StackStormSettings settings;
    private final InstantSource clock;

    ProbeFile(StackStormClient client, RunnerFiles runners, StackStormSettings settings, InstantSource clock) {
        this.client = client;
        this.runners = runners;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What became of it.
     *
     * @param doubt why it is not known whether the runners see it; empty when one does
     * @param stays why the file, or one of another look, is still there; empty when nothing is
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
        String name = name(nonce);
        String path = "sst_probe/" + name + ".txt";
        client.send(Request.post("/v1/actions", body(name, path, nonce)));
        Optional<String> doubt;
        try {
            doubt = runners.doubt(settings.stagingPack(), List.of(new DeployedFile(path, ContentHash.of(nonce))));
        } catch (SstException e) {
            away(name);
            throw e;
        }
        return new Seen(doubt, away(name));
    }

    private String noPack() {
        return "there is no pack " + settings.stagingPack()
                + " to try it in, and none below which a new pack is staged; packs that exist may do all the same";
    }

    /** Takes it away, and what was left behind. */
    private Optional<String> away(String name) {
        try {
            delete(settings.stagingPack() + "." + name);
            leftBehind().forEach(this::delete);
            return Optional.empty();
        } catch (SstException e) {
            return Optional.of("the file stays until a later probe: " + e.getMessage());
        }
    }

    private void delete(String ref) {
        client.send(Request.delete("/v1/actions/" + ref, DataFiles.removal()));
    }

    private List<String> leftBehind() {
        String path = "/v1/actions?pack=" + settings.stagingPack() + "&tags=" + WRITTEN_TAG + "&limit=" + ENOUGH;
        return Executions.objects(client.list(Request.get(path))).stream()
                .map(LiveAction::new)
                .filter(live -> live.owner().equals(Optional.of(owner())))
                .filter(live -> LiveAction.tag(live.json(), WRITTEN_TAG)
                        .filter(this::longAgo)
                        .isPresent())
                .map(LiveAction::ref)
                .toList();
    }

    private boolean longAgo(String written) {
        try {
            return Instant.parse(written).plus(LEFT_BEHIND).isBefore(clock.instant());
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    private JsonObject body(String name, String path, String nonce) {
        return JsonObject.builder()
                .put("name", name)
                .put("pack", settings.stagingPack())
                .put("runner_type", "noop")
                .put("enabled", false)
                .put("entry_point", path)
                .put("description", "Finds out whether the runners see what the API writes; goes at once.")
                .put(
                        "tags",
                        JsonArray.of(
                                ActionContent.tag(ActionContent.OWNER_TAG, owner()),
                                ActionContent.tag(WRITTEN_TAG, clock.instant().toString())))
                .put(
                        "data_files",
                        JsonArray.of(JsonObject.builder()
                                .put("file_path", path)
                                .put("content", nonce)
                                .build()))
                .build();
    }

    private String owner() {
        return settings.serverId() + "/probe";
    }

    private String name(String nonce) {
        return "sst_probe_" + start(settings.serverId()) + "_" + start(nonce);
    }

    private static String start(String text) {
        return ContentHash.of(text).substring(0, 8);
    }
}
