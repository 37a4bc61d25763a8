package dev.sst.web;

import dev.sst.Deployments;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.SstException;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this node is doing to deployments, for those who watch: the step of each that is under way, and how the last one
 * ended. It remembers the newest thousand tests, and nothing beyond the process: what is live is in the store. Thread-safe.
 */
final class DeploymentBoard {
    private static final int REMEMBERED = 1000;
    private static final int MOST_STEPS = 200;

    /** How far a deployment has come. */
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * How far one has come.
     *
     * @param step the last step, or how it ended
     * @param steps those begun so far, in order; all but the last are done
     * @param by who asked for it
     * @param errors why it failed; empty otherwise
     * @param result what came of it; {@code null} unless it is a deployment that is done
     */
    record Progress(
            State state,
            String step,
            List<String> steps,
            String by,
            List<Problem> errors,
            Deployments.@Nullable Deployed result) {
        Progress {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(by, "by");
            steps = List.copyOf(steps);
            errors = List.copyOf(errors);
        }
    }

    private final Map<TestId, Progress> newest = new LinkedHashMap<>();
    private volatile Consumer<TestId> watcher = id -> {};

    /** Is told of every change from now on, on the thread that makes it. */
    void watch(Consumer<TestId> who) {
        watcher = who;
    }

    synchronized Optional<Progress> of(TestId id) {
        return Optional.ofNullable(newest.get(id));
    }

    /** One thing that is being done to the deployment of a test: it is told each step, then how it ended. */
    final class Work {
        private final TestId id;
        private final String by;
        private final List<String> steps = new ArrayList<>();
        private Deployments.@Nullable Deployed result;

        private Work(TestId id, String by) {
            this.id = id;
            this.by = by;
        }

        void step(String step) {
            if (steps.size() < MOST_STEPS) {
                steps.add(step);
            }
            put(id, new Progress(State.RUNNING, step, steps, by, List.of(), null));
        }

        /** What came of a deployment, which is told when it is done. */
        Deployments.Deployed came(Deployments.Deployed deployed) {
            result = deployed;
            return deployed;
        }

        void done(String what) {
            put(id, new Progress(State.DONE, what, steps, by, List.of(), result));
        }

        void failed(RuntimeException why) {
            put(id, new Progress(State.FAILED, "", steps, by, errors(why), null));
        }

        private static List<Problem> errors(RuntimeException why) {
            if (why instanceof InvalidInputException invalid) {
                return invalid.problems();
            }
            return List.of(Problem.of(
                    "", why instanceof SstException ? String.valueOf(why.getMessage()) : ProblemAnswer.UNEXPECTED));
        }
    }

    /** Something is about to be done to that test. */
    Work begin(TestId id, String by) {
        return new Work(id, by);
    }

    private void put(TestId id, Progress progress) {
        synchronized (this) {
            newest.remove(id);
            newest.put(id, progress);
            if (newest.size() > REMEMBERED) {
                newest.remove(newest.keySet().iterator().next());
            }
        }
        watcher.accept(id);
    }
}
