package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The launcher has its own tests, in Python as it is; here they become part of the build. */
final class LauncherScriptTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theLaunchersOwnTestsPass() throws IOException, InterruptedException {
        Process tests = new ProcessBuilder("python3", "-B", "-m", "unittest", "discover", "-s", "scripts/tests")
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tests.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("Ran [1-9]\\d* tests");
    }
}
