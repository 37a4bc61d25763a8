package dev.sst.incident;

import dev.sst.test.TestId;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents, newest first.
 *
 * @param text only those whose title or cause holds this text, whatever its case
 * @param before only those opened before this one (the last of the page before): the key of paging
 * @param limit at most so many, 1 to 1000
 */
public record IncidentQuery(
        @Nullable IncidentStatus status,
        @Nullable TestId testId,
        @Nullable Severity severity,
        @Nullable String text,
        @Nullable IncidentId before,
        int limit) {
    /** The longest page. */
    public static final int MAX_LIMIT = 1000;

    public IncidentQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", was " + limit);
        }
    }

    /** The newest of all. */
    public static IncidentQuery newest(int limit) {
        return new IncidentQuery(null, null, null, null, null, limit);
    }
}
