package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import java.util.Optional;
import java.util.stream.Stream;

/** Packs: read, installed and taken away. For errors, null and threads see {@link StackStorm}. */
public final class PacksClient {

    private final Packs packs;
    private final PackFiles files;
    private final Lists lists;

    PacksClient(Packs packs, PackFiles files, Lists lists) {
        this.packs = packs;
        this.files = files;
        this.lists = lists;
    }

    /** By their names. */
    public Stream<PackRecord> list() {
        return lists.byOffset(QueryString.of("/v1/packs")).map(PackRecord::new);
    }

    public Optional<PackRecord> get(String ref) {
        return packs.get(ref).map(PackRecord::new);
    }

    /**
     * The text of one of its files, as StackStorm's API node sees it; empty when there is none.
     *
     * @param path below the pack, as {@code actions/check.py}
     * @throws EngineRejectedException also for a file of more than 500 kB
     */
    public Optional<String> file(String ref, String path) {
        return files.text(ref, path);
    }

    /**
     * Installs a pack, or replaces it as a whole, with its virtual environment, and waits for that, which takes seconds to
     * minutes.
     *
     * @param source a name in StackStorm's index, the address of a git repository, perhaps with {@code =version}, or
     *     {@code file:///...} on the runner
     * @throws EngineRejectedException also when the install failed, with the words of the step that did; StackStorm may keep what
     *     earlier steps did
     * @throws EngineOutcomeUnknownException also when it took longer than {@link StackStormSettings#installTimeout}, and when it
     *     could not be followed to its end
     */
    public void install(String source) {
        packs.installFrom(source);
    }

    /**
     * Takes a pack away: its files, its virtual environment, and all that StackStorm knows of it, and waits for that. One that is
     * not there is no error.
     *
     * @throws EngineRejectedException also for the packs that StackStorm itself needs
     * @throws EngineOutcomeUnknownException also when it took longer than {@link StackStormSettings#installTimeout}, and when it
     *     could not be followed to its end
     */
    public void uninstall(String ref) {
        packs.uninstall(ref);
    }
}
