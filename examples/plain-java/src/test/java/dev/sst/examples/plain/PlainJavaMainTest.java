package dev.sst.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlainJavaMainTest {
    private static final String PROGRAM = "src/main/java/dev/sst/examples/plain/PlainJavaMain.java";

    @Test
    void itPassesBreaksWithOneIncidentAndHeals(@TempDir Path home) {
        List<String> lines = new ArrayList<>();

        PlainJavaMain.show(home, lines::add);

        assertThat(lines).hasSize(5);
        assertThat(lines.subList(0, 2)).containsExactly("verdict PASSED", "verdict FAILED");
        assertThat(lines.get(2)).startsWith("incident OPEN: ");
        assertThat(lines.get(3)).isEqualTo("verdict PASSED");
        assertThat(lines.get(4)).startsWith("incident RESOLVED: ");
    }

    @Test
    void theReadmeShowsThisVeryProgram() throws IOException {
        String program = Files.readString(Path.of(PROGRAM));
        String shown = program.substring(
                        program.indexOf("        var settings"), program.indexOf("    private static String printing"))
                .stripTrailing();
        String inner = shown.substring(0, shown.lastIndexOf("    }")).stripTrailing();

        assertThat(Files.readString(Path.of("..", "..", "README.md"))).contains(inner.replaceAll("(?m)^ {8}", ""));
    }
}
