package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deploying a test and executing it once, in one request. */
final class DeployAndExecuteApiTest {
    private static final String WISH = "{\"execute\":true}";

    private final Web web = new Web();
    private String deploy = "";

    @BeforeEach
    void create() {
        deploy = "/api/v1/tests/" + web.createTest("login") + "/deploy";
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void theAnswerNamesTheExecutionThatWasBegun() {
        Web.Reply reply = web.post(deploy, WISH);

        assertThat(reply.status()).isEqualTo(200);
        String id = reply.object().text("execution_id").orElseThrow();
        Web.Reply execution = web.get("/api/v1/executions/" + id);
        assertThat(execution.object().text("kind")).contains("deploy_verification");
        assertThat(execution.text()).contains("\"requested_by\":\"ada\"");
    }

    @Test
    void withoutTheWishNothingIsExecuted() {
        for (String body : new String[] {"", "{}", "{\"execute\":false}"}) {
            Web.Reply reply = web.post(deploy, body);

            assertThat(reply.status()).as(body).isEqualTo(200);
            assertThat(reply.object().get("execution_id")).contains(JsonNull.NULL);
        }
        assertThat(web.sst.executions).isEmpty();
    }

    @Test
    void aPlanExecutesNothing() {
        assertThat(web.post(deploy + "?plan=true", WISH).status()).isEqualTo(200);

        assertThat(web.sst.executions).isEmpty();
    }

    @Test
    void whatIsDeployedInTheBackgroundIsExecutedToo() {
        var request =
                Web.request("POST", deploy).contentType("application/json").header("Prefer", "respond-async");

        assertThat(web.send(request.content(WISH)).status()).isEqualTo(202);

        await().until(() -> "done".equals(progress().text("state").orElse("")));
        String id = progress().text("execution_id").orElseThrow();
        assertThat(web.get("/api/v1/executions/" + id).status()).isEqualTo(200);
        assertThat(progress().get("warnings")).isPresent();
    }

    private JsonObject progress() {
        JsonObject deployment =
                web.get(deploy.replace("/deploy", "/deployment")).object();
        return deployment.get("progress").orElseThrow() instanceof JsonObject object ? object : JsonObject.empty();
    }

    @Test
    void whoMayDeployAndNotExecuteIsRefusedBeforeAnythingIsDeployed() {
        var request = Web.limited("POST", deploy, Permission.DEPLOY).contentType("application/json");

        Web.Reply reply = web.send(request.content(WISH));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text()).contains("execute");
        assertThat(web.sst.executions).isEmpty();
        assertThat(web.get(deploy.replace("/deploy", "")).field("deployed")).isEqualTo("false");
    }
}
