package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which helper actions of a workflow there are. */
final class HelperRemovalTest {

    private static final String FLOW = "synthetic_tests.t_order_j8z4qk7m";

    private final ScriptedTransport transport = new ScriptedTransport();
    private final StackStormClient client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
    private final HelperRemoval removal = new HelperRemoval(client, removal(), "server-1");

    private ActionRemoval removal() {
        var executions = new Executions(client);
        var clock = InstantSource.system();
        var settings = StackStormSettings.behindNginx("http://127.0.0.1:1")
                .apiKey("k")
                .serverId("server-1")
                .build();
        var packs = new Packs(client, new OwnExecutions(client, executions, clock, Pause.real(), () -> "id"), settings);
        var delivery = new DataFiles(client);
        var check = new DeploymentCheck(client, packs, new PackFiles(client), settings, delivery);
        return new ActionRemoval(
                delivery, executions, new Cancellation(client, executions, clock), check, clock, Pause.real());
    }

    @Test
    void onlyTheTestsOwnOfThatWorkflowAreItsHelpers() {
        transport.answers(
                200,
                "[" + action(FLOW + "__say", "server-1/" + Orders.TEST) + ","
                        + action(FLOW + "__other", "server-2/" + Orders.TEST) + ","
                        + action(FLOW, "server-1/" + Orders.TEST) + ","
                        + action("other" + FLOW + "__say", "server-1/" + Orders.TEST) + "]");

        assertThat(removal.present(FLOW, List.of(FLOW + "__look"), Orders.TEST))
                .containsExactly(FLOW + "__look", FLOW + "__say");
        assertThat(transport.requests()).singleElement().asString().contains("tags=sst_helper_of_t_order_j8z4qk7m");
    }

    @Test
    void whoMayNotListActionsKnowsTheRecordedOnes() {
        transport.answers(403, "{\"faultstring\": \"no\"}");

        assertThat(removal.present(FLOW, List.of(FLOW + "__look"), Orders.TEST)).containsExactly(FLOW + "__look");
    }

    private static String action(String ref, String owner) {
        return "{\"ref\": \"" + ref + "\", \"tags\": [{\"name\": \"sst_owner\", \"value\": \"" + owner + "\"}]}";
    }
}
