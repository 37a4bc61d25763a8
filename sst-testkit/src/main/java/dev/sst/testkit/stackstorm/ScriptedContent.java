package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Packs, their files, actions and virtual environments, with StackStorm's order of things: an action's files
 * are written before it is refused as existing already. Thread-safe.
 */
final class ScriptedContent {

    static final String ROOT = "/opt/stackstorm/packs/";
    private static final String STAGED = "file://" + ROOT;
    private static final Set<String> RUNNERS =
            Set.of("local-shell-script", "local-shell-cmd", "python-script", "noop", "orquesta");
    private static final long FIRST_ID = 0x5e55_ac71_0000_0000L;

    private final Map<String, JsonObject> actions = new ConcurrentHashMap<>();
    private final Map<String, String> packs = new ConcurrentHashMap<>();
    private final Set<String> onDisk = ConcurrentHashMap.newKeySet();
    private final Set<String> environments = ConcurrentHashMap.newKeySet();
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final ScriptedSensors sensors = new ScriptedSensors();
    private final AtomicLong ids = new AtomicLong(FIRST_ID);
    private volatile Function<String, Map<String, String>> clones = source -> Map.of();
    private volatile ScriptedAnswer inspection = ScriptedAnswer.json(200, JsonArray.of());

    ScriptedContent() {
        for (String pack : Set.of("core", "packs", "default")) {
            addPack(pack, "1.0.0");
        }
        addAction("core.local", "local-shell-cmd");
        addAction("core.noop", "noop");
        addAction("packs.download", "python-script");
        addAction("packs.install", "orquesta");
        addAction("packs.setup_virtualenv", "python-script");
        addAction("packs.uninstall", "orquesta");
    }

    void addPack(String pack, String version) {
        packs.put(pack, version);
        onDisk.add(pack);
    }

    /** On the API node's disk, and unknown to StackStorm until it is registered. */
    void addUnregisteredPack(String pack) {
        onDisk.add(pack);
    }

    void clones(Function<String, Map<String, String>> files) {
        clones = files;
    }

    void inspection(int status, JsonValue body) {
        inspection = ScriptedAnswer.json(status, body);
    }

    /** The same for every workflow. */
    ScriptedAnswer inspectWorkflow() {
        return inspection;
    }

    void addEnvironment(String pack) {
        environments.add(pack);
    }

    void removePack(String pack) {
        packs.remove(pack);
        onDisk.remove(pack);
        environments.remove(pack);
        actions.keySet().removeIf(ref -> ref.startsWith(pack + "."));
        files.keySet().removeIf(path -> path.startsWith(pack + "/"));
        sensors.remove(pack);
    }

    ScriptedSensors sensors() {
        return sensors;
    }

    boolean hasEnvironment(String pack) {
        return environments.contains(pack);
    }

    Map<String, String> files() {
        return Map.copyOf(files);
    }

    void addAction(String ref, String runner) {
        int dot = ref.indexOf('.');
        JsonObject body = JsonObject.builder()
                .put("pack", ref.substring(0, dot))
                .put("name", ref.substring(dot + 1))
                .put("runner_type", runner)
                .build();
        actions.put(ref, stored(ref, body, nextId()));
    }

    Optional<JsonObject> action(String ref) {
        return Optional.ofNullable(actions.get(ref));
    }

    void putAction(JsonObject action) {
        actions.put(action.text("ref").orElse(""), action);
    }

    void putFile(String pack, String path, String content) {
        files.put(pack + "/" + path, content);
    }

    /** @param path with its pack in front */
    Optional<String> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    ScriptedAnswer getAction(String ref) {
        return action(ref).map(ScriptedAnswer::ok).orElseGet(() -> missing(ref));
    }

    /** @param tag a tag's name: those that have it, whatever its value */
    ScriptedAnswer listActions(Optional<String> pack, Optional<String> tag) {
        return ScriptedAnswer.json(
                200,
                new JsonArray(actions.values().stream()
                        .filter(action -> pack.isEmpty() || action.text("pack").equals(pack))
                        .filter(action -> tag.isEmpty() || tagNames(action).anyMatch(tag.get()::equals))
                        .<JsonValue>map(action -> action)
                        .toList()));
    }

    private static Stream<String> tagNames(JsonObject action) {
        return action.get("tags").map(JsonArray.class::cast).orElse(JsonArray.of()).items().stream()
                .flatMap(tag -> ((JsonObject) tag).text("name").stream());
    }

    synchronized ScriptedAnswer createAction(JsonObject body) {
        String pack = body.text("pack").orElse("default");
        String ref = pack + "." + body.text("name").orElse("");
        Optional<ScriptedAnswer> refusal = refusal(pack, body);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean wroteFiles = writeFiles(pack, body);
        if (wroteFiles && !packs.containsKey(pack)) {
            return ScriptedAnswer.fault(404, "Resource with a ref or id \"" + pack + "\" not found");
        }
        JsonObject existing = actions.get(ref);
        if (existing != null) {
            return ScriptedAnswer.json(
                    409,
                    JsonObject.builder()
                            .put("conflict-id", existing.text("id").orElse(""))
                            .put("faultstring", "Tried to save duplicate unique keys (E11000 duplicate key error ...)")
                            .build());
        }
        JsonObject action = stored(ref, body, nextId());
        actions.put(ref, action);
        return ScriptedAnswer.json(201, action);
    }

    synchronized ScriptedAnswer changeAction(String ref, JsonObject body) {
        JsonObject existing = actions.get(ref);
        if (existing == null) {
            return missing(ref);
        }
        String pack = existing.text("pack").orElse("");
        Optional<ScriptedAnswer> refusal = refusal(pack, body);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (writeFiles(pack, body) && !packs.containsKey(pack)) {
            return ScriptedAnswer.fault(404, "Resource with a ref or id \"" + pack + "\" not found");
        }
        JsonObject action = stored(ref, body, existing.text("id").orElse(""));
        actions.put(ref, action);
        return ScriptedAnswer.ok(action);
    }

    synchronized ScriptedAnswer deleteAction(String ref, boolean removeFiles) {
        JsonObject existing = actions.remove(ref);
        if (existing == null) {
            return missing(ref);
        }
        if (removeFiles) {
            String pack = existing.text("pack").orElse("");
            files.remove(pack + "/actions/" + existing.text("entry_point").orElse(""));
            files.remove(pack + "/" + existing.text("metadata_file").orElse(""));
        }
        return ScriptedAnswer.nothing();
    }

    private Optional<ScriptedAnswer> refusal(String pack, JsonObject body) {
        if (!onDisk.contains(pack)) {
            return Optional.of(
                    ScriptedAnswer.fault(
                            400,
                            "Content pack \"" + pack
                                    + "\" is not found or doesn't contain actions directory. Searched in: /opt/stackstorm/packs"));
        }
        String runner = body.text("runner_type").orElse("");
        if (!RUNNERS.contains(runner)) {
            return Optional.of(ScriptedAnswer.fault(400, "RunnerType " + runner + " is not found."));
        }
        return Optional.empty();
    }

    private boolean writeFiles(String pack, JsonObject body) {
        if (!(body.get("data_files").orElse(null) instanceof JsonArray list)) {
            return false;
        }
        for (JsonValue item : list.items()) {
            if (item instanceof JsonObject file) {
                putFile(
                        pack,
                        "actions/" + file.text("file_path").orElse(""),
                        file.text("content").orElse(""));
            }
        }
        return !list.items().isEmpty();
    }

    private static JsonObject stored(String ref, JsonObject body, String id) {
        var action = JsonObject.builder()
                .put("tags", body.get("tags").orElse(JsonArray.of()))
                .put("name", body.text("name").orElse(""))
                .put("ref", ref)
                .put("description", body.text("description").orElse(""))
                .put(
                        "enabled",
                        body.get("enabled")
                                .map(value -> value.toString().equals("true"))
                                .orElse(true))
                .put("entry_point", body.text("entry_point").orElse(""))
                .put("metadata_file", body.text("metadata_file").orElse(""))
                .put("pack", ref.substring(0, ref.indexOf('.')))
                .put("runner_type", body.text("runner_type").orElse(""))
                .put("parameters", body.get("parameters").orElse(JsonObject.empty()))
                .put("notify", JsonObject.empty())
                .put("id", id);
        return action.build();
    }

    ScriptedAnswer getPack(String pack) {
        String version = packs.get(pack);
        if (version == null) {
            return ScriptedAnswer.fault(404, "Resource with a ref or id \"" + pack + "\" not found");
        }
        return ScriptedAnswer.ok(JsonObject.builder()
                .put("ref", pack)
                .put("name", pack)
                .put("version", version)
                .put("keywords", keywords(pack))
                .put("path", ROOT + pack)
                .build());
    }

    private JsonArray keywords(String pack) {
        String line = yaml(files.getOrDefault(pack + "/pack.yaml", ""), "keywords");
        return new JsonArray(Arrays.stream(line.replaceAll("[\\[\\] ]", "").split(","))
                .<JsonValue>map(JsonString::new)
                .toList());
    }

    ScriptedAnswer getFile(String packAndPath) {
        String content = files.get(packAndPath);
        return content == null
                ? ScriptedAnswer.fault(404, "File \"" + packAndPath + "\" not found")
                : ScriptedAnswer.text(content);
    }

    ScriptedAnswer register(JsonObject body) {
        if (!(body.get("packs").orElse(null) instanceof JsonArray list)) {
            return ScriptedAnswer.fault(400, "packs is required here");
        }
        for (JsonValue item : list.items()) {
            String pack = item instanceof JsonString text ? text.value() : "";
            if (!onDisk.contains(pack)) {
                return ScriptedAnswer.fault(
                        400,
                        "Pack \"" + pack + "\" not found on disk: Directory \"" + ROOT + pack + "\" doesn't exist");
            }
            packs.put(pack, version(pack));
        }
        return ScriptedAnswer.ok(JsonObject.builder().put("configs", 0).build());
    }

    /** What a source names becomes a pack: a {@code file://} directory, or what is cloned from it. Empty when it holds none. */
    Optional<String> install(String source) {
        Optional<String> installed = download(source);
        installed.ifPresent(pack -> {
            addPack(pack, version(pack));
            environments.add(pack);
            sensors.register(pack, files());
        });
        return installed;
    }

    /** The same of the files alone: what StackStorm knows of the pack stays as it is. */
    Optional<String> download(String source) {
        Map<String, String> tree =
                source.startsWith(STAGED) ? below(source.substring(STAGED.length()) + "/") : clones.apply(source);
        String metadata = tree.get("pack.yaml");
        if (metadata == null) {
            return Optional.empty();
        }
        String pack = yaml(metadata, "ref");
        files.keySet().removeIf(path -> path.startsWith(pack + "/"));
        tree.forEach((path, content) -> putFile(pack, path, content));
        onDisk.add(pack);
        return Optional.of(pack);
    }

    private Map<String, String> below(String folder) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(folder))
                .collect(Collectors.toMap(file -> file.getKey().substring(folder.length()), Map.Entry::getValue));
    }

    private String version(String pack) {
        String said = yaml(files.getOrDefault(pack + "/pack.yaml", ""), "version");
        return said.isEmpty() ? packs.getOrDefault(pack, "1.0.0") : said;
    }

    private static String yaml(String metadata, String name) {
        return metadata.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().replace("\"", ""))
                .findFirst()
                .orElse("");
    }

    private String nextId() {
        return "6b03e4f8" + HexFormat.of().toHexDigits(ids.incrementAndGet());
    }

    private static ScriptedAnswer missing(String ref) {
        return ScriptedAnswer.fault(404, "Resource with a reference or id \"" + ref + "\" not found");
    }
}
