package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What StackStorm's own actions do about packs: they change the scripted content, and end as the real ones do. */
final class PackActions {

    private static final String SHA256SUM = "LC_ALL=C sha256sum -- ";
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private final ScriptedContent content;

    PackActions(ScriptedContent content) {
        this.content = content;
    }

    /** Empty for any other action. */
    Optional<ScriptedEnding> ending(ScriptedRun run) {
        return switch (run.ref()) {
            case "packs.install" -> Optional.of(install(run));
            case "packs.download" -> Optional.of(download(run));
            case "packs.setup_virtualenv" -> {
                packs(run).forEach(content::addEnvironment);
                yield Optional.of(ScriptedEnding.bare("succeeded", JsonNull.NULL));
            }
            case "packs.uninstall" -> {
                packs(run).forEach(content::removePack);
                yield Optional.of(ScriptedEnding.bare("succeeded", JsonNull.NULL));
            }
            case "core.local" -> Optional.of(checksums(run));
            default -> missingEnvironment(run);
        };
    }

    /** A runner that shares the API node's disk, asked for checksums; any other command prints nothing. */
    private ScriptedEnding checksums(ScriptedRun run) {
        var stdout = new StringBuilder();
        var stderr = new StringBuilder();
        String command = run.parameters().text("cmd").orElse("");
        Matcher quoted = QUOTED.matcher(command.startsWith(SHA256SUM) ? command.substring(SHA256SUM.length()) : "");
        while (quoted.find()) {
            String path = quoted.group(1);
            Optional<String> file = content.file(path.replace(ScriptedContent.ROOT, ""));
            file.ifPresentOrElse(
                    text -> stdout.append(sha256(text))
                            .append("  ")
                            .append(path)
                            .append('\n'),
                    () -> stderr.append("sha256sum: ").append(path).append(": No such file or directory\n"));
        }
        boolean succeeded = stderr.isEmpty();
        return ScriptedEnding.bare(
                succeeded ? "succeeded" : "failed",
                JsonObject.builder()
                        .put("stdout", stdout.toString().stripTrailing())
                        .put("stderr", stderr.toString().stripTrailing())
                        .put("return_code", succeeded ? 0 : 1)
                        .put("failed", !succeeded)
                        .put("succeeded", succeeded)
                        .build());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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

    private ScriptedEnding download(ScriptedRun run) {
        boolean downloaded =
                packs(run).stream().allMatch(source -> content.download(source).isPresent());
        return ScriptedEnding.bare(
                downloaded ? "succeeded" : "failed",
                downloaded
                        ? JsonNull.NULL
                        : JsonObject.builder()
                                .put("stderr", "The pack has not been downloaded")
                                .build());
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
