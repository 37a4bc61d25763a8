package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The browser's pages are compiled against {@code sst-ui/openapi.json}: it has to be what this server says of itself. With
 * {@code -Dsst.openapi=write} the file is made anew; then the pages show where they no longer fit.
 */
final class UiDocumentTest {
    private static final Path KEPT = Path.of("..", "sst-ui", "openapi.json");
    private static final Pattern SCHEMA = Pattern.compile("\"(/[^\"]*|[A-Z][A-Za-z]+)\":\\{");

    private final RunningServer server = RunningServer.running();

    @Test
    void thePagesAreMadeForThisVeryApi() throws Exception {
        String served = served();
        if ("write".equals(System.getProperty("sst.openapi"))) {
            Files.writeString(KEPT, served);
        }
        assertThat(Files.readString(KEPT))
                .as(
                        "sst-ui/openapi.json is older than the API. Make it anew: ./mvnw -pl sst-reference-server -am verify"
                                + " -Dtest=UiDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dsst.openapi=write;"
                                + " then ./mvnw -pl sst-ui verify tells which pages have to follow")
                .isEqualTo(served);
    }

    /** Without its version, which is none of the pages' business, and with a line for each path and schema, so that changes can be read. */
    private String served() throws IOException, InterruptedException {
        JsonObject document = server.get("/openapi.json").object();
        JsonObject info = (JsonObject) document.get("info").orElseThrow();
        JsonObject neutral = document.with("info", info.with("version", new JsonString("any")));
        String text = new String(JsonText.writeBytes(neutral), StandardCharsets.UTF_8);
        return SCHEMA.matcher(text).replaceAll("\n$0") + "\n";
    }
}
