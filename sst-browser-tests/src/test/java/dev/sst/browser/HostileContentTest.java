package dev.sst.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.testkit.server.ServerProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts that want to be more, in every field that takes one and in all that a test can print: they stay texts. */
@InBrowser
@FreshServer
class HostileContentTest {
    private static final int[] WIDTHS = {1440, 360};
    private static final int HEIGHT = 800;

    private record Planted(HostileText text, String test, String execution, String incident) {
        List<String> pages() {
            return List.of(
                    "/ui/tests/" + test,
                    "/ui/tests/" + test + "?tab=runs",
                    "/ui/tests/" + test + "?tab=definition",
                    "/ui/tests/" + test + "?tab=revisions",
                    "/ui/tests/" + test + "?tab=deployment",
                    "/ui/tests/" + test + "?tab=incidents",
                    "/ui/tests/" + test + "/edit",
                    "/ui/executions/" + execution,
                    "/ui/incidents/" + incident);
        }
    }

    @Test
    void fortyHostileTextsStayTextsOnEveryPage(ServerProcess server, Visitor visitor) {
        assertThat(HostileText.ALL).hasSize(40);
        var intrusions = new Intrusions(visitor.page(), server.address("/"));
        List<Planted> planted = new ArrayList<>();
        for (HostileText text : HostileText.ALL) {
            planted.add(plant(server, text));
        }
        List<String> pages = new ArrayList<>(
                List.of("/ui/", "/ui/?group=tag", "/ui/tests", "/ui/executions", "/ui/incidents", "/ui/stackstorm"));
        planted.forEach(each -> pages.addAll(each.pages()));
        for (String page : pages) {
            visit(visitor, intrusions, page);
        }
        assertThat(intrusions.seen()).isEmpty();
    }

    @Test
    void hostileAddressesStayTexts(ServerProcess server, Visitor visitor) {
        var intrusions = new Intrusions(visitor.page(), server.address("/"));
        visitor.complaints().expect("refused: 4");
        visitor.complaints().expect("Failed to load resource");
        for (HostileText text : HostileText.ALL) {
            String encoded =
                    URLEncoder.encode(text.text(), StandardCharsets.UTF_8).replace("+", "%20");
            for (String page : List.of(
                    "/ui/tests?q=" + encoded + "&tag=" + encoded + "&pack=" + encoded + "&sort=" + encoded,
                    "/ui/executions?verdict=" + encoded + "&test_id=" + encoded + "&from=" + encoded,
                    "/ui/incidents?q=" + encoded + "&status=" + encoded + "#" + encoded)) {
                visit(visitor, intrusions, page);
            }
        }
        assertThat(intrusions.seen()).isEmpty();
    }

    private static void visit(Visitor visitor, Intrusions intrusions, String address) {
        Page page = visitor.page();
        page.setViewportSize(WIDTHS[0], HEIGHT);
        visitor.open(address);
        settle(page);
        for (int width : WIDTHS) {
            page.setViewportSize(width, HEIGHT);
            // What is folded away is content as well.
            page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)");
            page.waitForFunction("width => innerWidth === width", width);
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            int before = intrusions.seen().size();
            intrusions.look(address + " at " + width + " px");
            if (intrusions.seen().size() > before) {
                visitor.picture(picture(address, width));
            }
        }
    }

    /** Until everything that the page asked for is there; its events never end, so the network is never idle. */
    private static void settle(Page page) {
        page.waitForLoadState(LoadState.LOAD);
        page.waitForFunction("() => document.querySelector('[data-loading]') === null");
    }

    private static Path picture(String address, int width) {
        return BrowserFixture.OUTPUT
                .resolve("hostile")
                .resolve(address.replaceAll("[^A-Za-z0-9]+", "_") + "-" + width + ".png");
    }

    /** Writes it wherever the API takes a text, and has a test print it, fail with it and open an incident with it. */
    private static Planted plant(ServerProcess server, HostileText text) {
        JsonObject definition = JsonObject.builder()
                .put("name", text.label(200))
                .put("description", text.prose())
                .put("test_type", "action")
                .put("test_code", code(text))
                .put("timeout", 60)
                .put("tags", JsonArray.of(new JsonString(text.label(100))))
                .put("test_parameters", parameters(text))
                .put(
                        "expected_result",
                        JsonObject.builder()
                                .put("value", text.value() + "!")
                                .put(text.value(), "x")
                                .build())
                .put("revision_note", text.value())
                .build();
        String test = server.post("/tests/", definition).text("test_id").orElseThrow();
        server.put(
                "/tests/" + test,
                JsonObject.builder()
                        .put("description", text.prose() + " ")
                        .put("revision_note", text.value())
                        .build());
        server.deploy(test);
        String execution = server.run(test);
        String incident = server.list("/incidents?test_id=" + test)
                .get(0)
                .text("incident_id")
                .orElseThrow();
        server.post(
                "/incidents/" + incident + "/notes",
                JsonObject.builder().put("text", text.value()).build());
        return new Planted(text, test, execution, incident);
    }

    private static JsonObject parameters(HostileText text) {
        JsonObject declared = JsonObject.builder()
                .put("type", "string")
                .put("description", text.value())
                .put("default", text.value())
                .build();
        return JsonObject.builder().put("words", declared).build();
    }

    private static String code(HostileText text) {
        String literal = JsonText.write(new JsonString(text.text())).replace("'", "\\u0027");
        String comment = text.value().replaceAll("[\\r\\n]+", "\n# ");
        return """
                import json
                import sys

                text = json.loads(r'''%s''')
                printed = %s
                print(printed)
                sys.stderr.buffer.write(printed.encode("utf-8", "replace") + b"\\n")
                print(json.dumps({"status": "success", "value": text, text: [text, {text: text}], "long": printed[:100000]}))
                # %s
                """.formatted(literal, text.printed(), comment);
    }
}
