package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files that the runners clone: what the pack holds, with those of one action changed, is its next version. A runner replaces
 * the pack's folder as a whole, so only a pack whose repository is here can be written. The files of the version before stay in
 * it until the one after. Thread-safe, but for two calls of one pack at a time.
 */
final class GitFiles implements ActionFiles {

    private static final String ACTIONS = "actions/";

    private final StackStormClient client;
    private final Packs packs;
    private final PackRepositories repositories;
    private final String serverId;
    private final DataFiles written;

    GitFiles(StackStormClient client, Packs packs, PackRepositories repositories, String serverId) {
        this.client = client;
        this.packs = packs;
        this.repositories = repositories;
        this.serverId = serverId;
        this.written = new DataFiles(client);
    }

    @Override
    public JsonObject body(ActionContent content) {
        return content.record();
    }

    @Override
    public Optional<Problem> refusal(LivePack pack) {
        if (!pack.madeBy(serverId)) {
            return Optional.of(refused(
                    pack,
                    " was not made by this server: bringing files by git replaces it as a whole. Choose another pack"));
        }
        return repositories.has(pack.ref())
                ? Optional.empty()
                : Optional.of(refused(
                        pack,
                        " has no repository in the folder for git, so what it holds now would be lost. Choose another"
                                + " pack, or remove this one from StackStorm and deploy its tests again"));
    }

    private static Problem refused(LivePack pack, String why) {
        return Problem.of("stackstorm_pack", "pack " + pack.ref() + why);
    }

    @Override
    public void bring(ActionContent content, Optional<LiveAction> previous, DeploymentProgress progress) {
        if (content.files().isEmpty()) {
            return;
        }
        packs.get(content.pack()).map(LivePack::new).flatMap(this::refusal).ifPresent(problem -> {
            throw new InvalidInputException(List.of(problem));
        });
        String kept = previous.map(LiveAction::entryPoint).map(GitFiles::folder).orElse(content.folder() + "/");
        Map<String, String> tree = new TreeMap<>(repositories.head(content.pack()));
        tree.keySet().removeIf(path -> path.startsWith(folderOf(content.name())) && !path.startsWith(ACTIONS + kept));
        content.files().forEach(file -> tree.put(ACTIONS + content.path(file), file.text()));
        packs.replace(content.pack(), versioned(content.pack(), tree), progress);
    }

    /** That of the file, with a slash at its end. */
    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String folderOf(String action) {
        return ACTIONS + action + "/";
    }

    /** Equal files are an equal version. */
    private Map<String, String> versioned(String pack, Map<String, String> tree) {
        List<String> keywords = LivePack.keywords(serverId);
        tree.put(Packs.METADATA, LivePack.yaml(pack, "1.0.0", keywords));
        String hash = ContentHash.of(tree.toString()).substring(0, 12);
        tree.put(Packs.METADATA, LivePack.yaml(pack, "1.0.0+" + hash, keywords));
        return tree;
    }

    /** Those that were written through the API, because there was no repository, go as they came. */
    @Override
    public void delete(LiveAction live, DeploymentProgress progress) {
        String pack = live.ref().substring(0, live.ref().indexOf('.'));
        if (live.entryPoint().isEmpty() || !repositories.has(pack)) {
            written.delete(live, progress);
            return;
        }
        client.send(Request.delete("/v1/actions/" + live.ref(), null));
        forget(pack, live.ref().substring(pack.length() + 1), progress);
    }

    /** The action is gone by then, so not being able to is only said. */
    private void forget(String pack, String action, DeploymentProgress progress) {
        try {
            Map<String, String> tree = new TreeMap<>(repositories.head(pack));
            tree.keySet().removeIf(path -> path.startsWith(folderOf(action)));
            Map<String, String> left = versioned(pack, tree);
            repositories.commit(pack, LivePack.version(left.getOrDefault(Packs.METADATA, "")), left);
            progress.step("its files left the repository of pack " + pack
                    + ", and go from the runners with the next deployment to the pack");
        } catch (EngineRejectedException e) {
            progress.step("its files stay in pack " + pack + ": " + e.getMessage());
        }
    }
}
