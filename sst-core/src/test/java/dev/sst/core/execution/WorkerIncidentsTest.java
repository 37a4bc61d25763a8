package dev.sst.core.execution;

import static dev.sst.testkit.engine.ScriptedEngine.printed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.EngineState;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Verdict;
import dev.sst.incident.IncidentStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ends of runs do to incidents. */
class WorkerIncidentsTest {
    private final WorkerScene scene = new WorkerScene();

    @Test
    void aFailureOpensOneIncidentFurtherOnesAddToItAndAPassResolvesIt() {
        var test = scene.deployedTest();
        ExecutionId first = scene.queue(test);
        ExecutionId second = scene.queue(test);
        scene.settle();
        scene.engine.endAll(printed(WorkerScene.BAD));
        scene.settle();

        assertThat(scene.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.status()).isEqualTo(IncidentStatus.OPEN);
            assertThat(incident.occurrences()).isEqualTo(2);
            assertThat(incident.executions()).containsExactlyInAnyOrder(first, second);
        });
        var opened = scene.incidents().get(0).id();
        assertThat(scene.get(first).incidentId()).isEqualTo(opened);

        scene.queue(test);
        scene.settle();
        scene.engine.endAll(printed(WorkerScene.GOOD));
        scene.settle();

        assertThat(scene.incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.resolved()).isTrue());
        assertThat(scene.stores.incidents().deliveries(List.of(opened)))
                .extracting(delivery -> delivery.event().name())
                .containsExactly("OPENED", "UPDATED", "RESOLVED");
    }

    @Test
    void anAbandonedRunOpensNoIncident() {
        ExecutionId id = scene.queue(scene.deployedTest());
        scene.settle();

        scene.engine.endAll(EngineState.ABANDONED);
        scene.settle();

        assertThat(scene.get(id).verdict().orElseThrow().verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(scene.incidents()).isEmpty();
    }
}
