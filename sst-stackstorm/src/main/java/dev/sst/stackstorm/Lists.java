package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The lists of StackStorm as streams, which ask for a page when they come to it: one of which nothing is read sends nothing.
 * Thread-safe; each stream is for one thread.
 */
final class Lists {

    /** As many rows as StackStorm gives to somebody who is no admin, unless it is configured otherwise. */
    static final int PAGE = 100;

    /** Of rows that carry results. */
    static final int PAGE_OF_RESULTS = 25;

    private final StackStormClient client;

    Lists(StackStormClient client) {
        this.client = client;
    }

    /** Rows with a time, the newest first. */
    Stream<JsonObject> byTime(TimedList list, QueryString query, TimeBounds bounds, int size) {
        return stream(() -> new TimePages(client, list, query, bounds, size));
    }

    /** Rows that are asked for by how many there were before. */
    Stream<JsonObject> byOffset(QueryString query) {
        return stream(() -> new OffsetPages(client, query, PAGE));
    }

    /** All rows in one answer, of a list that StackStorm does not give in pages. */
    Stream<JsonObject> whole(QueryString query) {
        return stream(() -> new Once(client, query));
    }

    /** One answer and no more. */
    private static final class Once implements Supplier<Optional<List<JsonObject>>> {
        private final StackStormClient client;
        private final QueryString query;
        private boolean over;

        Once(StackStormClient client, QueryString query) {
            this.client = client;
            this.query = query;
        }

        @Override
        public Optional<List<JsonObject>> get() {
            boolean again = over;
            over = true;
            return again
                    ? Optional.empty()
                    : Optional.of(client.page(query.get()).rows());
        }
    }

    private static Stream<JsonObject> stream(Supplier<Supplier<Optional<List<JsonObject>>>> pages) {
        return StreamSupport.stream(() -> new Pages(pages.get()), Spliterator.ORDERED | Spliterator.NONNULL, false)
                .flatMap(List::stream);
    }

    private static final class Pages extends AbstractSpliterator<List<JsonObject>> {
        private final Supplier<Optional<List<JsonObject>>> pages;

        Pages(Supplier<Optional<List<JsonObject>>> pages) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.pages = pages;
        }

        @Override
        public boolean tryAdvance(Consumer<? super List<JsonObject>> action) {
            Optional<List<JsonObject>> page = pages.get();
            page.ifPresent(action);
            return page.isPresent();
        }
    }
}
