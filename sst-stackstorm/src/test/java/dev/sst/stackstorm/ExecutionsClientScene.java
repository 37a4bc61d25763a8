package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.testkit.time.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The client of executions, in front of a StackStorm that gives the answers it is told. */
abstract class ExecutionsClientScene {

    static final String ID = "6b03e565856e7d23189eb03a";
    static final JsonObject NOTHING = JsonObject.empty();

    final ScriptedTransport transport = new ScriptedTransport();
    final ManualClock clock = new ManualClock();
    final ExecutionsClient executions = client();

    private ExecutionsClient client() {
        var client = new StackStormClient(transport, Credentials.NONE, () -> "request-1");
        var runs = new Executions(client);
        return new ExecutionsClient(
                client,
                new OwnExecutions(client, runs, clock, clock::advance, () -> "unused"),
                new Cancellation(client, runs, clock),
                new Lists(client),
                () -> "fresh");
    }

    List<String> paths() {
        return transport.requests().stream().map(Request::path).toList();
    }

    String sent(int request) {
        return new String(transport.requests().get(request).body().orElseThrow(), StandardCharsets.UTF_8);
    }
}
