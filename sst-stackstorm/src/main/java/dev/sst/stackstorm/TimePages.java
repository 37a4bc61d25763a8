package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a {@link TimedList}, the newest first, each asked for by the oldest time of the one before. What comes in
 * meanwhile is in front of all that is asked for, so that no row is missed and none is given twice.
 *
 * <ol>
 *   <li>Several rows share a time, so the next page begins with that time once more; what was given already is left out.
 *   <li>Where more rows share a time than a page holds, and where a page is short because some of it may not be seen, it goes on
 *       by how many rows were before. What comes in front meanwhile can then only show a row again, which is left out.
 * </ol>
 *
 * For one thread.
 */
final class TimePages implements Supplier<Optional<List<JsonObject>>> {

    private final StackStormClient client;
    private final TimedList list;
    private final QueryString query;
    private final TimeBounds bounds;
    private final int size;
    private final Map<String, Instant> given = new HashMap<>();
    private @Nullable Instant before;
    private int offset;
    private boolean over;

    TimePages(StackStormClient client, TimedList list, QueryString query, TimeBounds bounds, int size) {
        this.client = client;
        this.list = list;
        QueryString sized = query.with("limit", size);
        this.query = bounds.askedAfter()
                .map(after -> sized.with(list.later(), Executions.time(after)))
                .orElse(sized);
        this.bounds = bounds;
        this.size = size;
        this.before = bounds.askedBefore().orElse(null);
    }

    /** The next page; empty behind the last. */
    @Override
    public Optional<List<JsonObject>> get() {
        if (over) {
            return Optional.empty();
        }
        Page page = client.page(request());
        List<JsonObject> fresh = page.rows().stream()
                .filter(row -> !given.containsKey(Page.key(row)))
                .toList();
        fresh.forEach(row -> given.put(Page.key(row), time(row).orElse(Instant.MIN)));
        advance(page);
        return Optional.of(fresh.stream()
                .filter(row -> time(row).map(bounds::contains).orElse(true))
                .toList());
    }

    /** The rows of as many pages, or of those there are. */
    List<JsonObject> upTo(int pages) {
        List<JsonObject> rows = new ArrayList<>();
        for (int page = 0; page < pages && !over; page++) {
            get().ifPresent(rows::addAll);
        }
        return rows;
    }

    /** Whether the last page was given. */
    boolean over() {
        return over;
    }

    private Request request() {
        QueryString asked = before == null ? query : query.with(list.earlier(), Executions.time(before));
        return (offset == 0 ? asked : asked.with("offset", offset)).get();
    }

    private void advance(Page page) {
        over = !page.more(offset, size);
        Optional<Instant> next = page.rows().stream()
                .flatMap(row -> time(row).stream())
                .min(Comparator.naturalOrder())
                .map(TimeBounds::justAfter);
        boolean earlier = next.isPresent() && (before == null || next.get().isBefore(before));
        if (earlier && page.rows().size() == size) {
            Instant bound = next.get();
            before = bound;
            offset = 0;
            given.values().removeIf(time -> !time.isBefore(bound));
        } else {
            offset += size;
        }
    }

    private Optional<Instant> time(JsonObject row) {
        return Outcomes.time(row, list.member());
    }
}
