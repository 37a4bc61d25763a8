package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. It may be shorter than was asked for and not be the last: what somebody may not see is taken out of it
 * after it was cut, while the total still counts it.
 *
 * @param total how many rows there are on all pages; {@code null} when StackStorm does not say
 */
record Page(List<JsonObject> rows, @Nullable Long total) {

    Page {
        rows = List.copyOf(rows);
    }

    /** Whether there are rows behind it. */
    boolean more(int offset, int size) {
        return total == null ? rows.size() >= size : total > offset + (long) size;
    }

    /** By what it is known that a row was given before: its id, or all of it where it has none. */
    static String key(JsonObject row) {
        return row.text("id").orElseGet(() -> JsonText.write(row));
    }

    static String id(JsonObject row) {
        return row.text("id").orElse("");
    }
}
