package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.sst.json.JsonObject;
import dev.sst.testkit.server.ServerProcess;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pages look like while something is missing: answers that are late or refused, no events, somebody else's revision. */
@InBrowser
class PagesInTroubleTest {
    private static final String CODE = "print('{\"status\": \"success\"}')\n";
    private static final int REFUSED = 400;
    private static final int NOT_ALLOWED = 403;

    /** Both colours and both widths, in half the time. */
    static List<Look> looks() {
        return List.of(Look.LIGHT_NARROW, Look.DARK);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void shutNobodyOutEither(Look look, ServerProcess server, Visitors visitors) {
        String test = server.deployedTest("in trouble, " + look, CODE);
        Visitor visitor = visitors.arrive(look);
        for (String words : List.of("refused: 4", "Failed to load resource", "/api/v1/events")) {
            visitor.complaints().expect(words);
        }
        var tour = new Tour(visitor, BrowserFixture.OUTPUT.resolve("pages"));
        late(tour, visitor);
        refused(tour, visitor);
        old(tour, visitor, test);
        editing(tour, visitor, server, test);
        disconnected(tour, visitor);
        assertThat(tour.findings()).isEmpty();
    }

    private static void late(Tour tour, Visitor visitor) {
        tour.stop("loading", () -> {
            visitor.page().route(api("/tests?"), neverAnswered -> {});
            visitor.open("/ui/tests");
            assertThat(visitor.text("Loading tests …")).isVisible();
        });
        visitor.page().unrouteAll();
    }

    private static void refused(Tour tour, Visitor visitor) {
        answers(visitor.page(), REFUSED, "The server could not do that now.");
        tour.page("refused-overview", "/ui/", "Overview");
        tour.page("refused-tests", "/ui/tests", "Tests");
        tour.page("refused-executions", "/ui/executions?range=1%20h", "Executions");
        tour.page("refused-incidents", "/ui/incidents", "Incidents");
        tour.page("refused-stackstorm", "/ui/stackstorm", "StackStorm");
        tour.page("refused-test", "/ui/tests/any", "Test");
        tour.page("refused-editor", "/ui/tests/any/edit", "Edit");
        tour.page("refused-execution", "/ui/executions/any", "Execution");
        visitor.page().unrouteAll();
        answers(visitor.page(), NOT_ALLOWED, "That is for others.");
        tour.page("forbidden-incident", "/ui/incidents/any", "Incident");
        visitor.page().unrouteAll();
    }

    private static void old(Tour tour, Visitor visitor, String test) {
        tour.stop("not-read-again", () -> {
            visitor.open("/ui/tests/" + test + "?tab=deployment");
            assertThat(visitor.text("It is what was written: no difference was found."))
                    .isVisible();
            answers(visitor.page(), REFUSED, "The engine does not answer.");
            visitor.button("Look again").click();
            assertThat(visitor.main().getByText("could not be read again")).isVisible();
        });
        tour.stop("message", () -> {
            visitor.button("Run").click();
            assertThat(visitor.message("The engine does not answer.")).isVisible();
        });
        visitor.page().unrouteAll();
    }

    private static void editing(Tour tour, Visitor visitor, ServerProcess server, String test) {
        tour.stop("editor-conflict", () -> {
            visitor.open("/ui/tests/" + test + "/edit");
            visitor.field("Tags").fill("mine");
            visitor.field("Description").fill("What I found.");
            server.put(
                    "/tests/" + test,
                    JsonObject.builder().put("description", "What they found.").build());
            visitor.button("Save").click();
            assertThat(visitor.dialog("Somebody else saved revision 2 meanwhile"))
                    .isVisible();
        });
        tour.stop("editor-kept", () -> {
            visitor.open("/ui/tests");
            visitor.open("/ui/tests/" + test + "/edit");
            assertThat(visitor.button("Discard the draft")).isVisible();
        });
    }

    private static void disconnected(Tour tour, Visitor visitor) {
        tour.stop("disconnected", () -> {
            visitor.page().route(api("/events"), Route::abort);
            visitor.open("/ui/executions");
            assertThat(visitor.page().getByText("disconnected since")).isVisible();
            assertThat(visitor.the(AriaRole.REGION, "How the platform fares"))
                    .containsText("The oldest of what you see was read");
        });
        visitor.page().unrouteAll();
    }

    /** Everything that pages ask for, but who they are and what happens, is answered like this. */
    private static void answers(Page page, int status, String detail) {
        String body =
                "{\"type\": \"about:blank\", \"title\": \"\", \"status\": %d, \"detail\": \"%s\", \"errors\": []}";
        var answer = new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/problem+json")
                .setBody(body.formatted(status, detail));
        page.route(api("").and(api("/session").negate()).and(api("/events").negate()), route -> route.fulfill(answer));
    }

    /** Addresses of the API that begin like this. */
    private static Predicate<String> api(String path) {
        return address -> address.contains("/api/v1" + path);
    }
}
