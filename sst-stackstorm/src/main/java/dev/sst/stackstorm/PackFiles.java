package dev.sst.stackstorm;

import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.harness.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a pack's {@code actions} folder holds, as the API node sees it. Thread-safe. */
final class PackFiles {

    /** StackStorm shows no larger file. */
    static final int READABLE = 500_000;

    private final StackStormClient client;

    PackFiles(StackStormClient client) {
        this.client = client;
    }

    /** SHA-256 (hex) of that file; empty when there is none. */
    Optional<String> hash(String pack, String path) {
        return client.found(Request.get("/v1/packs/views/file/" + pack + "/actions/" + path))
                .map(answer -> ContentHash.of(answer.body()));
    }

    /** In which way these files are not what was written, one sentence each. */
    List<String> differences(String pack, List<DeployedFile> files) {
        List<String> differences = new ArrayList<>();
        for (DeployedFile file : files) {
            Optional<String> hash = hash(pack, file.path());
            if (hash.isEmpty()) {
                differences.add("file " + file.path() + " is missing on the API node");
            } else if (!hash.get().equals(file.sha256())) {
                differences.add("file " + file.path() + " has other content than was deployed");
            }
        }
        return differences;
    }
}
