package dev.sst.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineState;
import dev.sst.execution.Outcome;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.Ending;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The part of {@link EngineContract} about code that would take its engine along: what it prints cannot. */
public abstract class HostileRunsContract extends DeployerContract {

    /** Between two of these StackStorm's Python runner looks for what a class returned. */
    private static final String RUNNERS_DELIMITER = "%%%%%~=~=~=************=~=~=~%%%%";

    @Test
    void aRunThatPrintsWithoutEndIsEndedInTimeAndTheNextRuns() {
        Deployment endless = bench.deploy("n = 0\nwhile True:\n    print('line', n)\n    n += 1\n", CodeShape.SCRIPT);

        RunReport report = EngineWorkbench.report(
                bench.run(bench.start(endless, JsonObject.empty(), Set.of(), Duration.ofSeconds(3))));

        assertThat(report.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(report.duration()).isLessThan(Duration.ofSeconds(20));
        assertThat(report.stdout().complete()).isFalse();
        assertThat(report.stdout().head()).startsWith("line 0\nline 1\n");

        Outcome next = bench.run(bench.start(bench.deploy("print('next')\n", CodeShape.SCRIPT)));
        assertThat(next.state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(EngineWorkbench.report(next).stdout().text()).isEqualTo("next\n");
    }

    @Test
    void aClassThatPrintsWhatStackStormFindsResultsByIsReportedAllTheSame() {
        String code = """
                from st2common.runners.base_action import Action


                class Probe(Action):
                    def run(self):
                        print("%s{}%s")
                        return {"status": "success"}
                """.formatted(RUNNERS_DELIMITER, RUNNERS_DELIMITER);

        Outcome outcome = bench.run(bench.start(bench.deploy(code, CodeShape.ACTION_CLASS)));

        RunReport report = EngineWorkbench.report(outcome);
        assertThat(outcome.state()).isEqualTo(EngineState.SUCCEEDED);
        assertThat(report.stdout().text()).isEqualTo(RUNNERS_DELIMITER + "{}" + RUNNERS_DELIMITER + "\n");
        assertThat(report.value())
                .isEqualTo(JsonObject.builder().put("status", "success").build());
    }
}
