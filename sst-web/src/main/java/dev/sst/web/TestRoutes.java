package dev.sst.web;

import dev.sst.ConflictException;
import dev.sst.NotFoundException;
import dev.sst.Sst;
import dev.sst.Tests;
import dev.sst.execution.Execution;
import dev.sst.json.JsonObject;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import dev.sst.test.TestType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tests: create, read, change, delete, check. */
final class TestRoutes implements RouteGroup {
    private static final String TESTS = Route.BASE + "/tests";
    private static final String TEST = TESTS + "/{test_id}";
    private static final int SCANNED_FOR_STATUS = 5_000;

    private final Sst sst;
    private final Duration defaultTimeout;

    TestRoutes(Sst sst, Duration defaultTimeout) {
        this.sst = sst;
        this.defaultTimeout = defaultTimeout;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(TESTS + "/validate", this::validate)
                        .named("validateTest", "Checks a draft whole; stores nothing")
                        .takes("TestInput")
                        .answers(200, "Findings"),
                Route.post(TESTS, this::create)
                        .named("createTest", "Stores a new test")
                        .takes("TestInput")
                        .answers(201, "Test"),
                Page.documented(Route.get(TESTS, this::list)
                        .named("listTests", "Tests, newest first")
                        .answers(200, "Test[]")
                        .query("enabled_only", "leave out disabled ones; false when absent")
                        .query("test_type", "action, workflow, rule or sensor")
                        .query("tag", "carries this tag")
                        .query("pack", "in this pack")
                        .query("q", "name or description holds this text")
                        .query("status", "the newest execution has this status")),
                Route.get(TEST, this::get).named("getTest", "One test").answers(200, "Test"),
                Route.put(TEST, this::update)
                        .named("updateTest", "Changes the fields given; makes a revision. If-Match takes the ETag")
                        .takes("TestInput")
                        .answers(200, "Test"),
                Route.delete(TEST, this::delete)
                        .named("deleteTest", "Undeploys and archives; its history stays readable")
                        .answers(200, "Message"));
    }

    private Answer validate(Exchange exchange) {
        JsonObject json = exchange.body();
        Optional<SyntheticTest> current =
                json.text("test_id").filter(id -> !id.isEmpty()).flatMap(this::find);
        TestBody body = current.map(test -> TestBody.forExisting(json, test)).orElseGet(() -> TestBody.forNew(json));
        TestDefinition draft =
                current.map(test -> body.applied(test.definition())).orElseGet(() -> body.created(defaultTimeout));
        Tests.Findings findings = sst.tests().validate(draft);
        var errors = new ArrayList<>(body.allProblems(findings));
        errors.addAll(findings.codeErrors());
        return Answer.ok(JsonObject.builder()
                .put("valid", errors.isEmpty())
                .put("errors", Json.problems(errors))
                .put("warnings", Json.problems(findings.warnings()))
                .build());
    }

    private Optional<SyntheticTest> find(String id) {
        try {
            return Optional.of(sst.tests().get(new TestId(id)));
        } catch (IllegalArgumentException | NotFoundException e) {
            return Optional.empty();
        }
    }

    private Answer create(Exchange exchange) {
        TestBody body = TestBody.forNew(exchange.body());
        TestDefinition definition = body.created(defaultTimeout);
        body.check(sst.tests(), definition);
        Tests.Stored stored = sst.tests().create(definition, exchange.by());
        return tagged(201, stored.test(), TestJson.stored(stored, null))
                .with("Location", TESTS + "/" + stored.test().id());
    }

    private Answer update(Exchange exchange) {
        TestId id = Ids.test(exchange);
        Integer from = IfMatch.revision(exchange);
        SyntheticTest current = sst.tests().get(id);
        TestBody body = TestBody.forExisting(exchange.body(), current);
        body.check(sst.tests(), body.applied(current.definition()));
        Tests.Edit edit = new Tests.Edit(exchange.by(), "", from);
        Tests.Stored stored = unlessChanged(from, () -> sst.tests().update(id, body::applied, edit));
        return tagged(200, stored.test(), TestJson.stored(stored, newest(stored.test())));
    }

    /** With {@code If-Match} a change by somebody else is a failed precondition, not a conflict. */
    static <T> T unlessChanged(@Nullable Integer expected, Supplier<T> change) {
        try {
            return change.get();
        } catch (ConflictException e) {
            if (expected != null && e.reason() == ConflictException.Reason.VERSION_MISMATCH) {
                throw new RequestRefused(412, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private Answer get(Exchange exchange) {
        SyntheticTest test = sst.tests().get(Ids.test(exchange));
        return tagged(200, test, TestJson.of(test, newest(test)));
    }

    private Answer delete(Exchange exchange) {
        TestId id = Ids.test(exchange);
        exchange.expectNoBody();
        sst.tests().delete(id, exchange.by());
        return Answer.ok(JsonObject.builder()
                .put("message", "Test deleted")
                .put("test_id", id.value())
                .build());
    }

    static Answer tagged(int status, SyntheticTest test, JsonObject json) {
        return Answer.json(status, json)
                .with("ETag", IfMatch.tag(test.revision().number()));
    }

    private @Nullable Execution newest(SyntheticTest test) {
        return sst.executions().newest(List.of(test.id())).get(test.id());
    }

    private Answer list(Exchange exchange) {
        QueryParameters query = exchange.query();
        Page page = Page.of(query);
        var type = query.word("test_type", TestType.class);
        ExecutionStatus status = query.word("status", ExecutionStatus.class);
        boolean enabledOnly = query.flag("enabled_only", false);
        query.check();
        var wanted = new TestQuery(
                type,
                query.text("pack").orElse(null),
                query.text("tag").orElse(null),
                query.text("q").orElse(null),
                enabledOnly,
                null,
                1);
        List<SyntheticTest> tests = page.of((cursor, limit) -> list(wanted, status, cursor, limit), TestRoutes::id);
        Map<TestId, Execution> newest = newest(tests);
        return page.answer(tests, TestRoutes::id, Json.array(tests, test -> TestJson.of(test, newest.get(test.id()))));
    }

    private static String id(SyntheticTest test) {
        return test.id().value();
    }

    private Map<TestId, Execution> newest(List<SyntheticTest> tests) {
        return sst.executions().newest(tests.stream().map(SyntheticTest::id).toList());
    }

    private List<SyntheticTest> list(
            TestQuery wanted, @Nullable ExecutionStatus status, @Nullable String cursor, int limit) {
        if (status == null) {
            return sst.tests().list(from(wanted, cursor, limit));
        }
        List<SyntheticTest> found = new ArrayList<>();
        String behind = cursor;
        for (int scanned = 0; scanned < SCANNED_FOR_STATUS; scanned += Page.MAX_LIMIT) {
            List<SyntheticTest> some = sst.tests().list(from(wanted, behind, Page.MAX_LIMIT));
            Map<TestId, Execution> newest = newest(some);
            for (SyntheticTest test : some) {
                Execution last = newest.get(test.id());
                if (last != null && ExecutionStatus.of(last) == status) {
                    found.add(test);
                }
                if (found.size() == limit) {
                    return found;
                }
            }
            if (some.size() < Page.MAX_LIMIT) {
                return found;
            }
            behind = id(some.get(some.size() - 1));
        }
        return found;
    }

    private static TestQuery from(TestQuery wanted, @Nullable String cursor, int limit) {
        TestId before = cursor == null ? null : new TestId(cursor);
        return new TestQuery(
                wanted.type(), wanted.pack(), wanted.tag(), wanted.text(), wanted.enabledOnly(), before, limit);
    }
}
