package dev.sst.test;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tests, newest first. Deleted ones are never listed.
 *
 * @param type only this type
 * @param pack only this pack
 * @param tag only those that carry this tag
 * @param text only those whose name or description holds this text, whatever its case
 * @param enabledOnly leave out disabled ones
 * @param before only those created before this one (the last of the page before): the key of paging
 * @param limit at most so many, 1 to 1000
 */
public record TestQuery(
        @Nullable TestType type,
        @Nullable String pack,
        @Nullable String tag,
        @Nullable String text,
        boolean enabledOnly,
        @Nullable TestId before,
        int limit) {
    /** The longest page. */
    public static final int MAX_LIMIT = 1000;

    public TestQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", was " + limit);
        }
    }

    /** The newest tests. */
    public static TestQuery newest(int limit) {
        return new TestQuery(null, null, null, null, false, null, limit);
    }

    /** The same question, from that test on. */
    public TestQuery before(TestId last) {
        return new TestQuery(type, pack, tag, text, enabledOnly, last, limit);
    }

    public Optional<TestId> cursor() {
        return Optional.ofNullable(before);
    }
}
