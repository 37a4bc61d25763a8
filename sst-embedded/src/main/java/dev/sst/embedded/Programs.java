package dev.sst.embedded;

import dev.sst.harness.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Python of this module on disk: the launcher, and the stand-in for StackStorm's own modules that {@code Action} classes
 * import. Each version has a folder of its own, so that a run which outlives an update keeps its files.
 */
record Programs(Path folder) {
    private static final List<String> FILES = List.of(
            "launch.py",
            "shim/st2common/__init__.py",
            "shim/st2common/runners/__init__.py",
            "shim/st2common/runners/base_action.py",
            "shim/st2common/datastore.py");

    /** Writes the files where they are missing or have been changed. */
    static Programs in(Path programs) throws IOException {
        var hash = new StringBuilder();
        for (String name : FILES) {
            hash.append(name).append(ContentHash.of(resource(name)));
        }
        Path folder = programs.resolve(ContentHash.of(hash.toString()).substring(0, 16));
        for (String name : FILES) {
            Path file = folder.resolve(name);
            byte[] bytes = resource(name);
            if (!Files.exists(file) || !ContentHash.of(Files.readAllBytes(file)).equals(ContentHash.of(bytes))) {
                Files.createDirectories(file.getParent());
                Folders.write(file, bytes);
            }
        }
        return new Programs(folder);
    }

    Path launcher() {
        return folder.resolve("launch.py");
    }

    Path shim() {
        return folder.resolve("shim");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = Programs.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the class path lacks dev/sst/embedded/" + name);
            }
            return stream.readAllBytes();
        }
    }
}
