package dev.sst.stackstorm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A path with parameters, each name once: of a repeated one StackStorm keeps either. Immutable.
 *
 * @param path without a query
 * @param parameters not encoded yet, in order
 */
record QueryString(String path, Map<String, String> parameters) {

    QueryString {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    static QueryString of(String path) {
        return new QueryString(path, Map.of());
    }

    /** The same with that parameter, in the place of an earlier one of its name. */
    QueryString with(String name, String value) {
        var all = new LinkedHashMap<>(parameters);
        all.put(name, value);
        return new QueryString(path, all);
    }

    QueryString with(String name, long value) {
        return with(name, Long.toString(value));
    }

    Request get() {
        return Request.get(
                parameters.isEmpty()
                        ? path
                        : parameters.entrySet().stream()
                                .map(one -> one.getKey() + "=" + Request.encoded(one.getValue()))
                                .collect(Collectors.joining("&", path + "?", "")));
    }
}
