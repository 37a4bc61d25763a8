package dev.sst.stackstorm;

import java.time.InstantSource;

/**
 * How content gets to StackStorm: by git where that is set up, else through its API. Immutable.
 *
 * @param packs whole packs
 * @param actions the files of actions
 */
record ContentDelivery(Packs packs, ActionFiles actions) {

    /** @throws IllegalArgumentException when git is set up with a folder that cannot be written */
    static ContentDelivery of(
            StackStormSettings settings, StackStormClient client, OwnExecutions own, InstantSource clock) {
        GitSettings git = settings.git();
        if (git == null) {
            return new ContentDelivery(new Packs(client, own, settings), new DataFiles(client));
        }
        var repositories = PackRepositories.in(git.directory(), clock);
        var packs = new Packs(client, own, settings, new GitPacks(git, repositories));
        return new ContentDelivery(packs, new GitFiles(client, packs, repositories, settings.serverId()));
    }
}
