package dev.sst.stackstorm;

import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.ReadBack;
import dev.sst.harness.ContentHash;
import dev.sst.harness.FoundFile;
import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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

    /**
     * Whose text is read back.
     *
     * @param written what was deployed
     * @param authors makes the author's text of the deployed one
     */
    record Author(TestDefinition written, UnaryOperator<String> authors) {}

    /**
     * What the author's file says now; all others must be as they were written.
     *
     * @param files what was written, their paths beginning at the pack
     * @param isAuthors whether the file of that path is the author's
     */
    ReadBack readBack(String pack, List<DeployedFile> files, Predicate<String> isAuthors, Author author) {
        List<String> obstacles = differencesOfPack(
                pack,
                files.stream().filter(file -> !isAuthors.test(file.path())).toList());
        DeployedFile text = files.stream()
                .filter(file -> isAuthors.test(file.path()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing of the author was deployed to pack " + pack));
        return obstacles.isEmpty()
                ? found(pack, text.path())
                        .map(answer -> new FoundFile(text, answer.body()).readBack(author.written(), author.authors()))
                        .orElseGet(() -> ReadBack.not("file " + text.path() + " is missing on the API node"))
                : ReadBack.not(obstacles);
    }

    /** That file of the {@code actions} folder, its path beginning at the pack. */
    static DeployedFile ofActions(DeployedFile file) {
        return new DeployedFile(ACTIONS + file.path(), file.sha256());
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
