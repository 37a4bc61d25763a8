package dev.sst.web;

import dev.sst.Sst;
import dev.sst.execution.Standing;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.report.TestHistory;
import dev.sst.report.TestSummary;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import dev.sst.test.TestQuery.Key;
import dev.sst.test.TestQuery.Order;
import dev.sst.test.TestQuery.Place;
import dev.sst.test.TestType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /tests}: conditions, order, paging, and how much of each test is said. The cursor of the plain list is the id of
 * its last test; that of a sorted one holds the place of its last test, which may have moved since.
 */
final class TestList {
    /** The longest page of summaries; whole tests come {@link Page#MAX_LIMIT} at a time. */
    static final int MAX_SUMMARIES = TestQuery.MAX_LIMIT;

    /** What {@code include} may say. */
    static final Set<String> HISTORY = Set.of("history");

    private static final Map<String, Key> SORTS = sorts();

    private final Sst sst;

    TestList(Sst sst) {
        this.sst = sst;
    }

    private static Map<String, Key> sorts() {
        var sorts = new LinkedHashMap<String, Key>();
        sorts.put("created_at", Key.CREATED);
        sorts.put("name", Key.NAME);
        sorts.put("updated_at", Key.UPDATED);
        sorts.put("last_execution", Key.LAST_EXECUTION);
        sorts.put("status", Key.STANDING);
        return sorts;
    }

    static Route documented(Route route) {
        return Page.documented(route.answers(200, "Test[]|TestSummary[]")
                .flag("enabled_only", "leave out disabled ones; false when absent")
                .flag("enabled", "true or false: only such")
                .flag("deployed", "true or false: only such")
                .flag(
                        "drifted",
                        "true or false: only those whose live content differs and is not ignored, or only others")
                .oneOf("test_type", "only such", QueryParameters.wordList(TestType.class))
                .texts("tag", "carries this tag; may be given again: carries all of them")
                .query("pack", "in this pack")
                .query("q", "name or description holds this text")
                .query(
                        "status",
                        "the newest execution has one of these, with commas: "
                                + QueryParameters.words(TestStatus.class))
                .query(
                        "sort",
                        String.join(", ", SORTS.keySet()) + "; with - in front descending; -created_at when absent")
                .oneOf(
                        "include",
                        "history: how each did lately; limit is then " + Page.MAX_LIMIT + " at most",
                        List.of("history"))
                .oneOf(
                        "fields",
                        "summary: leave out test_code, test_parameters, expected_result and metadata; limit is then "
                                + MAX_SUMMARIES + " at most",
                        List.of("summary")));
    }

    Answer answer(Exchange exchange) {
        QueryParameters query = exchange.query();
        boolean history = query.choice("include", HISTORY).isPresent();
        boolean summary = query.choice("fields", Set.of("summary")).isPresent();
        Order order = order(query);
        boolean plain = order.equals(Order.NEWEST);
        int most = summary && !history ? MAX_SUMMARIES : Page.MAX_LIMIT;
        Page page = plain ? Page.of(query, most) : Page.sorted(query, most, TestList::place);
        TestQuery wanted = conditions(query).order(order).build();
        query.check();
        Function<TestSummary, String> cursor = line -> plain ? line.id().value() : cursor(line.place());
        List<TestSummary> lines = page.of(
                (behind, limit) -> sst.reports()
                        .tests(wanted.toBuilder()
                                .after(after(behind, plain))
                                .limit(limit)
                                .build()),
                cursor);
        return page.answer(lines, cursor, documents(lines, summary, history))
                .with("X-Total-Count", Long.toString(sst.reports().count(wanted)));
    }

    private JsonArray documents(List<TestSummary> lines, boolean summary, boolean history) {
        JsonArray documents = summary ? Json.array(lines, TestJson::of) : whole(lines);
        if (!history) {
            return documents;
        }
        Map<TestId, TestHistory> histories =
                sst.reports().histories(lines.stream().map(TestSummary::id).toList());
        return Json.array(documents.items(), document -> withHistory((JsonObject) document, histories));
    }

    private static JsonObject withHistory(JsonObject test, Map<TestId, TestHistory> histories) {
        TestHistory history = histories.get(new TestId(test.text("test_id").orElseThrow()));
        return history == null ? test : test.with("history", HistoryJson.of(history));
    }

    /** One deleted since it was listed is left out. */
    private JsonArray whole(List<TestSummary> lines) {
        Map<TestId, SyntheticTest> tests = sst
                .tests()
                .find(lines.stream().map(TestSummary::id).toList())
                .stream()
                .collect(Collectors.toMap(SyntheticTest::id, Function.identity()));
        return new JsonArray(lines.stream()
                .flatMap(line -> Optional.ofNullable(tests.get(line.id())).stream()
                        .<JsonValue>map(test -> TestJson.of(test, line.last())))
                .toList());
    }

    private static TestQuery.Builder conditions(QueryParameters query) {
        Set<Standing> standings = query.words("status", TestStatus.class).stream()
                .flatMap(status -> status.standings().stream())
                .collect(Collectors.toSet());
        Boolean enabled = query.flag("enabled").orElse(null);
        return TestQuery.builder()
                .type(query.word("test_type", TestType.class))
                .pack(query.text("pack").orElse(null))
                .tags(query.texts("tag"))
                .text(query.text("q").orElse(null))
                .enabled(query.flag("enabled_only", false) ? Boolean.TRUE : enabled)
                .deployed(query.flag("deployed").orElse(null))
                .drifted(query.flag("drifted").orElse(null))
                .standings(standings);
    }

    private static Order order(QueryParameters query) {
        String sort = query.text("sort").orElse("-created_at");
        boolean descending = sort.startsWith("-");
        Key key = SORTS.get(descending ? sort.substring(1) : sort);
        if (key == null) {
            query.refuse(
                    "sort", "must be one of " + String.join(", ", SORTS.keySet()) + ", with - in front or without");
            return Order.NEWEST;
        }
        return new Order(key, descending);
    }

    private static @Nullable Place after(@Nullable String cursor, boolean plain) {
        if (cursor == null) {
            return null;
        }
        return plain ? new Place("", new TestId(cursor)) : place(cursor).orElseThrow();
    }

    private static String cursor(Place place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((place.id() + ":" + place.key()).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when it is no cursor of a sorted list. */
    private static Optional<Place> place(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int end = text.indexOf(':');
            return end < 0
                    ? Optional.empty()
                    : Optional.of(new Place(text.substring(end + 1), new TestId(text.substring(0, end))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
