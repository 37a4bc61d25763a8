package dev.sst.testkit.incident;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which incidents of the list are asked for. */
record ListQuery(int page, int perPage, @Nullable String status) {
    private static final int MOST_PER_PAGE = 100;

    ListQuery(@Nullable String query) {
        this(parameters(query));
    }

    private ListQuery(Map<String, String> parameters) {
        this(
                Integer.parseInt(parameters.getOrDefault("page", "1")),
                Math.min(MOST_PER_PAGE, Integer.parseInt(parameters.getOrDefault("per_page", "20"))),
                parameters.get("status"));
    }

    private static Map<String, String> parameters(@Nullable String query) {
        return Arrays.stream(query == null ? new String[0] : query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
    }
}
