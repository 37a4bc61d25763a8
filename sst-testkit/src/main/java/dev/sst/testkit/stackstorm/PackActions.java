package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** What StackStorm's own actions do about packs: they change the scripted content, and end as the real ones do. */
final class PackActions {

    private final ScriptedContent content;

    PackActions(ScriptedContent content) {
        this.content = content;
    }

    /** Empty for any other action. */
    Optional<ScriptedEnding> ending(ScriptedRun run) {
        return switch (run.ref()) {
            case "packs.install" -> Optional.of(install(run));
            case "packs.setup_virtualenv" -> {
                packs(run).forEach(content::addEnvironment);
                yield Optional.of(ScriptedEnding.bare("succeeded", JsonNull.NULL));
            }
            case "packs.uninstall" -> {
                packs(run).forEach(content::removePack);
                yield Optional.of(ScriptedEnding.bare("succeeded", JsonNull.NULL));
            }
            default -> missingEnvironment(run);
        };
    }

    private ScriptedEnding install(ScriptedRun run) {
        List<JsonValue> installed = packs(run).stream()
                .flatMap(source -> content.install(source).stream())
                .<JsonValue>map(JsonString::new)
                .toList();
        JsonObject output = JsonObject.builder()
                .put("packs_list", installed.isEmpty() ? JsonNull.NULL : new JsonArray(installed))
                .put("message", "Successfully installed packs")
                .put("conflict_list", JsonNull.NULL)
                .put("warning_list", JsonArray.of())
                .build();
        return ScriptedEnding.bare(
                installed.isEmpty() ? "failed" : "succeeded",
                JsonObject.builder().put("output", output).build());
    }

    private Optional<ScriptedEnding> missingEnvironment(ScriptedRun run) {
        String pack = run.ref().substring(0, run.ref().indexOf('.'));
        if (!run.runner().equals("python-script") || content.hasEnvironment(pack)) {
            return Optional.empty();
        }
        return Optional.of(ScriptedEnding.bare(
                "failed",
                JsonObject.builder()
                        .put("error", "The virtual environment (...) for pack \"" + pack + "\" does not exist.")
                        .put("traceback", "Traceback ...")
                        .build()));
    }

    private static List<String> packs(ScriptedRun run) {
        return run.parameters().get("packs").orElse(null) instanceof JsonArray list
                ? list.items().stream()
                        .filter(JsonString.class::isInstance)
                        .map(item -> ((JsonString) item).value())
                        .toList()
                : List.of();
    }
}
