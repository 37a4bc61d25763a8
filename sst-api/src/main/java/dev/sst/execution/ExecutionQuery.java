package dev.sst.execution;

import dev.sst.test.TestId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which executions, newest first.
 *
 * @param testId only of this test
 * @param state only in this state
 * @param verdict only with this verdict
 * @param from only those asked for at or after this time
 * @param until only those asked for before this time
 * @param before only those older than this one (the last of the page before): the key of paging
 * @param limit at most so many, 1 to 1000
 */
public record ExecutionQuery(
        @Nullable TestId testId,
        @Nullable ExecutionState state,
        @Nullable Verdict verdict,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable ExecutionId before,
        int limit) {
    /** The longest page. */
    public static final int MAX_LIMIT = 1000;

    public ExecutionQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", was " + limit);
        }
    }

    /** The newest of all. */
    public static ExecutionQuery newest(int limit) {
        return new ExecutionQuery(null, null, null, null, null, null, limit);
    }

    /** The newest of one test. */
    public static ExecutionQuery ofTest(TestId testId, int limit) {
        return new ExecutionQuery(testId, null, null, null, null, null, limit);
    }

    /** The same question, from that execution on. */
    public ExecutionQuery before(ExecutionId last) {
        return new ExecutionQuery(testId, state, verdict, from, until, last, limit);
    }
}
