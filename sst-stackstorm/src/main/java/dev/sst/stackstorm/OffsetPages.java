package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The pages of a list, by how many rows were before. A row that is shown again, because another came in before it meanwhile, is
 * left out. For one thread.
 */
final class OffsetPages implements Supplier<Optional<List<JsonObject>>> {

    private final StackStormClient client;
    private final QueryString query;
    private final int size;
    private final Set<String> seen = new HashSet<>();
    private int offset;
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
        over = !page.more(offset, size);
        offset += size;
        return Optional.of(
                page.rows().stream().filter(row -> seen.add(Page.id(row))).toList());
    }
}
