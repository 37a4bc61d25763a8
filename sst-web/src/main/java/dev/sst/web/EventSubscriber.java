package dev.sst.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One open event stream. Whoever has something for it puts it in its queue and goes on: writing never blocks, and takes no
 * thread of its own. A queue that grows past {@link #MAX_QUEUED} bytes belongs to somebody who does not read: the stream is
 * ended, and the client comes back with its last id.
 *
 * <p>{@link #offer} may be called by one thread at a time; the container's threads write beside it. The container uses its
 * objects of a request that is over for another connection at once, and a thread that is still on its way out of a write that
 * failed notes that there: with Tomcat 11, streams that were left cut those that had just begun. So whatever the container
 * says of an end waits for the one who writes, though not for ever: the container takes locks of its own.
 */
final class EventSubscriber implements WriteListener, AsyncListener {
    /** How many bytes may wait for a client. */
    static final long MAX_QUEUED = 4 * 1024 * 1024;

    private static final long LONGEST_WRITE_SECONDS = 5;

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Consumer<EventSubscriber> whenOver;
    private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicInteger writers = new AtomicInteger();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean started;
    private volatile boolean ending;
    private volatile boolean over;
    private volatile boolean slow;
    private boolean unflushed;
    private String cursor;
    private long lastOfferNanos;

    EventSubscriber(AsyncContext async, ServletOutputStream out, String cursor, Consumer<EventSubscriber> whenOver) {
        this.async = async;
        this.out = out;
        this.cursor = cursor;
        this.whenOver = whenOver;
    }

    /** Where it goes on. Read and written by the polling thread alone, once it is known there. */
    String cursor() {
        return cursor;
    }

    void cursor(String next) {
        cursor = next;
    }

    long lastOfferNanos() {
        return lastOfferNanos;
    }

    /** Hands it a piece of the stream, shared and never changed. */
    void offer(byte[] piece, long nowNanos) {
        if (over || ending) {
            return;
        }
        lastOfferNanos = nowNanos;
        if (queued.addAndGet(piece.length) > MAX_QUEUED) {
            slow = true;
            end();
            return;
        }
        queue.add(piece);
        write();
    }

    /** Ends the stream; what waits is not written any more when the client is slow. */
    void end() {
        ending = true;
        write();
    }

    @Override
    public void onWritePossible() {
        started = true;
        write();
    }

    /** Whoever comes while somebody writes leaves a note; the one who writes looks again. */
    private void write() {
        if (writers.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            writing.lock();
            try {
                writeWhatIsPossible();
            } catch (IOException | IllegalStateException e) {
                leave();
            } finally {
                writing.unlock();
            }
            seen = writers.addAndGet(-seen);
        } while (seen != 0);
    }

    private void writeWhatIsPossible() throws IOException {
        if (over) {
            return;
        }
        if (slow) {
            finish();
            return;
        }
        while (started && out.isReady()) {
            byte[] next = queue.poll();
            if (next != null) {
                out.write(next);
                queued.addAndGet(-next.length);
                unflushed = true;
            } else if (unflushed) {
                unflushed = false;
                out.flush();
            } else {
                if (ending) {
                    finish();
                }
                return;
            }
        }
    }

    private void finish() {
        if (!over) {
            leave();
            complete();
        }
    }

    /**
     * Gives up without a word to the container. After a write that failed the container ends the request by itself and tells
     * {@link #onError(AsyncEvent)}: to complete it beside that, from a thread that is not the container's, would hand back twice
     * what the container may have given to another connection by then.
     */
    private void leave() {
        over = true;
        queue.clear();
        whenOver.accept(this);
    }

    /** Nobody writes when it returns, and nobody will. */
    private void stopWriting() {
        leave();
        try {
            if (writing.tryLock(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS)) {
                writing.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            queue.clear(); // the container has ended it already
        }
    }

    @Override
    public void onError(Throwable t) {
        stopWriting();
        complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        stopWriting();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        stopWriting();
        complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        stopWriting();
        complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
