package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.Collection;
import java.util.List;

/**
 * Which parameters StackStorm hides when it shows an execution: those that the action, or else its runner, declares secret. Any
 * other is there in clear for everybody who may look. Thread-safe.
 */
final class SecretDeclarations {

    private final StackStormClient client;

    SecretDeclarations(StackStormClient client) {
        this.client = client;
    }

    /** Those of these parameters that StackStorm would show in clear, in alphabetical order. */
    List<String> shownInClear(LiveAction action, Collection<String> secrets) {
        List<String> undeclared =
                secrets.stream().filter(name -> !action.secret(name)).sorted().toList();
        if (undeclared.isEmpty()) {
            return undeclared;
        }
        JsonObject runner = runnerParameters(action.runner());
        return undeclared.stream()
                .filter(name -> !LiveAction.secret(runner, name))
                .toList();
    }

    private JsonObject runnerParameters(String runner) {
        return client.object(Request.get("/v1/runnertypes/" + Request.encoded(runner)))
                .flatMap(type -> Executions.inner(type, "runner_parameters"))
                .orElse(JsonObject.empty());
    }

    /** Why a value is not handed over. */
    static String refusal(String ref, String parameter) {
        return "is secret, and StackStorm's action " + ref + " does not declare its parameter " + parameter
                + " secret: StackStorm would show the value to everybody who can see its executions";
    }
}
