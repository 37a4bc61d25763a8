package dev.sst.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** The example does what it says. */
final class MainJobTest {

    @Test
    void theExamplePasses(@TempDir Path home) {
        try (var context = SpringApplication.run(MainJob.class, "--sst.home=" + home)) {
            assertThat(context.getBean(Verdict.class)).isEqualTo(Verdict.PASSED);
        }
    }
}
