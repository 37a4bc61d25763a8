package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.sst.json.JsonObject;
import dev.sst.testkit.server.ServerProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many tests at once, lists that follow what happens, and two people at one test. */
@InBrowser
class ListsAndEditorTest {
    private static final String PASSING = "print('{\"status\": \"success\"}')\n";

    @Test
    void manyTestsAreTaggedRunAndDeployedWithAResultForEach(ServerProcess server, Visitor visitor) {
        String deployed = server.deployedTest("bulk one", PASSING);
        String stored = server.post(
                        "/tests/",
                        JsonObject.builder()
                                .put("name", "bulk two")
                                .put("test_type", "action")
                                .put("test_code", PASSING)
                                .build())
                .text("test_id")
                .orElseThrow();
        visitor.open("/ui/tests?q=bulk&sort=name");
        visitor.button("Choose all 2").click();

        visitor.button("Tag …").click();
        visitor.field("Tag").last().fill("nightly");
        visitor.button("Add it").click();
        Locator tagging = visitor.dialog("Tag with nightly: 2 tests");
        confirm(tagging, "Tag with nightly");
        assertThat(tagging).containsText("2 of 2 done, 0 failed.");
        finish(tagging);

        visitor.button("Run").click();
        Locator running = visitor.dialog("Run: 2 tests");
        confirm(running, "Run");
        assertThat(running).containsText("1 of 2 done, 1 failed.");
        assertThat(running.getByRole(AriaRole.LISTITEM).first()).containsText("bulk two: failed:");
        finish(running);

        visitor.button("Deploy").click();
        Locator deploying = visitor.dialog("Deploy: 2 tests");
        confirm(deploying, "Deploy");
        assertThat(deploying).containsText("2 of 2 done, 0 failed.");
        finish(deploying);

        assertThat(server.list("/tests?tag=nightly&deployed=true").stream()
                        .map(test -> test.text("test_id").orElseThrow()))
                .containsExactlyInAnyOrder(deployed, stored);
        visitor.field("Tag").selectOption("nightly");
        assertThat(visitor.the(AriaRole.TABLE, "Tests").getByRole(AriaRole.ROW)).hasCount(3);
        visitor.button("Name ▲").or(visitor.button("Name")).click();
        assertThat(visitor.the(AriaRole.TABLE, "Tests").getByRole(AriaRole.ROW).nth(1))
                .containsText("bulk two");
    }

    private static void confirm(Locator dialog, String verb) {
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(verb).setExact(true))
                .click();
    }

    private static void finish(Locator dialog) {
        dialog.getByText("Close", new Locator.GetByTextOptions().setExact(true)).click();
    }

    @Test
    void aListWithAHistogramFollowsWhatRuns(ServerProcess server, Visitor visitor) {
        String test = server.deployedTest("followed", PASSING);
        server.run(test);
        visitor.open("/ui/executions?range=1%20h&test_id=" + test);
        Locator rows = visitor.the(AriaRole.TABLE, "Executions").getByRole(AriaRole.ROW);
        assertThat(rows).hasCount(2);
        assertThat(visitor.the(AriaRole.LIST, "Executions over time")).isVisible();
        assertThat(visitor.page().getByText("● live")).isVisible();
        visitor.page().evaluate("""
                        () => {
                          window.lost = false;
                          new MutationObserver(() => { window.lost ||= document.body.textContent.includes("disconnected since"); })
                            .observe(document.body, {childList: true, subtree: true, characterData: true});
                        }
                        """);
        server.run(test);
        assertThat(rows).hasCount(3);
        assertThat(rows.nth(1)).containsText("Passed");
        assertThat(visitor.page().evaluate("() => window.lost")).isEqualTo(false);
    }

    @Test
    void twoPeopleAtOneTestLoseNothing(ServerProcess server, Visitor visitor) {
        String test = server.deployedTest("edited by two", PASSING);
        visitor.open("/ui/tests/" + test + "/edit");
        visitor.field("Tags").fill("mine");
        server.put(
                "/tests/" + test,
                JsonObject.builder().put("description", "theirs").build());
        visitor.complaints().expect("412");

        visitor.button("Save").click();
        Locator conflict = visitor.dialog("Somebody else saved revision 2 meanwhile");
        assertThat(conflict).containsText("No field was changed by both: a merge keeps every change.");
        for (String version : List.of("What you began with", "Theirs", "Yours: unchanged")) {
            assertThat(conflict.getByText(version, new Locator.GetByTextOptions().setExact(true))
                            .first())
                    .isVisible();
        }
        confirm(conflict, "Merge into the editor");
        visitor.button("Save").click();
        assertThat(visitor.page().getByText("Saved as revision 3.").last()).isVisible();

        JsonObject merged = server.get("/tests/" + test);
        assertThat(merged.text("description")).contains("theirs");
        assertThat(merged.get("tags").orElseThrow().toString()).contains("mine");
    }

    /** Put in by the browser it would keep the look of what was there, in a style attribute that the policy forbids. */
    @Test
    void whatIsTypedRightAfterItsSelectionIsPutInByTheEditor(ServerProcess server, Visitor visitor) {
        String test = server.deployedTest("typed over", PASSING);
        visitor.open("/ui/tests/" + test + "/edit");
        Locator code = visitor.code("Code (Python)");
        assertThat(code).containsText(PASSING.strip());
        code.click();
        assertThat(code).isFocused();

        Object left = code.evaluate("""
                text => {
                  const all = document.createRange();
                  all.selectNodeContents(text);
                  getSelection().removeAllRanges();
                  getSelection().addRange(all);
                  return text.dispatchEvent(new InputEvent("beforeinput", {
                    inputType: "insertText", data: "print(2)", bubbles: true, cancelable: true,
                  }));
                }
                """);

        assertThat(left).as("left to the browser").isEqualTo(false);
        assertThat(code).hasText("print(2)");
    }
}
