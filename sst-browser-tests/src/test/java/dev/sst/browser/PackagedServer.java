package dev.sst.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.testkit.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packaged server as people start it, with embedded PostgreSQL and the embedded engine.
 *
 * @param home what it keeps; removed with it
 */
record PackagedServer(ServerProcess process, Path home) implements AutoCloseable {

    /** Starts one that nobody has used, and returns when it is ready. */
    static PackagedServer start() {
        Path jar = Path.of(System.getProperty("sst.browser.server", ""));
        assertThat(jar).as("the packaged server; ./mvnw -Pbrowser makes it").isRegularFile();
        try {
            Path home = Files.createTempDirectory("sst-browser");
            var server = new PackagedServer(
                    ServerProcess.launch(List.of("-jar", jar.toString()), home, Map.of())
                            .ready(),
                    home);
            assertThat(server.process.send("GET", "/ui/", null).statusCode())
                    .as("status of the pages; -DskipUi leaves them out")
                    .isEqualTo(200);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it politely, and removes its home. */
    @Override
    public void close() {
        process.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
