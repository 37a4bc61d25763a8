package dev.sst.stackstorm;

import dev.sst.SstException;
import dev.sst.spi.Observation;
import dev.sst.spi.Runner.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * StackStorm's events about executions, over one connection.
 *
 * <ol>
 *   <li>Connect. A 401 drops the token, so that the next attempt logs in anew.
 *   <li>The first empty line means "subscribed"; before it nothing is healthy. nginx answers 200 with {@code retry: 1000} for a
 *       stream service that is down: that line is not empty.
 *   <li>Pass on what is read. After {@code silence} without any line a watchdog closes the connection: a filtered stream may be
 *       quiet for minutes and still be alive, and a dead one looks the same.
 *   <li>When it ended, wait (1 s, doubling to 30 s) and begin again. There is no replay, so {@link #healthy()} says yes only
 *       {@link #SETTLING} after a subscription: until then the runs are observed at the fast pace, which finds what was missed.
 * </ol>
 *
 * Thread-safe. The listener is called on the stream's thread; what it throws is logged and costs that one event.
 */
final class EventStream implements Signals {

    /** Opens streams. */
    @FunctionalInterface
    interface Factory {
        EventStream open(Consumer<Observation> listener);
    }

    static final Duration SETTLING = Duration.ofSeconds(5);

    /** An event holds a whole result; one longer than this is left to the observing. */
    static final int EVENT_LIMIT = 1024 * 1024;

    /** Nothing is over when it is created. */
    private static final String PATH = "/v1/stream?events=" + ExecutionEvent.PREFIX + "update";

    private static final long FIRST_PAUSE_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final EventSource source;
    private final Credentials credentials;
    private final Supplier<String> requestIds;
    private final Duration silence;
    private final Consumer<Observation> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object lock = new Object();
    private @Nullable InputStream body;
    private volatile long subscribedAt;
    private volatile boolean subscribed;
    private volatile long lastLineAt;

    EventStream(
            EventSource source,
            Credentials credentials,
            Supplier<String> requestIds,
            Duration silence,
            Consumer<Observation> listener) {
        this.source = source;
        this.credentials = credentials;
        this.requestIds = requestIds;
        this.silence = silence;
        this.listener = listener;
    }

    /** Begins to connect, on threads of its own. */
    EventStream started() {
        thread("sst-stackstorm-events", this::follow);
        thread("sst-stackstorm-events-watch", this::watch);
        return this;
    }

    private static void thread(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean healthy() {
        return subscribed && System.nanoTime() - subscribedAt >= SETTLING.toNanos();
    }

    /** Whether the server said that it sends events, however long ago. */
    boolean subscribed() {
        return subscribed;
    }

    @Override
    public void close() {
        closed.countDown();
        disconnect();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void follow() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!isClosed()) {
            boolean wasSubscribed = connection();
            pause = wasSubscribed ? FIRST_PAUSE_MILLIS : Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            if (ended(pause)) {
                return;
            }
        }
    }

    /** One connection from its beginning to its end; whether it ever sent events. */
    private boolean connection() {
        try {
            Optional<Credentials.Header> credential = credentials.header();
            EventSource.Opened opened = source.open(request(credential));
            if (!hold(opened.body())) {
                return false;
            }
            if (opened.status() != 200) {
                LOG.info("StackStorm's event stream answered {}", opened.status());
                if (opened.status() == 401) {
                    credential.ifPresent(credentials::refused);
                }
                return false;
            }
            return read(new ServerSentEvents(opened.body(), EVENT_LIMIT));
        } catch (TransportException | SstException e) {
            LOG.info("StackStorm's event stream cannot be reached: {}", e.getMessage());
            return false;
        } finally {
            disconnect();
        }
    }

    private Request request(Optional<Credentials.Header> credential) {
        var request = new Request(Request.Service.STREAM, "GET", PATH, Map.of("Accept", "text/event-stream"), null)
                .with(Request.REQUEST_ID, requestIds.get());
        return credential
                .map(header -> request.with(header.name(), header.value()))
                .orElse(request);
    }

    private boolean read(ServerSentEvents events) {
        boolean ever = false;
        try {
            for (Optional<ServerSentEvents.Item> item = events.next(); item.isPresent(); item = events.next()) {
                lastLineAt = System.nanoTime();
                if (item.get() instanceof ServerSentEvents.Blank && !subscribed) {
                    subscribedAt = lastLineAt;
                    subscribed = true;
                    ever = true;
                } else if (item.get() instanceof ServerSentEvents.Event event) {
                    pass(event);
                }
            }
        } catch (IOException e) {
            LOG.debug("StackStorm's event stream ended: {}", e.getMessage());
        }
        return ever;
    }

    private void pass(ServerSentEvents.Event event) {
        if (!subscribed || !event.name().startsWith(ExecutionEvent.PREFIX)) {
            return;
        }
        try {
            event.data().flatMap(ExecutionEvent::read).ifPresent(listener);
        } catch (RuntimeException e) {
            LOG.warn("an event of StackStorm's was passed over", e);
        }
    }

    /** Ends a connection on which nothing was heard for too long. */
    private void watch() {
        while (!ended(Math.max(1, silence.toMillis() / 4))) {
            boolean open;
            synchronized (lock) {
                open = body != null;
            }
            if (open && System.nanoTime() - lastLineAt > silence.toNanos()) {
                LOG.info("StackStorm's event stream was silent for {} s and is opened anew", silence.toSeconds());
                disconnect();
            }
        }
    }

    private boolean hold(InputStream opened) {
        synchronized (lock) {
            body = opened;
            lastLineAt = System.nanoTime();
        }
        if (isClosed()) {
            disconnect();
            return false;
        }
        return true;
    }

    private void disconnect() {
        InputStream open;
        synchronized (lock) {
            subscribed = false;
            open = body;
            body = null;
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("closing the event stream failed: {}", e.getMessage());
            }
        }
    }

    /** Waits; true when closed meanwhile. */
    private boolean ended(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
