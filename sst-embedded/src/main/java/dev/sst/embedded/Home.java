package dev.sst.embedded;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where everything of the engine lies.
 *
 * @param servers the server's own folder: its token and its database may lie there too
 * @param root the engine's folder within it
 */
record Home(Path servers, Path root) {
    /** The engine's folder within that one, made when it is missing. */
    static Home in(Path home) throws IOException {
        Path servers = home.toAbsolutePath().normalize();
        var layout = new Home(servers, servers.resolve("engine"));
        for (Path folder : new Path[] {layout.root, layout.content(), layout.runs(), layout.keys(), layout.cache()}) {
            Folders.createPrivate(folder);
        }
        return layout;
    }

    /** Deployed files: {@code <pack>/<test>/<hash>/}. */
    Path content() {
        return root.resolve("content");
    }

    /** A folder for each run. */
    Path runs() {
        return root.resolve("runs");
    }

    /** The key-value service's database. */
    Path keys() {
        return root.resolve("keys");
    }

    /** Compiled Python of ours, so that it is compiled once. */
    Path cache() {
        return root.resolve("cache");
    }

    /** Virtual environments: {@code <pack>/<hash>/}. */
    Path environments() {
        return root.resolve("environments");
    }

    /** The Python that stands in for StackStorm's own, by version. */
    Path programs() {
        return root.resolve("programs");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path id() {
        return root.resolve("id");
    }
}
