package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.sst.testkit.server.ServerProcess;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page, with and without content, in each of its important states, in light and dark, on a wide and on a narrow window. */
@InBrowser
@FreshServer
class EveryPageTest {
    private static Shop shop;

    @BeforeAll
    static void fill(ServerProcess server) {
        shop = Shop.on(server);
    }

    /** A run outlives the server that began it. */
    @AfterAll
    static void stopWhatRuns(ServerProcess server) {
        server.cancel(shop.running());
    }

    static List<Look> looks() {
        return Look.ALL;
    }

    @ParameterizedTest
    @MethodSource("looks")
    void shutsNobodyOut(Look look, Visitors visitors) {
        Visitor visitor = visitors.arrive(look);
        var tour = new Tour(visitor, BrowserFixture.OUTPUT.resolve("pages"));
        lists(tour, visitor);
        oneTest(tour, visitor);
        editor(tour, visitor);
        executions(tour, visitor);
        incidents(tour, visitor);
        frame(tour, visitor);
        assertThat(tour.findings()).isEmpty();
    }

    private void lists(Tour tour, Visitor visitor) {
        tour.page("overview", "/ui/", "Overview");
        tour.page("tests", "/ui/tests", "Tests");
        tour.stop("tests-chosen", () -> {
            visitor.page()
                    .getByRole(AriaRole.CHECKBOX, Visitor.pageContaining("Choose Shop front"))
                    .check();
            assertThat(visitor.text("1 test chosen")).isVisible();
        });
        tour.stop("tests-bulk", () -> {
            visitor.button("Run").click();
            assertThat(visitor.dialog("Run: 1 test")).isVisible();
        });
        tour.page("tests-none-match", "/ui/tests?q=nothing-of-that-name", "Tests");
        tour.page("executions", "/ui/executions", "Executions");
        tour.stop("executions-histogram", () -> {
            visitor.open("/ui/executions?range=1%20h");
            assertThat(visitor.the(AriaRole.LIST, "Executions over time")).isVisible();
        });
        tour.page("incidents", "/ui/incidents", "Incidents");
        tour.page("stackstorm", "/ui/stackstorm", "Embedded engine");
        tour.page("not-found", "/ui/nowhere", "No such page");
    }

    private void oneTest(Tour tour, Visitor visitor) {
        String path = "/ui/tests/" + shop.checkout();
        for (String tab : List.of("overview", "runs", "definition", "revisions", "deployment", "incidents")) {
            tour.page("test-" + tab, path + "?tab=" + tab, "Checkout takes an order");
        }
        tour.stop("test-menu", () -> {
            visitor.button("More to do with this test").click();
            assertThat(visitor.page().getByRole(AriaRole.MENU)).isVisible();
        });
        tour.stop("test-delete", () -> {
            visitor.the(AriaRole.MENUITEM, "Delete …").click();
            assertThat(visitor.dialog("Delete")).isVisible();
        });
        tour.page("test-passing", "/ui/tests/" + shop.front(), "Shop front answers");
        tour.stop("test-run-with", () -> {
            visitor.button("More to do with this test").click();
            visitor.the(AriaRole.MENUITEM, "Run with other parameters …").click();
            assertThat(visitor.dialog("Run with other parameters")).isVisible();
        });
        tour.stop("deploy-plan", () -> {
            visitor.open(path);
            visitor.button("Deploy").click();
            assertThat(visitor.dialog("Deploy").getByText("What would be done")).isVisible();
            assertThat(visitor.dialog("Deploy").getByText("From revision 2 to 3"))
                    .isVisible();
        });
        tour.stop("deploy-done", () -> {
            visitor.open("/ui/tests/" + shop.front());
            visitor.button("Deploy").click();
            Visitor.button(visitor.dialog("Deploy"), "Deploy").click();
            assertThat(visitor.dialog("Deploy").getByText("no difference was found"))
                    .isVisible();
        });
    }

    private void editor(Tour tour, Visitor visitor) {
        tour.page("editor-new", "/ui/tests/new", "New test");
        for (String template : List.of("workflow", "webhook-rule", "polling-sensor")) {
            tour.page("editor-new-" + template, "/ui/tests/new?template=" + template, "New test");
        }
        tour.page("editor", "/ui/tests/" + shop.front() + "/edit", "Edit test");
        tour.stop("editor-preview", () -> {
            visitor.button("Try it on the last result").click();
            assertThat(visitor.main().getByText("1 check of the last result, 0 would fail."))
                    .isVisible();
        });
        tour.stop("editor-problems", () -> {
            Locator code = visitor.code("Code (Python)");
            code.click();
            visitor.page().keyboard().press("ControlOrMeta+a");
            visitor.page().keyboard().type("import json\nprint(json.dumps({)\n");
            assertThat(visitor.main().getByText("1 problem, 0 warnings.")).isVisible();
        });
    }

    private void executions(Tour tour, Visitor visitor) {
        tour.page("execution-passed", "/ui/executions/" + shop.passed(), "Passed");
        tour.page("execution-failed", "/ui/executions/" + shop.failed(), "Failed");
        tour.stop("execution-compare", () -> {
            visitor.button("Compare with the last pass").click();
            assertThat(visitor.the(AriaRole.HEADING, "Beside the last pass")).isVisible();
            tour.settled();
        });
        tour.stop("execution-again", () -> {
            visitor.button("Run again with changes …").click();
            assertThat(visitor.page().getByRole(AriaRole.DIALOG)).isVisible();
        });
        tour.page("execution-running", "/ui/executions/" + shop.running(), "Running");
    }

    private void incidents(Tour tour, Visitor visitor) {
        tour.stop("incident-open", () -> {
            visitor.open("/ui/incidents/" + shop.open());
            assertThat(visitor.text("First failure: the incident was opened")).isVisible();
        });
        tour.stop("incident-note", () -> {
            visitor.button("Note …").click();
            assertThat(visitor.dialog("Write a note")).isVisible();
        });
        tour.stop("incident-resolved", () -> {
            visitor.open("/ui/incidents/" + shop.resolved());
            assertThat(visitor.text("Recovered: a run passed")).isVisible();
        });
    }

    private void frame(Tour tour, Visitor visitor) {
        tour.stop("palette", () -> {
            visitor.open("/ui/tests");
            visitor.page().keyboard().press("ControlOrMeta+k");
            assertThat(visitor.the(AriaRole.LISTBOX, "What was found")).isVisible();
        });
        tour.stop("palette-search", () -> {
            visitor.the(AriaRole.COMBOBOX, "Page, action or test").fill("shop");
            assertThat(visitor.page().getByRole(AriaRole.OPTION, Visitor.pageContaining("Shop front")))
                    .isVisible();
        });
        tour.stop("keys", () -> {
            visitor.open("/ui/tests");
            visitor.page().keyboard().press("?");
            assertThat(visitor.page().getByRole(AriaRole.DIALOG)).isVisible();
        });
        tour.stop("settings", () -> {
            visitor.open("/ui/tests");
            visitor.button("Settings").click();
            assertThat(visitor.page().getByRole(AriaRole.MENU)).isVisible();
        });
    }
}
