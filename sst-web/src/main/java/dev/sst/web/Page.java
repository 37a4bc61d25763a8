package dev.sst.web;

import dev.sst.json.JsonArray;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted. The real paging is {@code cursor} (the id of the last one seen) with {@code limit}: the
 * answer's {@code X-Next-Cursor} names the next cursor while there may be more. {@code skip}, kept for older clients, counts
 * off what it skips, and only so far.
 */
final class Page {
    /** How many a page holds that asks for no number. */
    static final int DEFAULT_LIMIT = 100;

    /** The longest page; who asks for more gets this many. */
    static final int MAX_LIMIT = 200;

    /** How far {@code skip} goes. */
    static final int MAX_SKIP = 10_000;

    private static final int COUNTED_AT_ONCE = 1000;

    private final int skip;
    private final int limit;
    private final @Nullable String cursor;

    private Page(int skip, int limit, @Nullable String cursor) {
        this.skip = skip;
        this.limit = limit;
        this.cursor = cursor;
    }

    /** A list that can be asked for what follows an id. */
    @FunctionalInterface
    interface Source<T> {
        /** @param cursor the id to go on behind; {@code null} for the beginning */
        List<T> after(@Nullable String cursor, int limit);
    }

    /** Several lists as one, newest first. */
    static <T, I extends Comparable<? super I>> Source<T> merged(List<Source<T>> sources, Function<T, I> id) {
        return (cursor, limit) -> sources.stream()
                .flatMap(source -> source.after(cursor, limit).stream())
                .sorted(Comparator.comparing(id).reversed())
                .limit(limit)
                .toList();
    }

    /** Reads {@code skip}, {@code limit} and {@code cursor}, which is an id. */
    static Page of(QueryParameters query) {
        return of(query, MAX_LIMIT);
    }

    /** The same for a list whose pages may have another length. */
    static Page of(QueryParameters query, int maxLimit) {
        return of(query, maxLimit, cursor -> cursor.matches("[A-Za-z0-9_-]{1,64}"));
    }

    /**
     * The same for a list whose cursor is more than an id.
     *
     * @param place what a cursor says; empty when it is none
     */
    static Page sorted(QueryParameters query, int maxLimit, Function<String, ? extends Optional<?>> place) {
        return of(query, maxLimit, cursor -> place.apply(cursor).isPresent());
    }

    private static Page of(QueryParameters query, int maxLimit, Predicate<String> acceptable) {
        long skip = query.number("skip", 0, 0, Integer.MAX_VALUE);
        if (skip > MAX_SKIP) {
            query.refuse("skip", "must be at most " + MAX_SKIP + "; go on with cursor instead");
        }
        String cursor = query.text("cursor").orElse(null);
        if (cursor != null && !acceptable.test(cursor)) {
            query.refuse("cursor", "must be what X-Next-Cursor said");
        }
        return new Page(
                (int) Math.min(skip, MAX_SKIP), (int) query.number("limit", DEFAULT_LIMIT, 1, maxLimit), cursor);
    }

    static Route documented(Route route) {
        return route.query("cursor", "go on behind this id: what X-Next-Cursor said")
                .number("limit", "at most so many; " + DEFAULT_LIMIT + " when absent, " + MAX_LIMIT + " at most")
                .number("skip", "leave out so many, at most " + MAX_SKIP + "; kept for older clients");
    }

    /** This part of the list. */
    <T> List<T> of(Source<T> source, Function<T, String> id) {
        String behind = cursor;
        int left = skip;
        while (left > 0) {
            List<T> skipped = source.after(behind, Math.min(left, COUNTED_AT_ONCE));
            if (skipped.isEmpty()) {
                return List.of();
            }
            left -= skipped.size();
            behind = id.apply(skipped.get(skipped.size() - 1));
        }
        return source.after(behind, limit);
    }

    /** That part of the list as an answer. */
    <T> Answer answer(List<T> part, Function<T, String> id, JsonArray json) {
        Answer answer = Answer.ok(json);
        return part.size() < limit ? answer : answer.with("X-Next-Cursor", id.apply(part.get(part.size() - 1)));
    }
}
