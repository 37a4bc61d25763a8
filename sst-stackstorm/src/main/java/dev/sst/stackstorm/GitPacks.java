package dev.sst.stackstorm;

import dev.sst.deployment.DeploymentProgress;
import java.util.Map;

/**
 * Packs that StackStorm's runners clone: each is committed to a repository of its own, and its version named to
 * {@code packs.install}. Nothing of it passes through StackStorm's API. Thread-safe, but for two calls of one pack at a time.
 */
final class GitPacks implements PackSource {

    private final GitSettings settings;
    private final PackRepositories repositories;

    GitPacks(GitSettings settings, PackRepositories repositories) {
        this.settings = settings;
        this.repositories = repositories;
    }

    @Override
    public int largestRequest(String pack, Map<String, String> tree) {
        return 0;
    }

    @Override
    public String stage(String pack, Map<String, String> tree, DeploymentProgress progress) {
        String version = LivePack.version(tree.getOrDefault(Packs.METADATA, ""));
        String name = repositories.commit(pack, version, tree);
        String address = settings.repository(pack) + "=" + name;
        progress.step("pack " + pack + " is committed, for the runners to clone " + address);
        return address;
    }

    /** The repository is the pack's history, and stays. */
    @Override
    public void sweep(String pack, DeploymentProgress progress) {
        // Nothing was put into StackStorm.
    }
}
