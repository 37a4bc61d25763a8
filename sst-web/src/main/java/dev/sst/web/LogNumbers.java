package dev.sst.web;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers the surprises of this process, so that an answer and a line of the log find each other. Thread-safe. */
final class LogNumbers {
    private final AtomicLong last = new AtomicLong();

    String next() {
        return "E" + last.incrementAndGet();
    }
}
