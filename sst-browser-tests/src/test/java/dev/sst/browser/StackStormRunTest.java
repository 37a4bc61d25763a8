package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.testkit.server.ServerProcess;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page of an execution shows of workflows, rules and sensors. */
@InBrowser
class StackStormRunTest {
    private static final JsonArray STEPS = (JsonArray) StackStormRun.madeUp("steps.json");
    private static final JsonValue FIRED = StackStormRun.madeUp("fired.json");
    private static final String SILENT = "the rule did not fire: its criteria did not match, or it is disabled";

    static List<Look> looks() {
        return Look.ALL;
    }

    @ParameterizedTest
    @MethodSource("looks")
    void shutsNobodyOut(Look look, Visitors visitors) {
        Visitor visitor = visitors.arrive(look);
        var tour = new Tour(visitor, BrowserFixture.OUTPUT.resolve("pages"));
        stop(tour, visitor, "workflow-failed", StackStormRun.failed(), STEPS, "Failed");
        stop(tour, visitor, "workflow-running", StackStormRun.running(), growing(), "Running");
        stop(tour, visitor, "workflow-removed", StackStormRun.failed(), JsonArray.of(), "Failed");
        stop(tour, visitor, "rule-fired", StackStormRun.rule("passed", null, FIRED), JsonArray.of(), "Passed");
        tour.stop("rule-opened", () -> visitor.text("Its result").click());
        stop(
                tour,
                visitor,
                "rule-silent",
                StackStormRun.rule("failed", SILENT, StackStormRun.madeUp("silent.json")),
                JsonArray.of(),
                "Failed");
        stop(
                tour,
                visitor,
                "sensor-failed",
                StackStormRun.sensor(
                        "failed",
                        "1 of 1 checks failed: /payload/state was up, expected down",
                        StackStormRun.madeUp("dispatched.json")),
                JsonArray.of(),
                "Failed");
        assertThat(tour.findings()).isEmpty();
    }

    private static void stop(
            Tour tour, Visitor visitor, String name, StackStormRun run, JsonArray steps, String heading) {
        tour.stop(name, () -> {
            run.shownTo(visitor.page(), () -> steps);
            visitor.open(StackStormRun.ADDRESS);
            visitor.sees(heading);
            tour.settled();
        });
    }

    /** The first steps, while the last of them goes on. */
    private static JsonArray growing() {
        JsonObject deliver = (JsonObject) STEPS.items().get(3);
        return JsonArray.of(
                STEPS.items().get(0),
                STEPS.items().get(1),
                deliver.with("status", new JsonString("running"))
                        .with("ended_at", JsonNull.NULL)
                        .with("excerpt", new JsonString(""))
                        .with("steps", JsonArray.of()));
    }

    @Test
    void aFailedTaskSaysWhyAndHowLongItWaitedAndRan(Visitor visitor) {
        StackStormRun.failed().shownTo(visitor.page(), () -> STEPS);
        visitor.open(StackStormRun.ADDRESS);
        Locator tasks = visitor.the(AriaRole.REGION, "Tasks");
        assertThat(tasks).containsText("8 tasks");
        Locator within = tasks.getByRole(AriaRole.LIST, Visitor.exactly("Tasks of deliver"))
                .getByRole(AriaRole.LISTITEM);
        assertThat(within).hasCount(3);
        assertThat(within.nth(1)).containsText("waited 300 ms, ran 1.3 s");
        assertThat(within.nth(1).getByText("503 Server Error")).isVisible();
        assertThat(within.nth(2)).containsText("run 2 of it");
        assertThat(tasks).containsText("item 1");
        assertThat(visitor.the(AriaRole.REGION, "Output")).hasCount(0);
    }

    @Test
    void theTasksFollowWhileTheWorkflowRuns(Visitor visitor) {
        var steps = new AtomicReference<>(JsonArray.of());
        StackStormRun.running().shownTo(visitor.page(), steps::get);
        visitor.open(StackStormRun.ADDRESS);
        Locator tasks = visitor.the(AriaRole.REGION, "Tasks");
        assertThat(tasks).containsText("No task has begun yet.");

        steps.set(growing());

        assertThat(tasks).containsText("3 tasks");
        assertThat(tasks).containsText("goes on");
    }

    @Test
    void aQuestionIsAnsweredWithWhatTheFormShowsAndNothingElse(Visitor visitor) {
        var inquiries = new AtomicReference<>((JsonArray) StackStormRun.madeUp("inquiries.json"));
        StackStormRun.running().shownTo(visitor.page(), StackStormRunTest::growing);
        List<String> answers = StackStormRun.asks(visitor.page(), inquiries::get);
        visitor.open(StackStormRun.ADDRESS);
        Locator question = visitor.the(AriaRole.REGION, "Waiting for an answer");
        Locator answer = question.getByRole(AriaRole.BUTTON);
        assertThat(question).containsText("Task approve, for on-call");
        assertThat(answer).hasAttribute("aria-disabled", "true");

        question.getByLabel("go").selectOption("true");
        question.getByLabel("days").fill("ten");
        assertThat(answer).hasAttribute("aria-disabled", "true");
        question.getByLabel("days").fill("3");
        answer.click();
        inquiries.set(JsonArray.of());

        assertThat(question).hasCount(0);
        assertThat(answers).containsExactly("{\"response\":{\"go\":true,\"days\":3}}");
    }

    @Test
    void aWorkflowIsPausedAndGoesOn(Visitor visitor) {
        var status = new AtomicReference<>("running");
        StackStormRun.running().shownTo(visitor.page(), StackStormRunTest::growing);
        List<String> asked = StackStormRun.goesOn(visitor.page(), status::get);
        visitor.open(StackStormRun.ADDRESS);

        visitor.button("Pause").click();
        status.set("paused");
        visitor.button("Resume").click();
        status.set("running");

        assertThat(visitor.button("Pause")).isVisible();
        assertThat(asked).containsExactly("pause", "resume");
    }

    @Test
    void whatStackStormHasRemovedIsNotCalledAFailureOfThePage(Visitor visitor) {
        StackStormRun.failed().shownTo(visitor.page(), JsonArray::of);
        visitor.open(StackStormRun.ADDRESS);
        assertThat(visitor.the(AriaRole.REGION, "Tasks")).containsText("it keeps executions only for so long");
    }

    @Test
    void aRuleIsToldFromTheEventToWhatItStarted(Visitor visitor) {
        StackStormRun.rule("passed", null, FIRED).shownTo(visitor.page(), JsonArray::of);
        visitor.open(StackStormRun.ADDRESS);
        Locator chain = visitor.the(AriaRole.REGION, "Chain");
        assertThat(chain.getByRole(AriaRole.HEADING)).hasText(new String[] {
            "Chain", "Event", "Trigger instance", "Rule", "Execution", "How long each stage took"
        });
        assertThat(chain).containsText("293 ms from end to end");
        assertThat(chain).containsText("core.local");
        chain.getByText("Its result").click();
        assertThat(chain).containsText("disk sda1 is full");
    }

    @Test
    void whereARuleDidNotFireItsPlaceInTheChainSaysWhy(Visitor visitor) {
        StackStormRun.rule("failed", SILENT, StackStormRun.madeUp("silent.json"))
                .shownTo(visitor.page(), JsonArray::of);
        visitor.open(StackStormRun.ADDRESS);
        Locator rule = visitor.the(AriaRole.REGION, "Chain")
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("It did not fire."));
        assertThat(rule).containsText(SILENT);
    }

    @Test
    void textsOfAnEngineStayTexts(ServerProcess server, Visitor visitor) {
        var intrusions = new Intrusions(visitor.page(), server.address("/"));
        StackStormRun.failed()
                .shownTo(
                        visitor.page(),
                        () -> new JsonArray(HostileText.ALL.stream()
                                .<JsonValue>map(StackStormRunTest::step)
                                .toList()));
        look(visitor, intrusions, "tasks");
        StackStormRun.rule(
                        "failed",
                        HostileText.ALL.get(0).value(),
                        JsonObject.builder()
                                .put("fired", HostileText.ALL.size())
                                .put("trigger", trigger())
                                .put(
                                        "executions",
                                        new JsonArray(HostileText.ALL.stream()
                                                .<JsonValue>map(StackStormRunTest::execution)
                                                .toList()))
                                .build())
                .shownTo(visitor.page(), JsonArray::of);
        look(visitor, intrusions, "chain");
        assertThat(intrusions.seen()).isEmpty();
    }

    private static JsonObject step(HostileText text) {
        return ((JsonObject) STEPS.items().get(0))
                .with("id", new JsonString(text.about()))
                .with("name", new JsonString(text.text()))
                .with("action", new JsonString(text.text()))
                .with("status", new JsonString(text.text()))
                .with("item", new JsonString(text.text()))
                .with("excerpt", new JsonString(text.text()));
    }

    private static JsonObject execution(HostileText text) {
        return JsonObject.builder()
                .put("action", text.text())
                .put("status", text.text())
                .put("result", text.text())
                .build();
    }

    private static JsonObject trigger() {
        var payload = JsonObject.builder();
        HostileText.ALL.forEach(text -> payload.put(text.about(), text.text()));
        return JsonObject.builder()
                .put("type", HostileText.ALL.get(1).text())
                .put("payload", payload.build())
                .build();
    }

    private static void look(Visitor visitor, Intrusions intrusions, String what) {
        visitor.open(StackStormRun.ADDRESS);
        visitor.page().waitForFunction("() => document.querySelector('[data-loading]') === null");
        for (Look look : List.of(Look.LIGHT, Look.LIGHT_NARROW)) {
            visitor.page().setViewportSize(look.width(), look.height());
            visitor.page().evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)");
            visitor.page()
                    .evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            intrusions.look(what + " at " + look.width() + " px");
        }
    }
}
