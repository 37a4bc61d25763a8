package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.Inquiry;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import dev.sst.spi.Deployer;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.Intervention;
import dev.sst.spi.Runner;
import dev.sst.testkit.store.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InterventionsTest {
    private static final EngineExecutionId RUN = new EngineExecutionId("6b03de253b0b283900cba941");

    private final List<String> done = new ArrayList<>();
    private final Execution waiting = Samples.claimed(Samples.queued(Samples.testId()));
    private final Execution running = waiting.toBuilder()
            .attempt(waiting.lastAttempt().orElseThrow().started(RUN, 1, Samples.now()))
            .build();
    private final Execution over = Samples.finished(running, Verdict.PASSED);

    private Interventions with(boolean able) {
        return new Interventions(new WorkflowEngine(able));
    }

    @Test
    void theRunOfTheLastAttemptIsWhatIsPausedResumedAndAnswered() {
        with(true).pause(running);
        with(true).resume(running);
        with(true).answer(running, "q", JsonObject.empty());

        assertThat(done).containsExactly("pause " + RUN, "resume " + RUN, "answer " + RUN + " q");
        assertThat(with(true).inquiries(running)).extracting(Inquiry::id).containsExactly("q");
    }

    @Test
    void nothingIsAskedOfWhatIsOverOrHasNotBegun() {
        refused(Reason.ALREADY_FINISHED, () -> with(true).pause(over));
        refused(Reason.ALREADY_FINISHED, () -> with(true).answer(over, "q", JsonObject.empty()));
        refused(Reason.NOT_POSSIBLE, () -> with(true).resume(waiting));

        assertThat(with(true).inquiries(over)).isEmpty();
        assertThat(with(true).inquiries(waiting)).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void anEngineWithoutWorkflowsSaysSo() {
        refused(Reason.NOT_POSSIBLE, () -> with(false).pause(running));

        assertThat(with(false).inquiries(running)).isEmpty();
    }

    private static void refused(Reason reason, Runnable what) {
        assertThatThrownBy(what::run)
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        conflict -> assertThat(conflict.reason()).isEqualTo(reason));
    }

    private final class WorkflowEngine implements Engine, Intervention {
        private final boolean able;

        WorkflowEngine(boolean able) {
            this.able = able;
        }

        @Override
        public Optional<Intervention> intervention() {
            return able ? Optional.of(this) : Optional.empty();
        }

        @Override
        public void pause(EngineExecutionId run) {
            done.add("pause " + run);
        }

        @Override
        public void resume(EngineExecutionId run) {
            done.add("resume " + run);
        }

        @Override
        public List<Inquiry> inquiries(EngineExecutionId run) {
            return List.of(new Inquiry("q", "ask", "", JsonObject.empty()));
        }

        @Override
        public void answer(EngineExecutionId run, String inquiry, JsonObject response) {
            done.add("answer " + run + " " + inquiry);
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Deployer deployer() {
            throw new UnsupportedOperationException("nothing is deployed");
        }

        @Override
        public Runner runner() {
            throw new UnsupportedOperationException("nothing is started");
        }

        @Override
        public EngineMonitor monitor() {
            throw new UnsupportedOperationException("nothing is watched");
        }

        @Override
        public void close() {}
    }
}
