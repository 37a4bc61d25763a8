package dev.sst.core.memory;

import dev.sst.spi.ChangeFeed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Changes in memory, numbered under the lock and therefore in the order in which they became visible. */
final class MemoryChangeFeed implements ChangeFeed {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");

    private record Entry(Instant at, Change change) {}

    private final Object lock;
    private final InstantSource clock;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long last;

    MemoryChangeFeed(Object lock, InstantSource clock) {
        this.lock = lock;
        this.clock = clock;
    }

    @Override
    public String end() {
        synchronized (lock) {
            return Long.toString(last);
        }
    }

    @Override
    public List<Change> after(String cursor, int limit) {
        synchronized (lock) {
            long from = CURSOR.matcher(cursor).matches() ? Long.parseLong(cursor) : last;
            return entries.tailMap(from, false).values().stream()
                    .limit(limit)
                    .map(Entry::change)
                    .toList();
        }
    }

    @Override
    public void forgetOld() {
        synchronized (lock) {
            Instant oldest = clock.instant().minus(KEPT);
            while (!entries.isEmpty() && entries.firstEntry().getValue().at().isBefore(oldest)) {
                entries.pollFirstEntry();
            }
        }
    }

    /** Appends one change. The caller holds the lock. */
    void append(Subject subject, String id) {
        last++;
        entries.put(last, new Entry(clock.instant(), new Change(Long.toString(last), subject, id)));
    }
}
