package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a list, by how many rows were before. A row that is shown again, because another came in before it meanwhile, is
 * left out. Where StackStorm's total says that rows have gone meanwhile, it goes back by as many, because others may have moved up
 * to where was read already; as many that come in meanwhile hide that. For one thread.
 */
final class OffsetPages implements Supplier<Optional<List<JsonObject>>> {

    private final StackStormClient client;
    private final QueryString query;
    private final int size;
    private final Set<String> seen = new HashSet<>();
    private int offset;
    private @Nullable Long total;
    private boolean over;

    OffsetPages(StackStormClient client, QueryString query, int size) {
        this.client = client;
        this.query = query.with("limit", size);
        this.size = size;
    }

    /** The next page; empty behind the last. */
    @Override
    public Optional<List<JsonObject>> get() {
        if (over) {
            return Optional.empty();
        }
        Page page = client.page(query.with("offset", offset).get());
        int gone = offset == 0 ? 0 : gone(page);
        total = page.total();
        over = gone == 0 && !page.more(offset, size);
        offset = gone == 0 ? offset + size : Math.max(0, offset - gone);
        return Optional.of(
                page.rows().stream().filter(row -> seen.add(Page.key(row))).toList());
    }

    /** How many rows may have gone in front of this page, and so moved others there, since the one before. */
    private int gone(Page page) {
        return total == null || page.total() == null ? 0 : (int) Math.max(0, total - page.total());
    }
}
