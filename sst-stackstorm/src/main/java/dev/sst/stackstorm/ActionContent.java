package dev.sst.stackstorm;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.harness.ContentFile;
import dev.sst.harness.ContentHash;
import dev.sst.harness.HarnessFiles;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A test as StackStorm is to hold it: an action whose files lie in a folder named by the hash of everything that matters, or
 * one without files. A running execution so keeps its files, and equal content is equal names. Immutable; made without any call.
 *
 * @param folder within the pack's {@code actions} folder; empty without files
 * @param marks names of tags that it has beside owner and hash; not part of its hash
 */
record ActionContent(
        String pack,
        String name,
        String runner,
        String description,
        JsonObject parameters,
        String owner,
        String hash,
        String folder,
        List<ContentFile> files,
        List<String> marks) {

    static final String OWNER_TAG = "sst_owner";
    static final String HASH_TAG = "sst_hash";

    /** Has the hash of what StackStorm is to hold beside the files: nobody who edits that thinks of it. */
    static final String RECORD_TAG = "sst_record";

    static final int SLUG_LENGTH = 40;
    static final int TAIL_LENGTH = 8;
    static final String PYTHON_RUNNER = "python-script";
    static final String SCRIPT_RUNNER = "local-shell-script";

    ActionContent {
        files = List.copyOf(files);
        marks = List.copyOf(marks);
    }

    /**
     * How a test's code becomes an action: the first file is its entry point.
     *
     * @param marks names of tags by which StackStorm can list it, beside those that all of ours have
     */
    record Form(String kind, String runner, JsonObject parameters, List<ContentFile> files, List<String> marks) {
        Form {
            files = List.copyOf(files);
            marks = List.copyOf(marks);
        }

        Form(String kind, String runner, JsonObject parameters, List<ContentFile> files) {
            this(kind, runner, parameters, files, List.of());
        }
    }

    /** An action test, whose entry point is the harness. */
    static ActionContent behindHarness(DeploymentOrder order, CodeShape shape, String code, String serverId) {
        JsonObject parameters = NaturalParameters.declared(order.definition().parameters(), shape);
        String runner = switch (shape) {
            case SCRIPT -> SCRIPT_RUNNER;
            case ACTION_CLASS -> PYTHON_RUNNER;
        };
        return of(order, new Form(shape.name(), runner, parameters, HarnessFiles.of(code, shape)), serverId);
    }

    static ActionContent of(DeploymentOrder order, Form form, String serverId) {
        return named(name(order), description(order), order, form, serverId);
    }

    /** One of that name in the test's pack. */
    static ActionContent named(String name, String description, DeploymentOrder order, Form form, String serverId) {
        var hash = new ContentHash()
                .setting("shape", form.kind())
                .setting("parameters", JsonText.write(form.parameters()))
                .setting("description", description);
        form.files().forEach(hash::file);
        String hex = hash.hex();
        return new ActionContent(
                order.definition().pack(),
                name,
                form.runner(),
                description,
                form.parameters(),
                owner(serverId, order.testId()),
                hex,
                name + "/" + revision(hex),
                form.files(),
                form.marks());
    }

    /** The beginning of a hash, by which the harness knows which revision it is. */
    static String revision(String hash) {
        return hash.substring(0, 12);
    }

    /** What the action of that order is called. */
    static String ref(DeploymentOrder order) {
        return order.definition().pack() + "." + name(order);
    }

    static String owner(String serverId, TestId testId) {
        return serverId + "/" + testId;
    }

    /** A test keeps its action when it is renamed, as long as it stays in its pack. */
    private static Optional<String> liveName(DeploymentOrder order, String pack) {
        Deployment live = order.live();
        String prefix = pack + ".";
        return live != null && live.ours() && !live.watched() && live.ref().startsWith(prefix)
                ? Optional.of(live.ref().substring(prefix.length()))
                : Optional.empty();
    }

    /** What the action of that order is called, without its pack. */
    static String name(DeploymentOrder order) {
        return name(order, order.definition().pack());
    }

    /** The same where it goes to another pack than the order says. */
    static String name(DeploymentOrder order, String pack) {
        return liveName(order, pack).orElseGet(() -> newName(order));
    }

    private static String newName(DeploymentOrder order) {
        return "t_" + slug(order.definition().name(), SLUG_LENGTH) + "_" + tail(order.testId());
    }

    static String slug(String text, int length) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        String cut = slug.substring(0, Math.min(length, slug.length())).replaceAll("_+$", "");
        return cut.isEmpty() ? "test" : cut;
    }

    static String tail(TestId id) {
        String letters = id.value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return letters.isEmpty() ? "id" : letters.substring(Math.max(0, letters.length() - TAIL_LENGTH));
    }

    static String description(DeploymentOrder order) {
        String text = order.definition().description();
        return "Synthetic test " + order.testId() + (text.isBlank() ? "" : ": " + text.strip());
    }

    String ref() {
        return pack + "." + name;
    }

    /** Whether its pack must have a virtual environment. */
    boolean needsEnvironment() {
        return runner.equals(PYTHON_RUNNER);
    }

    /** Empty without files. */
    String entryPoint() {
        return files.isEmpty() ? "" : path(files.get(0));
    }

    /** The last name of the folder that the harness lies in, which no other content has; empty when nothing of ours does. */
    static Optional<String> revisionFolder(Deployment deployment) {
        if (Strategy.withoutFiles(deployment)) {
            return Optional.of(revision(deployment.contentHash()));
        }
        return deployment.files().stream()
                .findFirst()
                .map(file -> file.path().split("/"))
                .filter(names -> names.length > 1)
                .map(names -> names[names.length - 2]);
    }

    /** Within the pack's {@code actions} folder. */
    String path(ContentFile file) {
        return folder + "/" + file.name();
    }

    /** The request's body that brings the files along. */
    JsonObject body() {
        List<JsonValue> dataFiles = files.stream()
                .<JsonValue>map(file -> JsonObject.builder()
                        .put("file_path", path(file))
                        .put("content", file.text())
                        .build())
                .toList();
        return record().with("data_files", new JsonArray(dataFiles));
    }

    /**
     * The request's body without the files, with every field: what a change leaves out would return to its default. The second
     * file, if any, is named as the action's metadata: a deletion takes entry point and metadata along and no other file.
     */
    JsonObject record() {
        var body = JsonObject.builder()
                .put("name", name)
                .put("pack", pack)
                .put("runner_type", runner)
                .put("entry_point", entryPoint());
        if (files.size() > 1) {
            body.put("metadata_file", "actions/" + path(files.get(1)));
        }
        return body.put("enabled", true)
                .put("description", description)
                .put("parameters", parameters)
                .put("tags", tags())
                .put("notify", JsonObject.empty())
                .build();
    }

    /** In which way the record of that action is not this, one sentence each; its files are another matter. */
    List<String> differences(LiveAction live) {
        List<String> differences = new ArrayList<>(live.differences(owner, hash, entryPoint()));
        if (files.isEmpty()) {
            differences.addAll(CommandContent.differences(live, hash));
        }
        return differences;
    }

    private JsonArray tags() {
        List<JsonValue> tags = new ArrayList<>(List.of(tag(OWNER_TAG, owner), tag(HASH_TAG, hash)));
        if (!files.isEmpty()) {
            tags.add(tag(RECORD_TAG, recordHash(runner, description, parameters)));
        }
        marks.forEach(mark -> tags.add(tag(mark, owner)));
        return new JsonArray(tags);
    }

    static String recordHash(String runner, String description, JsonObject parameters) {
        return new ContentHash()
                .setting("runner", runner)
                .setting("description", description)
                .setting("parameters", CanonicalJson.text(parameters))
                .hex();
    }

    /** A tag as StackStorm keeps it, of whatever it is put on. */
    static JsonObject tag(String name, String value) {
        return JsonObject.builder().put("name", name).put("value", value).build();
    }

    List<DeployedFile> deployedFiles() {
        return files.stream()
                .map(file -> new DeployedFile(path(file), file.sha256()))
                .toList();
    }

    @Override
    public String toString() {
        return "ActionContent[" + ref() + ", " + hash + "]";
    }
}
