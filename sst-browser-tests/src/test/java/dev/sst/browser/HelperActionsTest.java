package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.testkit.server.ServerProcess;
import org.junit.jupiter.api.Test;

/** The actions that a workflow brings along, in the editor. */
@InBrowser
class HelperActionsTest {
    private static final String CALLS = "version: 1.0\ntasks:\n  one:\n    action: helper.look\n";

    @Test
    void oneIsAddedWrittenAndSavedWithTheWorkflow(ServerProcess server, Visitor visitor) {
        String test = server.post(
                        "/tests/",
                        JsonObject.builder()
                                .put("name", "brings an action along")
                                .put("test_type", "workflow")
                                .put("test_code", CALLS)
                                .build())
                .text("test_id")
                .orElseThrow();
        visitor.open("/ui/tests/" + test + "/edit");
        visitor.field("Name of another action").fill("see");
        visitor.button("Add").click();
        assertThat(visitor.text("Code, line 4, column 5: there is no action look in metadata.actions; there are see"))
                .isVisible();
        visitor.button("Remove see").click();

        visitor.field("Name of another action").fill("look");
        visitor.field("Name of another action").press("Enter");
        visitor.code("Code of look").fill("def wrong(:\n");
        assertThat(visitor.main().getByText("Metadata, actions.look.code, line 1"))
                .isVisible();
        visitor.field("Runner of look").selectOption("A program");
        visitor.code("Code of look").fill("print(1)\n");
        assertThat(visitor.text("The server finds nothing wrong with it.")).isVisible();
        visitor.button("Save").click();

        assertThat(visitor.message("Saved as revision 2. It is not live until it is deployed."))
                .isVisible();
        assertThat(server.get("/tests/" + test).get("metadata").orElseThrow())
                .isEqualTo(JsonText.parse("{\"actions\":{\"look\":{\"runner\":\"shell\",\"code\":\"print(1)\\n\"}}}"));
    }
}
