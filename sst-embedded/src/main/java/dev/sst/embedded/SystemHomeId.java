package dev.sst.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The name of a home folder: random, made once and kept in it, so that no two folders have the same on any machine. */
final class SystemHomeId {
    private SystemHomeId() {}

    /** The folder's name; made now when it has none. The caller holds the folder's lock. */
    static String of(Path file) throws IOException {
        if (Files.exists(file)) {
            String kept = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (kept.matches("[0-9a-f-]{36}")) {
                return kept;
            }
        }
        String made = UUID.randomUUID().toString();
        Folders.write(file, made.getBytes(StandardCharsets.UTF_8));
        return made;
    }
}
