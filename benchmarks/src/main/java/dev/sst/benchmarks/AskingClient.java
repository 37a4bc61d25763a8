package dev.sst.benchmarks;

import dev.sst.execution.EngineExecutionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts executions and asks for each of them every two seconds until it is over, as {@code st2 run} does. */
final class AskingClient implements AutoCloseable {
    private static final int THREADS = 16;
    private static final long BETWEEN_QUESTIONS_MILLIS = 2_000;

    private final List<BareClient> clients;
    private final long betweenStartsMicros;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final Map<EngineExecutionId, Instant> known = new HashMap<>();

    /** @param clients one for each test, used in turn */
    AskingClient(List<BareClient> clients, int startsPerSecond) {
        this.clients = clients;
        betweenStartsMicros = TimeUnit.SECONDS.toMicros(1) / startsPerSecond;
    }

    /** Starts so many and follows them; when the end of each was known. */
    Map<EngineExecutionId, Instant> follow(int count, Duration atMost) throws InterruptedException {
        var left = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            BareClient client = clients.get(i % clients.size());
            threads.schedule(() -> start(client, left), i * betweenStartsMicros, TimeUnit.MICROSECONDS);
        }
        if (!left.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(left.getCount() + " executions are not known to be over");
        }
        synchronized (known) {
            return Map.copyOf(known);
        }
    }

    private void start(BareClient client, CountDownLatch left) {
        try {
            askLater(client, client.start(), left);
        } catch (IOException e) {
            System.err.println("  a start was lost: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askLater(BareClient client, String id, CountDownLatch left) {
        threads.schedule(() -> ask(client, id, left), BETWEEN_QUESTIONS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask(BareClient client, String id, CountDownLatch left) {
        try {
            if (client.get(id).contains("\"end_timestamp\"")) {
                synchronized (known) {
                    known.put(new EngineExecutionId(id), Instant.now());
                }
                left.countDown();
            } else {
                askLater(client, id, left);
            }
        } catch (IOException e) {
            askLater(client, id, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
