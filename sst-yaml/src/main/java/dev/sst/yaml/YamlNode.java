package dev.sst.yaml;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;

/**
 * A finished value and how large it is.
 *
 * @param height how deep it nests: 0 for a scalar
 */
record YamlNode(JsonValue value, Size size, int height) {
    /** How much a value is, written out. */
    record Size(long values, long characters) {
        static final Size NONE = new Size(0, 0);

        Size plus(Size other) {
            return new Size(values + other.values, characters + other.characters);
        }
    }

    /** An object or array that is still being read. For one thread. */
    abstract static sealed class Collection {
        private static final int MAX_PATH = 300;

        private final @Nullable String path;
        private final CollectionStartEvent start;
        private Size size = new Size(1, 0);
        private int height;

        Collection(@Nullable String path, CollectionStartEvent start) {
            this.path = path;
            this.start = start;
        }

        CollectionStartEvent start() {
            return start;
        }

        void grow(YamlNode child) {
            size = size.plus(child.size());
            height = Math.max(height, child.height());
        }

        YamlNode close() {
            return new YamlNode(value(), size, height + 1);
        }

        /** The path of the next value; {@code null} when it would be so long that nobody asks for it. */
        abstract @Nullable String pathOfNext();

        @Nullable
        String join(String part) {
            return path == null || path.length() + part.length() > MAX_PATH ? null : path + part;
        }

        boolean isRoot() {
            return "".equals(path);
        }

        /** Whether it can hold that. */
        abstract boolean add(YamlNode child);

        abstract JsonValue value();
    }

    /** An array. */
    static final class Sequence extends Collection {
        private final List<JsonValue> items = new ArrayList<>();

        Sequence(@Nullable String path, CollectionStartEvent start) {
            super(path, start);
        }

        @Override
        @Nullable
        String pathOfNext() {
            return join("[" + items.size() + "]");
        }

        @Override
        boolean add(YamlNode child) {
            grow(child);
            return items.add(child.value());
        }

        @Override
        JsonValue value() {
            return new JsonArray(items);
        }
    }

    /** An object. What is merged into it ({@code <<}) comes first and gives way to its own members. */
    static final class Mapping extends Collection {
        static final String MERGE = "<<";

        private final Map<String, JsonValue> members = new LinkedHashMap<>();
        private final Map<String, JsonValue> merged = new LinkedHashMap<>();
        private final Set<String> keys = new HashSet<>();
        private String key = "";
        private boolean wantsKey = true;
        private boolean merging;

        Mapping(@Nullable String path, CollectionStartEvent start) {
            super(path, start);
        }

        boolean wantsKey() {
            return wantsKey;
        }

        /** The key of the next value; false when there was one already. */
        boolean key(String next) {
            merging = false;
            key = next;
            wantsKey = false;
            return keys.add(next);
        }

        /** The next value is to be merged. */
        void mergeKey() {
            merging = true;
            key = MERGE;
            wantsKey = false;
        }

        @Override
        @Nullable
        String pathOfNext() {
            return join(isRoot() ? key : "." + key);
        }

        @Override
        boolean add(YamlNode child) {
            wantsKey = true;
            grow(child);
            if (merging) {
                return merge(child.value());
            }
            members.putIfAbsent(key, child.value());
            return true;
        }

        private boolean merge(JsonValue value) {
            if (value instanceof JsonObject object) {
                object.members().forEach(merged::putIfAbsent);
                return true;
            }
            return value instanceof JsonArray array
                    && array.items().stream().allMatch(JsonObject.class::isInstance)
                    && array.items().stream().allMatch(this::merge);
        }

        @Override
        JsonValue value() {
            var all = new LinkedHashMap<>(merged);
            all.putAll(members);
            return new JsonObject(all);
        }
    }
}
