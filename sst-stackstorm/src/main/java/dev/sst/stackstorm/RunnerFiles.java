package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a pack's {@code actions} folder holds, as a runner sees it. StackStorm writes an action's files on the API node and
 * nowhere else; unless the runners share that folder, each run fails while the API shows all that was deployed. One execution of
 * {@code core.local} asks for checksums; of several runners StackStorm chooses the one that answers.
 *
 * <p>A runner that has other files, or none, is a failure. One that cannot be asked (no right to run {@code core.local}, no
 * runner free, no {@code sha256sum}) proves nothing: that is a step of the deployment, in words. Thread-safe.
 */
final class RunnerFiles {

    /** What a deployment fails with when a runner has other files, or none. */
    static final String NOT_SEEN = "the runners do not see the packs folder of StackStorm's API node";

    private static final String ASKED = "core.local";
    private static final Duration OF_THE_COMMAND = Duration.ofSeconds(30);
    private static final Duration WITH_WAITING = Duration.ofSeconds(60);
    private static final Pattern CHECKSUM = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private final OwnExecutions own;
    private final Packs packs;

    RunnerFiles(OwnExecutions own, Packs packs) {
        this.own = own;
        this.packs = packs;
    }

    /**
     * Compares these files with those of a runner.
     *
     * @throws EngineRejectedException when a runner answered and does not have them
     */
    void verify(String pack, List<DeployedFile> files, DeploymentProgress progress) {
        progress.step(doubt(pack, files)
                .map(reason -> "whether the runners see the files is not known: " + reason)
                .orElse("a runner sees the files"));
    }

    /**
     * The same; the answer is why it is not known, empty when a runner has them all.
     *
     * @throws EngineRejectedException when a runner answered and does not have them
     */
    Optional<String> doubt(String pack, List<DeployedFile> files) {
        Optional<String> folder =
                packs.get(pack).flatMap(record -> record.text("path")).map(path -> path + "/actions/");
        if (folder.isEmpty()) {
            return Optional.of("StackStorm does not say where pack " + pack + " is");
        }
        OwnExecutions.Ended ended;
        try {
            ended = own.end(ASKED, command(folder.get(), files), WITH_WAITING);
        } catch (EngineRejectedException | EngineOutcomeUnknownException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return judged(folder.get(), files, ended);
    }

    private static Optional<String> judged(String folder, List<DeployedFile> files, OwnExecutions.Ended ended) {
        Map<String, String> seen = checksums(ended.text("stdout"));
        List<String> differences = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (DeployedFile file : files) {
            String hash = seen.get(folder + file.path());
            if (hash == null && missing(ended, folder + file.path())) {
                differences.add("there is no file " + file.path());
            } else if (hash == null) {
                unknown.add(file.path());
            } else if (!hash.equals(file.sha256())) {
                differences.add("file " + file.path() + " has other content");
            }
        }
        if (!differences.isEmpty()) {
            throw new EngineRejectedException(NOT_SEEN + " (" + folder
                    + "), so no run would find its files; seen "
                    + ended.host().map(host -> "on " + host).orElse("there") + ": "
                    + String.join("; ", differences) + ". It must be shared between them");
        }
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(ASKED + " ended " + ended.status() + ": "
                        + ended.text("stderr").strip());
    }

    private static boolean missing(OwnExecutions.Ended ended, String path) {
        return ended.text("stderr")
                .lines()
                .anyMatch(line -> line.contains(path) && line.contains("No such file or directory"));
    }

    private static Map<String, String> checksums(String printed) {
        Map<String, String> checksums = new HashMap<>();
        printed.lines().forEach(line -> {
            Matcher matcher = CHECKSUM.matcher(line.strip());
            if (matcher.matches()) {
                checksums.put(matcher.group(2), matcher.group(1));
            }
        });
        return checksums;
    }

    /** That path as one word of a shell. */
    static String quoted(String path) {
        return "'" + path.replace("'", "'\\''") + "'";
    }

    private static JsonObject command(String folder, List<DeployedFile> files) {
        String paths = files.stream().map(file -> quoted(folder + file.path())).collect(Collectors.joining(" "));
        return JinjaText.protect(JsonObject.builder()
                .put("cmd", "LC_ALL=C sha256sum -- " + paths)
                .put("timeout", OF_THE_COMMAND.toSeconds())
                .build());
    }
}
