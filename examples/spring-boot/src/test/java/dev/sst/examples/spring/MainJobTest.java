package dev.sst.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Verdict;
import java.io.IOException;
import java.nio.file.Files;
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

    @Test
    void theReadmeShowsThisVeryProgram() throws IOException {
        String program = Files.readString(Path.of("src/main/java/dev/sst/examples/spring/MainJob.java"));
        String shown = program.substring(program.indexOf("    @Bean"), program.lastIndexOf("}"))
                .stripTrailing();

        assertThat(Files.readString(Path.of("..", "..", "README.md"))).contains(shown.replaceAll("(?m)^ {4}", ""));
    }
}
