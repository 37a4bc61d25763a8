package dev.sst.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.ReadBack;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class FoundFileTest {
    private static final TestDefinition WRITTEN = TestDefinition.builder("login", TestType.SENSOR)
            .code("class A:\r\n    pass\r\n")
            .description("Logs in")
            .build();
    private static final String DEPLOYED = "class A:\n    pass\n";

    @Test
    void whatWasNotEditedIsWhatTheAuthorWrote() {
        assertThat(readBack(DEPLOYED.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ReadBack.of("class A:\r\n    pass\r\n", "Logs in"));
    }

    @Test
    void whatWasEditedIsMadeTheAuthorsText() {
        assertThat(readBack("class Ä: pass\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ReadBack.of("CLASS Ä: PASS\n", "Logs in"));
    }

    @Test
    void whatIsNoTextIsNotReadInPart() {
        ReadBack found = readBack(new byte[] {'a', (byte) 0xff, 'b'});

        assertThat(found.found()).isEmpty();
        assertThat(found.obstacles()).containsExactly("file t/1/test.py is no UTF-8 text");
    }

    private static ReadBack readBack(byte[] bytes) {
        UnaryOperator<String> authors = text -> text.toUpperCase(Locale.ROOT);
        return new FoundFile(new DeployedFile("t/1/test.py", ContentHash.of(DEPLOYED)), bytes)
                .readBack(WRITTEN, authors);
    }
}
