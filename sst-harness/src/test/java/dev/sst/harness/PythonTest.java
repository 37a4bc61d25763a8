package dev.sst.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Runs the tests that are written in Python, beside the programs they test. */
final class PythonTest {

    @Test
    void theHarnesssOwnTestsPass() throws Exception {
        Process tests = new ProcessBuilder("python3", "-B", "-m", "unittest", "discover", "-s", "src/test/python")
                .redirectErrorStream(true)
                .start();
        String output = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tests.waitFor()).as(output).isZero();
        assertThat(output).containsPattern("Ran [1-9]\\d* tests");
    }
}
