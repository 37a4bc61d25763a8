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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test whose live content somebody changed. */
@InBrowser
class DriftTest {
    private static final String CODE = "print('{\"status\": \"success\"}')\n";
    private static final JsonArray DIFFERENCES = JsonArray.of(
            new JsonString("action shop.t_front_1a2b3c4d is disabled"),
            new JsonString("its file t_front_1a2b3c4d/0123/test.py has other content"));

    static List<Look> looks() {
        return List.of(Look.LIGHT_NARROW, Look.DARK);
    }

    /** What the engine says of it is put into the server's answers. */
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

    @Test
    void whatWasEditedWhereItRunsIsAdoptedAsANewRevision(ServerProcess server, Visitor visitor) throws IOException {
        String edited = "#!/usr/bin/env python3\nprint('{\"status\": \"success\", \"edited\": true}')\n";
        String code = "#!/usr/bin/env python3\n# to be edited\n" + CODE;
        String test = server.deployedTest("edited where it runs", code);
        Files.writeString(deployed(server.home(), code), edited);
        visitor.open("/ui/tests/" + test + "?tab=deployment");

        visitor.button("Adopt it …").click();
        Locator adopt = visitor.dialog("Adopt what is there");
        assertThat(adopt).containsText("\"edited\": true");
        adopt.getByLabel("Revision note").fill("it was better");
        Visitor.button(adopt, "Adopt").click();
        assertThat(visitor.message("Revision 2 says what is there. Deploy it, and nothing differs any more."))
                .isVisible();

        JsonObject newest = server.get("/tests/" + test);
        assertThat(newest.text("test_code")).contains(edited);
        server.deploy(test);
        assertThat(server.get("/tests/" + test + "/deployment").get("drift"))
                .contains(JsonText.parse("{\"in_sync\": true, \"differences\": []}"));
    }

    private static Path deployed(Path home, String code) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("engine"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.endsWith("test.py"))
                    .filter(file -> holds(file, code))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean holds(Path file, String code) {
        try {
            return Files.readString(file).equals(code);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
