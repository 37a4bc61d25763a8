package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.deployment.CodeShape;
import dev.sst.harness.Caps;
import dev.sst.harness.Envelope;
import dev.sst.spi.StartOrder;
import dev.sst.test.TestDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that fail half-way. */
final class RunProcessTest {
    @TempDir
    Path folder;

    @Test
    void aStartThatIsGivenUpEndsTheRunBehindItsWrapperToo() throws Exception {
        TestDefinition definition = Bench.definition("pass");
        try (var bench = new Bench(folder)) {
            StartOrder order = Bench.order(bench.deploy(definition), definition, Set.of());
            EmbeddedSettings settings = EmbeddedSettings.in(folder);
            Home home = Home.in(folder);
            var record = RunRecord.of(order, CodeShape.SCRIPT, "content", Instant.EPOCH);
            var run = Run.about(
                    record, new RunFolder(home.runs().resolve(record.id().value())));
            run.folder().create(record);
            var processes = new RunProcess(
                    home,
                    Programs.in(home.programs()),
                    new Bubblewrap(List.of(wrapper().toString()), "a wrapper"),
                    settings.searchPath(),
                    task -> {
                        Awaitility.await()
                                .atMost(Bench.PATIENCE)
                                .until(() -> Bench.processes(record.id()).size() == 2);
                        throw new RejectedExecutionException("the engine closes when both processes are there");
                    });
            Path python = Interpreter.find("python3", settings.searchPath()).path();

            assertThatThrownBy(() -> processes.start(run, python, Envelope.of(order, Caps.LOCAL, settings.limits())))
                    .isInstanceOf(IOException.class);

            assertThat(Bench.processes(record.id())).isEmpty();
        }
    }

    /** Like bubblewrap it stays, with the run as its child, and is not what the run depends on. */
    private Path wrapper() throws IOException {
        Path file = Files.writeString(folder.resolve("wrapper"), """
                #!/bin/sh
                while [ "$1" != "--" ]; do shift; done
                shift
                exec 3<&0
                "$@" <&3 3<&- &
                wait
                """);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
