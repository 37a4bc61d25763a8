package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.testkit.server.ServerProcess;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test whose live content somebody changed. What the engine says of it is put into the server's answers. */
@InBrowser
class DriftTest {
    private static final String CODE = "print('{\"status\": \"success\"}')\n";
    private static final JsonArray DIFFERENCES = JsonArray.of(
            new JsonString("action shop.t_front_1a2b3c4d is disabled"),
            new JsonString("its file t_front_1a2b3c4d/0123/test.py has other content"));

    static List<Look> looks() {
        return List.of(Look.LIGHT_NARROW, Look.DARK);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void isMarkedAndPutBackOrIgnored(Look look, ServerProcess server, Visitors visitors) {
        String test = server.deployedTest("changed by somebody, " + look, CODE);
        Visitor visitor = visitors.arrive(look);
        var ignored = new AtomicBoolean();
        change(visitor.page(), server, "/tests/" + test, ignored);
        change(visitor.page(), server, "/tests/" + test + "/deployment", ignored);
        var tour = new Tour(visitor, BrowserFixture.OUTPUT.resolve("pages"));
        tour.stop("drift", () -> {
            visitor.open("/ui/tests/" + test + "?tab=deployment");
            assertThat(visitor.text("drift")).isVisible();
            assertThat(visitor.main().getByRole(AriaRole.LISTITEM).filter(saying("is disabled")))
                    .isVisible();
        });

        visitor.button("Deploy again …").click();
        assertThat(visitor.dialog("Deploy").getByText("What would be done")).isVisible();
        Visitor.button(visitor.dialog("Deploy"), "Cancel").click();

        visitor.button("Adopt it …").click();
        Locator adopt = visitor.dialog("Adopt what is there");
        assertThat(adopt.getByText("nothing that the author wrote was edited")).isVisible();
        Visitor.button(adopt, "Cancel").click();

        ignored.set(true);
        visitor.button("Ignore it").click();
        assertThat(visitor.main().getByText("It is ignored until something else differs."))
                .isVisible();
        assertThat(visitor.text("drift")).not().isVisible();
        assertThat(visitor.button("Ignore it")).hasCount(0);
        assertThat(tour.findings()).isEmpty();
    }

    private static Locator.FilterOptions saying(String words) {
        return new Locator.FilterOptions().setHasText(words);
    }

    /** The server's own answer, and what differs. */
    private static void change(Page page, ServerProcess server, String path, AtomicBoolean ignored) {
        page.route(
                address -> address.endsWith("/api/v1" + path),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(JsonText.write(changed(server.get(path), ignored.get())))));
    }

    private static JsonObject changed(JsonObject answer, boolean ignored) {
        JsonObject drifted = JsonObject.builder()
                .put("since", "2026-11-23T09:12:00Z")
                .put("differences", DIFFERENCES)
                .put("ignored", ignored)
                .build();
        JsonObject drift = JsonObject.builder()
                .put("in_sync", false)
                .put("differences", DIFFERENCES)
                .build();
        return answer.with("drifted", drifted).with("drift", drift);
    }
}
