package dev.sst.web;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A test to begin with that does what a run of StackStorm's has done: the same action or workflow with the same values. Of a
 * workflow that succeeded the output is expected again; what an action returns often holds times and ids, and is left to the
 * author.
 */
final class RunTemplate {
    private static final Set<String> WORKFLOWS = Set.of("orquesta", "action-chain");

    /** What StackStorm shows in the place of a secret value. */
    private static final JsonValue MASK = new JsonString("********");

    private static final Duration LEAST = Duration.ofSeconds(30);

    /** What a server allows a test unless it is told otherwise. */
    private static final Duration MOST = Duration.ofMinutes(30);

    private RunTemplate() {}

    /** Empty when the run does not say which action it was of. */
    static Optional<JsonObject> of(JsonObject run) {
        return run.text("action").map(ref -> template(ref, run));
    }

    private static JsonObject template(String ref, JsonObject run) {
        boolean workflow = run.text("runner").filter(WORKFLOWS::contains).isPresent();
        List<String> masked = new ArrayList<>();
        var test = JsonObject.builder()
                .put("name", ref)
                .put("test_type", workflow ? "workflow" : "action")
                .put(workflow ? "stackstorm_workflow" : "stackstorm_action", ref)
                .put("test_parameters", parameters(run, masked))
                .put("timeout", JsonNumber.of(timeout(run).toSeconds()));
        if (workflow) {
            output(run).ifPresent(output -> test.put("expected_result", output));
        }
        String began = "Does what execution " + run.text("id").orElse("") + " of " + ref + " did.";
        return JsonObject.builder()
                .put("id", "run")
                .put("test_type", workflow ? "workflow" : "action")
                .put("title", "Like a run of " + ref)
                .put(
                        "description",
                        masked.isEmpty()
                                ? began
                                : began + " StackStorm hides the values of " + String.join(", ", masked)
                                        + ": give them yourself.")
                .put("test", test.build())
                .build();
    }

    private static JsonObject parameters(JsonObject run, List<String> masked) {
        var parameters = JsonObject.builder();
        if (run.get("parameters").orElse(null) instanceof JsonObject given) {
            given.members().forEach((name, value) -> {
                if (masked(value)) {
                    masked.add(name);
                } else {
                    parameters.put(name, value);
                }
            });
        }
        return parameters.build();
    }

    private static boolean masked(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.members().values().stream().anyMatch(RunTemplate::masked);
        }
        return value instanceof JsonArray array
                ? array.items().stream().anyMatch(RunTemplate::masked)
                : value.equals(MASK);
    }

    /** Twice what it took. */
    private static Duration timeout(JsonObject run) {
        Optional<Instant> start = time(run, "start_timestamp");
        Optional<Instant> end = time(run, "end_timestamp");
        if (start.isEmpty() || end.isEmpty()) {
            return Duration.ofMinutes(5);
        }
        Duration twice =
                Duration.between(start.get(), end.get()).multipliedBy(2).plusSeconds(1);
        return twice.compareTo(LEAST) < 0 ? LEAST : twice.compareTo(MOST) > 0 ? MOST : twice;
    }

    private static Optional<Instant> time(JsonObject run, String name) {
        try {
            return run.text(name).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> output(JsonObject run) {
        return run.text("status").equals(Optional.of("succeeded"))
                        && run.get("result").orElse(null) instanceof JsonObject result
                        && result.get("output").orElse(null) instanceof JsonObject output
                ? Optional.of(output)
                : Optional.empty();
    }
}
