package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real git objects, cloned by a client of git over a web server that knows nothing of it. */
final class PackRepositoriesTest {

    private static final String PACK = "disk_watch";
    private static final Map<String, String> ONE = Map.of("pack.yaml", "ref: disk_watch\n", "sensors/a.py", "# ä\n");
    private static final Map<String, String> TWO = Map.of("pack.yaml", "ref: disk_watch\n", "sensors/b.py", "# b\n");

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-24T03:00:00Z");
    private PackRepositories repositories;
    private ServedFolder served;

    @BeforeEach
    void serve() {
        repositories = PackRepositories.in(folder, () -> now);
        served = ServedFolder.of(folder);
    }

    @AfterEach
    void close() {
        served.close();
    }

    private Map<String, String> cloned(String name) {
        return ServedFolder.cloned(served.settings().repository(PACK) + "=" + name);
    }

    private long commits() throws Exception {
        try (Git git = Git.open(folder.resolve(PACK + ".git").toFile())) {
            long count = 0;
            for (RevCommit commit : git.log().call()) {
                count += commit.getParentCount() < 2 ? 1 : 0;
            }
            return count;
        }
    }

    @Test
    void aVersionIsClonedFromAPlainWebServer() {
        assertThat(repositories.commit(PACK, "1.0.0+aaa", ONE)).isEqualTo("1.0.0+aaa");

        assertThat(cloned("1.0.0+aaa")).isEqualTo(ONE);
        assertThat(repositories.head(PACK)).isEqualTo(ONE);
    }

    @Test
    void eachVersionStaysWhatItWas() {
        repositories.commit(PACK, "1.0.0+aaa", ONE);
        repositories.commit(PACK, "1.0.0+bbb", TWO);

        assertThat(cloned("1.0.0+aaa")).isEqualTo(ONE);
        assertThat(cloned("1.0.0+bbb")).isEqualTo(TWO);
        assertThat(repositories.head(PACK)).isEqualTo(TWO);
    }

    @Test
    void theSameContentAgainIsNoCommit() throws Exception {
        repositories.commit(PACK, "1.0.0+aaa", ONE);
        now = now.plusSeconds(60);

        assertThat(repositories.commit(PACK, "1.0.0+aaa", ONE)).isEqualTo("1.0.0+aaa");
        assertThat(commits()).isOne();
    }

    @Test
    void goingBackToAnEarlierVersionIsACommitOnTopAndTheSameTag() throws Exception {
        repositories.commit(PACK, "1.0.0+aaa", ONE);
        repositories.commit(PACK, "1.0.0+bbb", TWO);

        assertThat(repositories.commit(PACK, "1.0.0+aaa", ONE)).isEqualTo("1.0.0+aaa");
        assertThat(repositories.head(PACK)).isEqualTo(ONE);
        assertThat(commits()).isEqualTo(3);
    }

    @Test
    void aVersionIsNeverMovedToOtherContentWhichIsNamedByItsCommit() {
        repositories.commit(PACK, "1.0.0", ONE);

        String name = repositories.commit(PACK, "1.0.0", TWO);

        assertThat(name).matches("[0-9a-f]{40}");
        assertThat(cloned(name)).isEqualTo(TWO);
        assertThat(cloned("1.0.0")).isEqualTo(ONE);
    }

    @Test
    void whatWasInterruptedBeforeItsTagAndItsListsIsMadeWhole() throws Exception {
        repositories.commit(PACK, "1.0.0+aaa", ONE);
        Files.delete(folder.resolve(PACK + ".git/refs/tags/v1.0.0+aaa"));
        Files.delete(folder.resolve(PACK + ".git/info/refs"));

        repositories.commit(PACK, "1.0.0+aaa", ONE);

        assertThat(cloned("1.0.0+aaa")).isEqualTo(ONE);
        assertThat(commits()).isOne();
    }

    @Test
    void manyVersionsArePackedSoThatACloneAsksForFewFiles() throws IOException {
        Map<String, String> tree = new TreeMap<>(ONE);
        int last = PackRepositories.LOOSE_OBJECTS / 3;
        for (int i = 0; i <= last; i++) {
            tree.put("sensors/a.py", "# " + i + "\n");
            repositories.commit(PACK, "1.0." + i, tree);
        }

        try (Stream<Path> packs = Files.list(folder.resolve(PACK + ".git/objects/pack"))) {
            assertThat(packs).anyMatch(file -> file.toString().endsWith(".pack"));
        }
        assertThat(cloned("1.0.0").get("sensors/a.py")).isEqualTo("# 0\n");
        assertThat(cloned("1.0." + last)).isEqualTo(tree);
    }

    @Test
    void aPackOfWhichNothingWasWrittenIsNotThere() {
        assertThat(repositories.has(PACK)).isFalse();
        repositories.commit(PACK, "1.0.0", ONE);
        assertThat(repositories.has(PACK)).isTrue();
    }

    @Test
    void whoeverIsWritingAtTheSameTimeIsNotOverwritten() throws IOException {
        repositories.commit(PACK, "1.0.0+aaa", ONE);
        Files.createFile(folder.resolve(PACK + ".git/refs/heads/main.lock"));

        assertThatThrownBy(() -> repositories.commit(PACK, "1.0.0+bbb", TWO))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("the repository of pack disk_watch")
                .hasMessageContaining("refs/heads/main.lock");
        assertThat(repositories.head(PACK)).isEqualTo(ONE);
    }

    @Test
    void aFolderThatIsAFileIsRefusedAtOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> PackRepositories.in(file, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("git.directory " + file + " is no folder");
    }
}
