package dev.sst.core.execution;

import dev.sst.SstException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Outcome;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.Runner;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the engine from threads of the executor and keeps the answers until the worker's own thread takes them: so all that
 * the worker knows is touched by one thread. Thread-safe.
 */
final class EngineCalls {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCalls.class);

    /** Hears the answers. A failure is one sentence, and says nothing about the runs. */
    interface Answers {
        void started(ExecutionId id, StartAnswer answer);

        void found(ExecutionId id, Optional<EngineExecutionId> run);

        void notFoundOut(ExecutionId id, String failure);

        void observed(List<Observation> observations);

        void collected(List<CollectOrder> asked, List<Outcome> outcomes);

        void notCollected(List<CollectOrder> asked, String failure);
    }

    private final Runner runner;
    private final Executor executor;
    private final Runnable wake;
    private final Queue<Consumer<Answers>> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    EngineCalls(Runner runner, Executor executor, Runnable wake) {
        this.runner = runner;
        this.executor = executor;
        this.wake = wake;
    }

    /** How many calls are on their way. */
    int inFlight() {
        return inFlight.get();
    }

    /** Hands every answer that has come to that listener, on this thread; whether there was any. */
    boolean drainTo(Answers listener) {
        Consumer<Answers> answer = answers.poll();
        boolean any = answer != null;
        while (answer != null) {
            answer.accept(listener);
            answer = answers.poll();
        }
        return any;
    }

    void start(ExecutionId id, StartOrder order) {
        call(() -> {
            StartAnswer answer = startOnce(order);
            return listener -> listener.started(id, answer);
        });
    }

    private StartAnswer startOnce(StartOrder order) {
        try {
            return runner.start(order);
        } catch (RuntimeException e) {
            LOG.error("Starting {} failed in a way the engine should have answered", order.key(), e);
            return new StartAnswer.Unknown(
                    "the start failed unexpectedly: " + e.getClass().getSimpleName());
        }
    }

    void find(ExecutionId id, String key, String ref, Instant notBefore) {
        call(() -> {
            try {
                Optional<EngineExecutionId> run = runner.findByKey(key, ref, notBefore);
                return listener -> listener.found(id, run);
            } catch (RuntimeException e) {
                String failure = words(e);
                return listener -> listener.notFoundOut(id, failure);
            }
        });
    }

    void observe(List<EngineExecutionId> ids) {
        call(() -> {
            try {
                List<Observation> seen = runner.observe(ids);
                return listener -> listener.observed(seen);
            } catch (RuntimeException e) {
                LOG.warn("Could not look after {} runs: {}", ids.size(), words(e));
                return listener -> listener.observed(List.of());
            }
        });
    }

    void collect(List<CollectOrder> orders) {
        call(() -> {
            try {
                List<Outcome> outcomes = runner.collect(orders);
                return listener -> listener.collected(orders, outcomes);
            } catch (RuntimeException e) {
                String failure = words(e);
                return listener -> listener.notCollected(orders, failure);
            }
        });
    }

    /** Asks for the end; whether it came, observing says. */
    void cancel(EngineExecutionId id) {
        call(() -> {
            try {
                runner.cancel(id);
            } catch (RuntimeException e) {
                LOG.warn("Could not ask for the end of run {}: {}", id, words(e));
            }
            return listener -> {};
        });
    }

    private void call(Supplier<Consumer<Answers>> work) {
        inFlight.incrementAndGet();
        executor.execute(() -> {
            try {
                answers.add(work.get());
            } finally {
                inFlight.decrementAndGet();
                wake.run();
            }
        });
    }

    private static String words(RuntimeException e) {
        if (e instanceof SstException) {
            return String.valueOf(e.getMessage());
        }
        LOG.error("The engine failed in a way it should have translated", e);
        return "unexpected " + e.getClass().getSimpleName();
    }
}
