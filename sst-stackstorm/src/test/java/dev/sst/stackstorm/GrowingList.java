package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A list of StackStorm's, as it pages: newest first, bounds that leave themselves out, what may not be seen taken out after the
 * page was cut. For one thread.
 */
final class GrowingList implements Transport {

    private record Row(String id, Instant at) {}

    private final List<Row> rows = new ArrayList<>();
    private final TimedList list;
    private int added;
    final List<Map<String, String>> queries = new ArrayList<>();
    final Set<String> hidden = new HashSet<>();

    /** To what bounds are cut, as those of trigger instances are. */
    ChronoUnit precision = ChronoUnit.MICROS;

    /** Whether the answers say how many rows there are. */
    boolean totals = true;

    /** What happens at StackStorm before each answer. */
    Runnable meanwhile = () -> {};

    GrowingList(TimedList list) {
        this.list = list;
    }

    StackStormClient client() {
        return new StackStormClient(this, Credentials.NONE, () -> "request-1");
    }

    Lists lists() {
        return new Lists(client());
    }

    String add(Instant at) {
        String id = "%024x".formatted(added++);
        rows.add(new Row(id, at));
        return id;
    }

    void remove(String id) {
        rows.removeIf(row -> row.id().equals(id));
    }

    @Override
    public Answer send(Request request) {
        meanwhile.run();
        Map<String, String> query = query(request.path());
        queries.add(query);
        List<Row> matching = rows.stream()
                .filter(row -> !query.containsKey(list.later()) || row.at().isAfter(bound(query.get(list.later()))))
                .filter(row ->
                        !query.containsKey(list.earlier()) || row.at().isBefore(bound(query.get(list.earlier()))))
                .sorted(Comparator.comparing(Row::at).reversed())
                .toList();
        JsonArray page = new JsonArray(matching.stream()
                .skip(Long.parseLong(query.getOrDefault("offset", "0")))
                .limit(Long.parseLong(query.get("limit")))
                .filter(row -> !hidden.contains(row.id()))
                .map(this::json)
                .toList());
        var answer = new Answer(200, JsonText.writeBytes(page));
        return totals ? answer.of(matching.size()) : answer;
    }

    private Instant bound(String text) {
        return Instant.parse(text).truncatedTo(precision);
    }

    private JsonValue json(Row row) {
        return JsonObject.builder()
                .put("id", row.id())
                .put(list.member(), row.at().toString())
                .build();
    }

    private static Map<String, String> query(String path) {
        Map<String, String> query = new HashMap<>();
        Arrays.stream(path.split("\\?", 2)[1].split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return query;
    }
}
