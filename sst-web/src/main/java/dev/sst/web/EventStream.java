package dev.sst.web;

import dev.sst.SstException;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.ChangeFeed;
import dev.sst.spi.ChangeFeed.Change;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events out of the change feed. One thread reads the feed for all subscribers, and only while there are any:
 *
 * <ol>
 *   <li>every {@link #POLL}, for each place in the feed where subscribers stand (nearly always one), it asks what follows;
 *   <li>of several changes of one thing it keeps the last, and reads the thing once for everybody;
 *   <li>it puts the event into each subscriber's queue, with the change's cursor as its id, and moves them on;
 *   <li>who has heard nothing for {@link #QUIET} gets a comment line: it means that nothing has changed, so nobody gets one
 *       while the feed cannot be read.
 * </ol>
 *
 * <p>A client that comes back with {@code Last-Event-ID} goes on behind that change, on whatever node. Thread-safe.
 */
final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** How often the feed is read. */
    static final Duration POLL = Duration.ofMillis(250);

    /** After how much silence a comment is sent; the contract says 15 s at most. */
    static final Duration QUIET = Duration.ofSeconds(10);

    /**
     * After that long a stream ends, and its client comes back and is asked anew who it is: a session that has ended, or a
     * token that was taken back, hears no more.
     */
    static final Duration LONGEST = Duration.ofMinutes(15);

    /** The most streams of one node. */
    static final int MAX_SUBSCRIBERS = 500;

    private static final int BATCH = 200;
    private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final ChangeFeed feed;
    private final Function<Change, Optional<JsonObject>> reader;
    private final Set<EventSubscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor poller;
    private @Nullable Future<?> polling;
    private boolean troubled;

    /** @param reader the thing a change tells of, as the resource's own JSON; empty when there is nothing to tell */
    EventStream(ChangeFeed feed, Function<Change, Optional<JsonObject>> reader) {
        this.feed = feed;
        this.reader = reader;
        poller = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "sst-events");
            thread.setDaemon(true);
            return thread;
        });
        poller.setKeepAliveTime(5, TimeUnit.SECONDS);
        poller.allowCoreThreadTimeOut(true);
        poller.setRemoveOnCancelPolicy(true);
    }

    /**
     * Opens a stream on that request.
     *
     * @param lastEventId the cursor to go on behind; {@code null} for what comes from now on
     */
    void open(HttpServletRequest request, HttpServletResponse response, @Nullable String lastEventId)
            throws IOException {
        String cursor = place(lastEventId);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext async = request.startAsync();
        async.setTimeout(LONGEST.toMillis());
        var out = response.getOutputStream();
        var subscriber = new EventSubscriber(async, out, cursor, this::over);
        async.addListener(subscriber);
        subscriber.offer(greeting(cursor), System.nanoTime());
        out.setWriteListener(subscriber);
        join(subscriber);
    }

    /** A place that is not one of this feed's, or one at its end, is the end as it was before we looked. */
    private String place(@Nullable String lastEventId) {
        String end = feed.end();
        return lastEventId == null || feed.after(lastEventId, 1).isEmpty() ? end : lastEventId;
    }

    /** An id without an event: the client knows where it stands before anything has happened. */
    private static byte[] greeting(String cursor) {
        return ("retry: 2000\nid: " + cursor + "\n: welcome\n\n").getBytes(StandardCharsets.UTF_8);
    }

    int size() {
        return subscribers.size();
    }

    /** Whether there is room for one more. */
    boolean full() {
        return subscribers.size() >= MAX_SUBSCRIBERS;
    }

    private synchronized void join(EventSubscriber subscriber) {
        if (poller.isShutdown()) {
            subscriber.end();
            return;
        }
        subscribers.add(subscriber);
        if (polling == null) {
            polling = poller.scheduleWithFixedDelay(this::poll, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void over(EventSubscriber subscriber) {
        subscribers.remove(subscriber);
        if (subscribers.isEmpty() && polling != null) {
            polling.cancel(false);
            polling = null;
        }
    }

    /** Tells everybody who listens here, without a place in the feed. */
    void tell(String event, JsonObject json) {
        if (!subscribers.isEmpty() && !poller.isShutdown()) {
            byte[] piece = piece(event, null, json);
            poller.execute(() -> subscribers.forEach(subscriber -> subscriber.offer(piece, System.nanoTime())));
        }
    }

    private void poll() {
        try {
            Map<String, List<EventSubscriber>> places = new HashMap<>();
            for (EventSubscriber subscriber : subscribers) {
                places.computeIfAbsent(subscriber.cursor(), place -> new ArrayList<>())
                        .add(subscriber);
            }
            places.forEach(this::advance);
            comment();
            troubled = false;
        } catch (SstException e) {
            if (!troubled) {
                LOG.warn("Events wait, the changes cannot be read: {}", e.getMessage());
            }
            troubled = true;
        } catch (RuntimeException e) {
            LOG.error("Events could not be told", e);
        }
    }

    private void advance(String cursor, List<EventSubscriber> here) {
        List<Change> changes = feed.after(cursor, BATCH);
        if (changes.isEmpty()) {
            return;
        }
        for (Change change : lastOfEach(changes)) {
            read(change).ifPresent(json -> {
                byte[] piece = piece(Json.word(change.subject().name()), change.cursor(), json);
                here.forEach(subscriber -> subscriber.offer(piece, System.nanoTime()));
            });
        }
        String next = changes.get(changes.size() - 1).cursor();
        here.forEach(subscriber -> subscriber.cursor(next));
    }

    /** A thing that cannot be told is left out: whatever follows it in the feed would wait for ever. */
    private Optional<JsonObject> read(Change change) {
        try {
            return reader.apply(change);
        } catch (SstException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The change of {} {} cannot be told and is left out", change.subject(), change.id(), e);
            return Optional.empty();
        }
    }

    private static Iterable<Change> lastOfEach(List<Change> changes) {
        Map<String, Change> last = new LinkedHashMap<>();
        for (Change change : changes) {
            String thing = change.subject() + " " + change.id();
            last.remove(thing);
            last.put(thing, change);
        }
        return last.values();
    }

    private static byte[] piece(String event, @Nullable String id, JsonObject json) {
        String idLine = id == null ? "" : "id: " + id + "\n";
        return ("event: " + event + "\n" + idLine + "data: " + JsonText.write(json) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void comment() {
        long now = System.nanoTime();
        for (EventSubscriber subscriber : subscribers) {
            if (now - subscriber.lastOfferNanos() >= QUIET.toNanos()) {
                subscriber.offer(COMMENT, now);
            }
        }
    }

    /** Ends all streams; their clients come back, here or at another node. */
    @Override
    public void close() {
        poller.shutdownNow();
        subscribers.forEach(EventSubscriber::end);
    }
}
