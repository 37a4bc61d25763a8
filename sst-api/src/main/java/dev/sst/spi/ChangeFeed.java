package dev.sst.spi;

import java.util.List;
import java.util.Objects;

/**
 * What has changed, in the order in which it became visible, for those who watch. Stores write it with each change. Entries
 * older than an hour may be gone. Thread-safe.
 */
public interface ChangeFeed {
    /** The kind of thing that changed. */
    enum Subject {
        TEST,
        DEPLOYMENT,
        EXECUTION,
        INCIDENT
    }

    /**
     * One change.
     *
     * @param cursor where to go on behind it: opaque, at most 64 characters of {@code [0-9A-Za-z_-]}
     * @param id the id of the thing
     */
    record Change(String cursor, Subject subject, String id) {
        public Change {
            Objects.requireNonNull(cursor, "cursor");
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(id, "id");
        }
    }

    /** The present end. */
    String end();

    /**
     * Up to {@code limit} changes behind that cursor, none left out and none twice. A cursor that is not ours counts as the
     * end.
     */
    List<Change> after(String cursor, int limit);

    /** Forgets what is older than an hour; cheap enough to be called every minute. */
    void forgetOld();
}
