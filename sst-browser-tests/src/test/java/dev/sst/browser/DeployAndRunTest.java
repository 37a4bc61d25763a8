package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.sst.json.JsonObject;
import dev.sst.testkit.server.ServerProcess;
import org.junit.jupiter.api.Test;

/** A test that is run once after it was deployed, and again the next time, because the choice is remembered. */
@InBrowser
class DeployAndRunTest {
    private static final String CODE = "print('{\"status\": \"success\"}')\n";
    private static final String CHOICE = "Run it once afterwards";

    @Test
    void theDialogLeadsToTheRunAndRemembersTheChoice(ServerProcess server, Visitor visitor) {
        String test = server.post(
                        "/tests/",
                        JsonObject.builder()
                                .put("name", "run once after it was deployed")
                                .put("test_type", "action")
                                .put("test_code", CODE)
                                .build())
                .text("test_id")
                .orElseThrow();
        visitor.open("/ui/tests/" + test);
        visitor.button("Deploy").click();
        Locator dialog = visitor.dialog("Deploy");
        Locator choice = dialog.getByLabel(CHOICE);
        assertThat(choice).not().isChecked();
        choice.check();

        Visitor.button(dialog, "Deploy").click();
        dialog.getByText("Its run has begun").click();

        visitor.sees("Passed");
        assertThat(visitor.main().getByText("deploy verification")).isVisible();
        visitor.open("/ui/tests/" + test);
        visitor.button("Deploy").click();
        assertThat(visitor.dialog("Deploy").getByLabel(CHOICE)).isChecked();
    }
}
