package dev.sst.web;

import dev.sst.Sst;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import dev.sst.report.ExecutionSummary;
import dev.sst.report.TimeSlices;
import dev.sst.test.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists of executions, whole or a line each, and how many there were over time. */
final class ExecutionLists {
    /** The longest page of lines; whole executions come {@link Page#MAX_LIMIT} at a time. */
    static final int MAX_SUMMARIES = ExecutionQuery.MAX_LIMIT;

    /** How many slices a histogram has that asks for no number. */
    static final int DEFAULT_BUCKETS = 60;

    private final Sst sst;
    private final ExecutionDocuments documents;

    ExecutionLists(Sst sst) {
        this.sst = sst;
        documents = new ExecutionDocuments(sst);
    }

    static Route documented(Route route) {
        return Page.documented(route.answers(200, "Execution[]|ExecutionSummary[]")
                .query("status", "one of these, with commas: " + QueryParameters.words(ExecutionStatus.class))
                .oneOf("verdict", "only such", QueryParameters.wordList(Verdict.class))
                .time("from", "asked for at or after this time")
                .time("until", "asked for before this time")
                .oneOf(
                        "fields",
                        "summary: leave out output_data, checks, warnings, parameters, attempts and execution_context;"
                                + " limit is then " + MAX_SUMMARIES + " at most",
                        List.of("summary")));
    }

    Answer answer(Exchange exchange, @Nullable TestId ofTest) {
        QueryParameters query = exchange.query();
        boolean summary = query.choice("fields", Set.of("summary")).isPresent();
        Page page = Page.of(query, summary ? MAX_SUMMARIES : Page.MAX_LIMIT);
        TestId test = ofTest != null ? ofTest : Ids.inQuery(query, "test_id", TestId::new);
        Set<ExecutionStatus> statuses = query.words("status", ExecutionStatus.class);
        Verdict verdict = query.word("verdict", Verdict.class);
        Instant from = query.time("from");
        Instant until = query.time("until");
        query.check();
        List<ExecutionQuery> questions = ExecutionStatus.questions(
                statuses, new ExecutionQuery(test, null, verdict, from, until, null, ExecutionQuery.MAX_LIMIT));
        if (summary) {
            List<ExecutionSummary> lines = page.of(
                    merged(questions, sst.reports()::executions, ExecutionSummary::id),
                    line -> line.id().value());
            return page.answer(lines, line -> line.id().value(), documents.lines(lines));
        }
        List<Execution> executions = page.of(
                merged(questions, sst.executions()::list, Execution::id),
                execution -> execution.id().value());
        return page.answer(executions, execution -> execution.id().value(), documents.of(executions));
    }

    /** The answers to several questions as one list. */
    private static <T> Page.Source<T> merged(
            List<ExecutionQuery> questions, Function<ExecutionQuery, List<T>> ask, Function<T, ExecutionId> id) {
        return Page.merged(
                questions.stream()
                        .<Page.Source<T>>map(question -> (cursor, limit) -> ask.apply(at(question, cursor, limit)))
                        .toList(),
                id);
    }

    private static ExecutionQuery at(ExecutionQuery question, @Nullable String cursor, int limit) {
        return new ExecutionQuery(
                question.testId(),
                question.state(),
                question.verdict(),
                question.from(),
                question.until(),
                cursor == null ? null : new ExecutionId(cursor),
                limit);
    }

    Answer histogram(Exchange exchange) {
        QueryParameters query = exchange.query();
        TestId test = Ids.inQuery(query, "test_id", TestId::new);
        Instant from = required(query, "from");
        Instant until = required(query, "until");
        int buckets = (int) query.number("buckets", DEFAULT_BUCKETS, 1, TimeSlices.MOST);
        query.check();
        if (!from.isBefore(until)) {
            query.refuse("until", "must be after from");
        } else if (Duration.between(from, until).compareTo(TimeSlices.LONGEST) > 0) {
            query.refuse("until", "must be at most " + TimeSlices.LONGEST.toDays() + " days after from");
        }
        query.check();
        TimeSlices slices = slices(test, from, until, buckets);
        return Answer.ok(JsonObject.builder()
                .put("from", Json.text(slices.from()))
                .put("until", Json.text(slices.until()))
                .put("bucket_seconds", slices.width().toSeconds())
                .put("buckets", Json.array(sst.reports().count(slices), ExecutionLists::bucket))
                .build());
    }

    private static Instant required(QueryParameters query, String name) {
        Instant time = query.time(name);
        if (time == null && query.text(name).isEmpty()) {
            query.refuse(name, "is missing: give an ISO-8601 time");
        }
        return time == null ? Instant.EPOCH : time;
    }

    /** Whole seconds each, so that the last may end behind the wanted end; never more slices than it takes. */
    private static TimeSlices slices(@Nullable TestId test, Instant from, Instant until, int buckets) {
        long millis = Duration.between(from, until).toMillis();
        long seconds = Math.max(1, ceil(millis, 1000L * buckets));
        int count = (int) Math.max(1, ceil(millis, 1000L * seconds));
        return new TimeSlices(test, from, Duration.ofSeconds(seconds), count);
    }

    private static long ceil(long value, long by) {
        return (value + by - 1) / by;
    }

    private static JsonObject bucket(TimeSlices.Slice slice) {
        var json = JsonObject.builder().put("at", Json.text(slice.from()));
        for (Verdict verdict : Verdict.values()) {
            json.put(Json.word(verdict.name()), slice.byVerdict().getOrDefault(verdict, 0L));
        }
        return json.put("unfinished", slice.unfinished()).build();
    }
}
