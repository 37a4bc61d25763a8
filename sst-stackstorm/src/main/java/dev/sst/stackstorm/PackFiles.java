package dev.sst.stackstorm;

import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a pack holds, as the API node sees it. Thread-safe. */
final class PackFiles {

    /** StackStorm shows no larger file. */
    static final int READABLE = 500_000;

    private static final String ACTIONS = "actions/";

    private final StackStormClient client;

    PackFiles(StackStormClient client) {
        this.client = client;
    }

    /** SHA-256 (hex) of that file of the {@code actions} folder; empty when there is none. */
    Optional<String> hash(String pack, String path) {
        return within(pack, ACTIONS + path);
    }

    /** What that file of the pack says; empty when there is none. */
    Optional<String> text(String pack, String path) {
        return found(
                        Request.encoded(pack),
                        Arrays.stream(path.split("/")).map(Request::encoded).collect(Collectors.joining("/")))
                .map(Answer::text);
    }

    /** What that file of the pack says, as JSON; empty when there is none, or it is no JSON object. */
    Optional<JsonObject> json(String pack, String path) {
        return found(pack, path)
                .flatMap(Answer::json)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
    }

    private Optional<String> within(String pack, String path) {
        return found(pack, path).map(answer -> ContentHash.of(answer.body()));
    }

    private Optional<Answer> found(String pack, String path) {
        return client.found(Request.get("/v1/packs/views/file/" + pack + "/" + path));
    }

    /** In which way these files of the {@code actions} folder are not what was written, one sentence each. */
    List<String> differences(String pack, List<DeployedFile> files) {
        return differences(pack, ACTIONS, files);
    }

    /** The same of files whose path begins at the pack itself. */
    List<String> differencesOfPack(String pack, List<DeployedFile> files) {
        return differences(pack, "", files);
    }

    private List<String> differences(String pack, String folder, List<DeployedFile> files) {
        List<String> differences = new ArrayList<>();
        for (DeployedFile file : files) {
            Optional<String> hash = within(pack, folder + file.path());
            if (hash.isEmpty()) {
                differences.add("file " + file.path() + " is missing on the API node");
            } else if (!hash.get().equals(file.sha256())) {
                differences.add("file " + file.path() + " has other content than was deployed");
            }
        }
        return differences;
    }
}
