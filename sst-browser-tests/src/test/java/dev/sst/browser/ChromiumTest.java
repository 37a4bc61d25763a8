package dev.sst.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which browser is used, and what somebody reads who has none. */
class ChromiumTest {
    @TempDir
    private Path folder;

    private Path executable(String name) throws IOException {
        return Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @Test
    void theNamedOneComesFirst() throws IOException {
        Path named = executable("a-browser");
        executable("chromium");

        assertThat(Chromium.executable(Map.of("SST_CHROMIUM", named.toString(), "PATH", folder.toString())))
                .isEqualTo(named);
    }

    @Test
    void elseOneOnThePathIsTaken() throws IOException {
        Path found = executable("chromium-browser");

        assertThat(Chromium.executable(Map.of("PATH", "/nowhere:" + folder))).isEqualTo(found);
    }

    @Test
    void aNamedOneThatIsNotThereIsRefusedByName() {
        assertThatThrownBy(() -> Chromium.executable(Map.of("SST_CHROMIUM", "/nowhere/chrome", "PATH", "/usr/bin")))
                .hasMessage("SST_CHROMIUM names /nowhere/chrome, which cannot be executed.");
    }

    @Test
    void whoHasNoneIsToldWhatToInstall() {
        assertThatThrownBy(() -> Chromium.executable(Map.of("PATH", folder.toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("apt-get install chromium")
                .hasMessageContaining("SST_CHROMIUM");
    }
}
