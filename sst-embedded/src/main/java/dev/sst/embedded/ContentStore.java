package dev.sst.embedded;

import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.harness.ContentFile;
import dev.sst.harness.ContentHash;
import dev.sst.harness.FoundFile;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import dev.sst.test.TestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deployed files on disk. Each test has a folder in its pack's, with a record that it is ours and a folder for each version. A
 * version's folder appears whole or not at all. Not thread-safe for one test.
 */
final class ContentStore {
    private static final String OWNER = "owner.json";

    private final Path content;

    ContentStore(Path content) {
        this.content = content;
    }

    /** Whether exactly these files lie there. */
    boolean holds(String pack, String version, List<ContentFile> files) throws IOException {
        Path folder = folder(pack, version);
        return Files.isDirectory(folder)
                && differences(
                                pack,
                                files.stream()
                                        .map(file -> expected(version, file))
                                        .toList())
                        .isEmpty();
    }

    boolean exists(String pack, String version) {
        return Files.exists(folder(pack, version));
    }

    /** Writes the version, in place of what lies there; what was there is back when this fails. */
    void write(String pack, String version, List<ContentFile> files) throws IOException {
        Path folder = folder(pack, version);
        Path next = folder.resolveSibling("." + folder.getFileName() + ".next");
        Path before = folder.resolveSibling("." + folder.getFileName() + ".before");
        Folders.delete(next);
        Folders.delete(before);
        Files.createDirectories(next);
        for (ContentFile file : files) {
            Files.write(next.resolve(file.name()), file.bytes());
        }
        if (!Files.exists(folder)) {
            Folders.move(next, folder);
            return;
        }
        Folders.move(folder, before);
        try {
            Folders.move(next, folder);
        } catch (IOException e) {
            Folders.move(before, folder);
            throw e;
        }
        Folders.delete(before);
    }

    /** What differs from these files, as sentences. */
    List<String> differences(String pack, List<DeployedFile> files) throws IOException {
        List<String> differences = new ArrayList<>();
        for (DeployedFile file : files) {
            Path path = content.resolve(pack).resolve(file.path());
            try {
                if (!ContentHash.of(Files.readAllBytes(path)).equals(file.sha256())) {
                    differences.add(file.path() + " was changed");
                }
            } catch (NoSuchFileException e) {
                differences.add(file.path() + " is gone");
            }
        }
        return differences;
    }

    /** What lies there now; empty when nothing does. */
    Optional<FoundFile> found(String pack, DeployedFile file) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(content.resolve(pack).resolve(file.path()));
            return Optional.of(new FoundFile(file, bytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The files as they should be found. */
    static DeployedFile expected(String version, ContentFile file) {
        return new DeployedFile(version + "/" + file.name(), file.sha256());
    }

    /** Whether the test's folder is ours, or nothing lies there. */
    boolean isOurs(String pack, TestId test) throws IOException {
        Path folder = content.resolve(pack).resolve(test.value());
        return !Files.exists(folder)
                || owner(folder).filter(id -> id.equals(test.value())).isPresent();
    }

    /** Records that the test's folder is ours; no write when it is recorded already. */
    void own(String pack, TestId test) throws IOException {
        Path folder = content.resolve(pack).resolve(test.value());
        if (owner(folder).isEmpty()) {
            Files.createDirectories(folder);
            JsonObject record =
                    JsonObject.builder().put("test_id", test.value()).build();
            Folders.write(folder.resolve(OWNER), JsonText.writeBytes(record));
        }
    }

    /** Removes the test's versions but for that one and those in use; all of them, and the folder, when none is kept. */
    void removeOthers(String pack, TestId test, @Nullable String keptVersion, Set<String> inUse) throws IOException {
        Path folder = content.resolve(pack).resolve(test.value());
        if (!Files.exists(folder) || !isOurs(pack, test)) {
            return;
        }
        boolean anyKept = keptVersion != null;
        for (Path version : Folders.list(folder)) {
            String name = test + "/" + version.getFileName();
            if (name.equals(keptVersion) || inUse.contains(pack + "/" + name)) {
                anyKept = true;
            } else if (Files.isDirectory(version)) {
                Folders.delete(version);
            }
        }
        if (!anyKept) {
            Folders.delete(folder);
        }
    }

    private Path folder(String pack, String version) {
        return content.resolve(pack).resolve(version);
    }

    private static Optional<String> owner(Path folder) throws IOException {
        try {
            return JsonText.parse(Files.readAllBytes(folder.resolve(OWNER))) instanceof JsonObject record
                    ? record.text("test_id")
                    : Optional.empty();
        } catch (NoSuchFileException | JsonTextException e) {
            return Optional.empty();
        }
    }
}
