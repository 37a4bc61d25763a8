package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonObject;
import java.util.Optional;

/**
 * What a scripted run knows when its behaviour is asked how it ends.
 *
 * @param ref the action
 * @param runner its runner
 * @param parameters as sent
 * @param envelope what the harness was told; empty for content without a harness
 * @param code the deployed text of the author; empty for content without one
 */
public record ScriptedRun(
        String ref, String runner, JsonObject parameters, Optional<ScriptedEnvelope> envelope, Optional<String> code) {}
