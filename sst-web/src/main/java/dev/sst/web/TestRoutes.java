package dev.sst.web;

import dev.sst.ConflictException;
import dev.sst.NotFoundException;
import dev.sst.Sst;
import dev.sst.Tests;
import dev.sst.execution.Execution;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.report.ExecutionSummary;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tests: create, read, change, delete, check. */
final class TestRoutes implements RouteGroup {
    private static final String TESTS = Route.BASE + "/tests";
    private static final String TEST = TESTS + "/{test_id}";

    private final Sst sst;
    private final Duration defaultTimeout;
    private final TestList list;

    TestRoutes(Sst sst, Duration defaultTimeout) {
        this.sst = sst;
        this.defaultTimeout = defaultTimeout;
        list = new TestList(sst);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(TESTS + "/validate", this::validate)
                        .named("validateTest", "Checks a draft whole; stores nothing")
                        .needs(Permission.EDIT)
                        .takes("TestPatch")
                        .answers(200, "Findings"),
                Route.post(TESTS, this::create)
                        .named("createTest", "Stores a new test")
                        .needs(Permission.EDIT)
                        .takes("TestInput")
                        .answers(201, "Test"),
                Route.post(TESTS + "/checks-preview", this::preview)
                        .named("previewChecks", "The checks that an expectation makes of a result document")
                        .needs(Permission.EDIT)
                        .takes("ChecksPreviewInput")
                        .answers(200, "ChecksPreview"),
                TestList.documented(Route.get(TESTS, list::answer)
                        .named("listTests", "Tests, newest first")
                        .needs(Permission.READ)),
                Route.get(TEST, this::get)
                        .named("getTest", "One test")
                        .needs(Permission.READ)
                        .answers(200, "Test")
                        .oneOf("include", "history: how it did lately", List.of("history")),
                Route.put(TEST, this::update)
                        .named("updateTest", "Changes the fields given; makes a revision. If-Match takes the ETag")
                        .needs(Permission.EDIT)
                        .takes("TestPatch")
                        .answers(200, "Test"),
                Route.delete(TEST, this::delete)
                        .named("deleteTest", "Undeploys and archives; its history stays readable")
                        .needs(Permission.EDIT)
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

    private Answer preview(Exchange exchange) {
        Fields fields = new Fields(exchange.body());
        JsonValue expected = fields.value("expected_result").orElse(JsonNull.NULL);
        JsonObject document = fields.objectOrNull("output_data").orElse(JsonObject.empty());
        fields.refuseOthers();
        fields.check();
        return Answer.ok(JsonObject.builder()
                .put("checks", Json.array(sst.tests().preview(expected, document), ExecutionJson::check))
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
        Tests.Stored stored = sst.tests().create(definition, exchange.by(), body.note());
        return tagged(201, stored.test(), TestJson.stored(stored, null))
                .with("Location", exchange.address(TESTS + "/" + stored.test().id()));
    }

    private Answer update(Exchange exchange) {
        TestId id = Ids.test(exchange);
        Integer from = IfMatch.revision(exchange);
        SyntheticTest current = sst.tests().get(id);
        TestBody body = TestBody.forExisting(exchange.body(), current);
        body.check(sst.tests(), body.applied(current.definition()));
        Tests.Edit edit = new Tests.Edit(exchange.by(), body.note(), from);
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
        boolean history = exchange.query().choice("include", TestList.HISTORY).isPresent();
        exchange.query().check();
        SyntheticTest test = sst.tests().get(Ids.test(exchange));
        JsonObject json = TestJson.of(test, newest(test));
        return tagged(200, test, history ? json.with("history", history(test.id())) : json);
    }

    private JsonObject history(TestId id) {
        return HistoryJson.of(
                Objects.requireNonNull(sst.reports().histories(List.of(id)).get(id)));
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

    private @Nullable ExecutionSummary newest(SyntheticTest test) {
        return newest(sst, test.id());
    }

    /** {@code null} when it never ran. */
    static @Nullable ExecutionSummary newest(Sst sst, TestId id) {
        Execution newest = sst.executions().newest(List.of(id)).get(id);
        return newest == null ? null : ExecutionSummary.of(newest);
    }
}
