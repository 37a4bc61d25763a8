package dev.sst.test;

import dev.sst.execution.Standing;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tests, and in which order. Deleted ones are never listed. Immutable.
 *
 * @param type only this type
 * @param pack only this pack
 * @param tags only those that carry all of these
 * @param text only those whose name or description holds this text, whatever its case
 * @param enabled only enabled ones, or only disabled ones
 * @param deployed only those that are live, or only those that are not
 * @param drifted only those whose live content was found to differ and is not ignored, or only the others
 * @param standings only those that stand like one of these; empty for all
 * @param after only those behind this place (that of the last of the page before): the key of paging
 * @param limit at most so many, 1 to 1000
 */
public record TestQuery(
        @Nullable TestType type,
        @Nullable String pack,
        List<String> tags,
        @Nullable String text,
        @Nullable Boolean enabled,
        @Nullable Boolean deployed,
        @Nullable Boolean drifted,
        Set<Standing> standings,
        Order order,
        @Nullable Place after,
        int limit) {
    /** The longest page. */
    public static final int MAX_LIMIT = 1000;

    /** What a list is sorted by; tests that are equal in it follow in the order of their making. */
    public enum Key {
        CREATED,
        /** By the code points of the name in lower case. */
        NAME,
        /** When its newest revision was stored. */
        UPDATED,
        /** When its newest execution was asked for; tests that never ran come before all others. */
        LAST_EXECUTION,
        /** In the order of {@link Standing}. */
        STANDING
    }

    /** A key and a direction. */
    public record Order(Key key, boolean descending) {
        /** Newest first. */
        public static final Order NEWEST = new Order(Key.CREATED, true);

        public Order {
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * Where a test stood in a list.
     *
     * @param key what it was sorted by, in the store's own spelling
     */
    public record Place(String key, TestId id) {
        public Place {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(id, "id");
        }
    }

    public TestQuery {
        Objects.requireNonNull(order, "order");
        tags = List.copyOf(tags);
        standings = Set.copyOf(standings);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", was " + limit);
        }
    }

    /** The newest tests. */
    public static TestQuery newest(int limit) {
        return builder().limit(limit).build();
    }

    /** The same question, from that place on. */
    public TestQuery after(Place last) {
        return toBuilder().after(last).build();
    }

    public Optional<Place> cursor() {
        return Optional.ofNullable(after);
    }

    /** All tests, newest first, a hundred at a time. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this question. */
    public Builder toBuilder() {
        return new Builder()
                .type(type)
                .pack(pack)
                .tags(tags)
                .text(text)
                .enabled(enabled)
                .deployed(deployed)
                .drifted(drifted)
                .standings(standings)
                .order(order)
                .after(after)
                .limit(limit);
    }

    /** Collects the conditions. Not thread-safe. */
    public static final class Builder {
        private @Nullable TestType type;
        private @Nullable String pack;
        private List<String> tags = List.of();
        private @Nullable String text;
        private @Nullable Boolean enabled;
        private @Nullable Boolean deployed;
        private @Nullable Boolean drifted;
        private Set<Standing> standings = Set.of();
        private Order order = Order.NEWEST;
        private @Nullable Place after;
        private int limit = 100;

        private Builder() {}

        public Builder type(@Nullable TestType value) {
            type = value;
            return this;
        }

        public Builder pack(@Nullable String value) {
            pack = value;
            return this;
        }

        public Builder tags(List<String> value) {
            tags = value;
            return this;
        }

        public Builder text(@Nullable String value) {
            text = value;
            return this;
        }

        public Builder enabled(@Nullable Boolean value) {
            enabled = value;
            return this;
        }

        public Builder deployed(@Nullable Boolean value) {
            deployed = value;
            return this;
        }

        public Builder drifted(@Nullable Boolean value) {
            drifted = value;
            return this;
        }

        public Builder standings(Set<Standing> value) {
            standings = value;
            return this;
        }

        public Builder order(Order value) {
            order = value;
            return this;
        }

        public Builder after(@Nullable Place value) {
            after = value;
            return this;
        }

        public Builder limit(int value) {
            limit = value;
            return this;
        }

        public TestQuery build() {
            return new TestQuery(type, pack, tags, text, enabled, deployed, drifted, standings, order, after, limit);
        }
    }
}
