package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The Python packages a test asks for in {@code metadata.requirements}, one line of a {@code requirements.txt} each. Pure. */
final class Requirements {

    private Requirements() {}

    static List<String> of(JsonObject metadata) {
        return metadata.get("requirements").orElse(null) instanceof JsonArray list
                ? list.items().stream()
                        .filter(JsonString.class::isInstance)
                        .map(item -> ((JsonString) item).value().strip())
                        .filter(line -> !line.isEmpty())
                        .toList()
                : List.of();
    }

    /** As a {@code requirements.txt}. */
    static String text(List<String> requirements) {
        return String.join("\n", requirements) + "\n";
    }

    /** Those that this {@code requirements.txt} does not name, letter case and spaces aside. */
    static List<String> missing(List<String> wanted, String file) {
        Set<String> present = file.lines().map(Requirements::normal).collect(Collectors.toSet());
        return wanted.stream().filter(line -> !present.contains(normal(line))).toList();
    }

    private static String normal(String line) {
        return line.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }
}
