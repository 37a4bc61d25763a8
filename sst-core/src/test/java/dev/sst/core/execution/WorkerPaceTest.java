package dev.sst.core.execution;

import static dev.sst.testkit.engine.ScriptedEngine.printed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.node.CoreSettings;
import dev.sst.execution.ExecutionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How many runs a worker begins, and when. */
class WorkerPaceTest {
    private final WorkerScene scene = new WorkerScene();

    @Test
    void whenManyRunTheEndsOfSomeGatherForOneRequest() {
        for (int i = 0; i < 30; i++) {
            scene.queue(scene.deployedTest());
        }
        scene.settle();
        scene.engine.endAtOnce(order -> printed(WorkerScene.GOOD));

        ExecutionId first = scene.queue(scene.deployedTest());
        scene.settle();
        ExecutionId second = scene.queue(scene.deployedTest());
        scene.settle();

        assertThat(scene.get(first).state().finished()).isTrue();
        assertThat(scene.get(second).state().finished()).isFalse();
        scene.clock.advance(Duration.ofMillis(50));
        scene.settle();
        assertThat(scene.get(second).state().finished()).isTrue();
    }

    @Test
    void aStartInLineIsNotSentWhenTheLeaseMayHaveEndedMeanwhile() {
        Queue<Runnable> calls = new ArrayDeque<>();
        ExecutionWorker slow = scene.newWorker("slow", CoreSettings.defaults(), calls::add);
        scene.queue(scene.deployedTest());
        slow.step(true);
        scene.clock.advance(CoreSettings.DEFAULT_LEASE.plusSeconds(1));

        calls.forEach(Runnable::run);
        assertThat(scene.engine.starts()).isZero();

        scene.pass(Duration.ofSeconds(10), scene.newWorker("second"));
        assertThat(scene.engine.starts()).isOne();
    }

    @Test
    void aStartInLineIsNotSentAfterItsExecutionWasHandedBack() {
        Queue<Runnable> calls = new ArrayDeque<>();
        ExecutionWorker slow = scene.newWorker("slow", CoreSettings.defaults(), calls::add);
        scene.queue(scene.deployedTest());
        slow.step(true);
        slow.stopAccepting();
        slow.handBack();

        calls.forEach(Runnable::run);

        assertThat(scene.engine.starts()).isZero();
    }

    @Test
    void noMoreAreInFlightThanAllowed() {
        ExecutionWorker narrow = scene.newWorker(
                "narrow",
                CoreSettings.builder().maxConcurrent(3).startsPerSecond(1000).build());
        var test = scene.deployedTest();
        for (int i = 0; i < 10; i++) {
            scene.queue(test);
        }

        scene.settle(narrow);
        scene.pass(Duration.ofSeconds(3), narrow);

        assertThat(scene.engine.starts()).isEqualTo(3);
    }

    @Test
    void startsArePaced() {
        ExecutionWorker paced = scene.newWorker(
                "paced",
                CoreSettings.builder().maxConcurrent(100).startsPerSecond(5).build());
        var test = scene.deployedTest();
        for (int i = 0; i < 20; i++) {
            scene.queue(test);
        }

        scene.settle(paced);
        assertThat(scene.engine.starts()).isEqualTo(5);
        scene.pass(Duration.ofSeconds(1), paced);
        assertThat(scene.engine.starts()).isEqualTo(10);
    }
}
