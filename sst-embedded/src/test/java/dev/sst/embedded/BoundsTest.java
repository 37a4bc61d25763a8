package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.RunReport;
import dev.sst.harness.Limits;
import dev.sst.spi.Observation;
import dev.sst.spi.StartAnswer;
import dev.sst.test.TestDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test may use, and what the engine keeps. */
final class BoundsTest {
    @TempDir
    Path home;

    @Test
    void memoryAndFilesAreLimited() {
        try (var bench = new Bench(home, settings -> settings.limits(new Limits(null, 512L << 20, null, 1L << 20)))) {
            RunReport report = bench.report(Bench.definition("""
                    try:
                        x = bytearray(1 << 30)
                    except MemoryError:
                        print('no memory', flush=True)
                    import signal
                    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                    try:
                        with open('big', 'wb') as file:
                            file.write(b'x' * (2 << 20))
                    except OSError:
                        print('no room')
                    """));

            assertThat(report.stdout().text()).isEqualTo("no memory\nno room\n");
        }
    }

    @Test
    void processorTimeIsLimited() {
        try (var bench = new Bench(home, settings -> settings.limits(new Limits(1L, null, null, null)))) {
            RunReport report = bench.report(Bench.definition("while True: pass"));

            assertThat(report.ending()).isEqualTo(RunReport.Ending.SIGNALED);
        }
    }

    @Test
    void beyondTheNumberOfRunsNothingIsStarted() {
        try (var bench = new Bench(home, settings -> settings.maxRuns(1))) {
            EngineExecutionId first = bench.start(Bench.definition("import time\ntime.sleep(60)"));
            TestDefinition definition = Bench.definition("pass");

            assertThat(bench.engine().runner().start(Bench.order(bench.deploy(definition), definition, Set.of())))
                    .isEqualTo(new StartAnswer.NotSent("1 runs are going on, which is the limit"));

            bench.engine().runner().cancel(first);
            bench.outcome(first);
            assertThat(bench.run(definition).state()).isEqualTo(EngineState.SUCCEEDED);
        }
    }

    @Test
    void theOldestFinishedRunsMakeRoomOnceTheyWereCollected() {
        try (var bench = new Bench(home, settings -> settings.keptRuns(1))) {
            EngineExecutionId first = bench.start(Bench.definition("pass"));
            bench.outcome(first);
            EngineExecutionId second = bench.start(Bench.definition("pass"));
            bench.outcome(second);

            assertThat(bench.engine().runner().observe(List.of(first, second)))
                    .containsExactly(
                            new Observation(first, EngineState.LOST), new Observation(second, EngineState.SUCCEEDED));
            assertThat(home.resolve("engine/runs").resolve(first.value())).doesNotExist();
            assertThat(home.resolve("engine/runs").resolve(second.value())).exists();
        }
    }
}
