package dev.sst.web;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.test.TestId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What this node is doing to deployments, for those who watch: the step of each that is under way, and how the last one
 * ended. It remembers the newest thousand tests, and nothing beyond the process: what is live is in the store. Thread-safe.
 */
final class DeploymentBoard {
    private static final int REMEMBERED = 1000;

    /** How far a deployment has come. */
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** @param errors why it failed; empty otherwise */
    record Progress(State state, String step, List<Problem> errors) {
        Progress {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(step, "step");
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

    /** Puts up every step of a deployment of that test. */
    DeploymentProgress steps(TestId id) {
        return step -> put(id, new Progress(State.RUNNING, step, List.of()));
    }

    void done(TestId id, String what) {
        put(id, new Progress(State.DONE, what, List.of()));
    }

    void failed(TestId id, RuntimeException why) {
        List<Problem> errors = why instanceof InvalidInputException invalid
                ? invalid.problems()
                : List.of(Problem.of("", String.valueOf(why.getMessage())));
        put(id, new Progress(State.FAILED, "", errors));
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
