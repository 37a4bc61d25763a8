package dev.sst.stackstorm;

import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.Deployment.Written;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.harness.AuthorCode;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.StartOrder;
import dev.sst.stackstorm.SensorWatch.Manner;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A test's sensor as StackStorm is to hold it: a pack of its own. The class that StackStorm starts is one of ours that derives
 * from the author's: the events about processes name the class and nothing else, and the keys of the datastore begin with it, so
 * it must be like no other. Names of modules carry the hash, because a process may outlive the files it was started from.
 * Immutable; made by {@link #of} without any call.
 *
 * @param name the class that StackStorm starts
 * @param type the sensor's metadata, as StackStorm reads it
 * @param hash over everything but the hash's own places
 * @param tree the pack's files by their path, in the order in which they are brought
 */
record SensorContent(String pack, TestId testId, String name, JsonObject type, String hash, Map<String, String> tree) {

    private static final String FOLDER = "sensors/";
    private static final String AUTHORS = FOLDER + "sst_code_";
    private static final String ENTRY = "sst_sensor_";
    private static final int SHORT = 12;

    /** What StackStorm polls at when nothing is said. */
    private static final JsonNumber POLL_INTERVAL = JsonNumber.of(5);

    SensorContent {
        tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    }

    static SensorContent of(DeploymentOrder order, CodeDocument document, String code, String serverId) {
        String author = authorsClass(document);
        String name = author + "_" + ActionContent.tail(order.testId());
        JsonObject type = type(order, document, name);
        String text = AuthorCode.deployed(code, CodeShape.ACTION_CLASS);
        List<String> requirements = Requirements.of(order.definition().metadata());
        String hash = new ContentHash()
                .setting("sensor", CanonicalJson.text(type))
                .setting("keywords", String.join(" ", LivePack.keywords(serverId, order.testId())))
                .setting("requirements", String.join("\n", requirements))
                .setting("code", text)
                .hex();
        String cut = hash.substring(0, SHORT);
        Map<String, String> tree = new LinkedHashMap<>();
        tree.put(
                Packs.METADATA,
                LivePack.yaml(order.definition().pack(), version(hash), LivePack.keywords(serverId, order.testId())));
        tree.put(AUTHORS + cut + ".py", text);
        tree.put(FOLDER + ENTRY + cut + ".py", """
                from sst_code_%s import %s as _Author


                class %s(_Author):
                    pass
                """.formatted(cut, author, name));
        tree.put(metadataFile(name), JsonText.write(type.with("entry_point", text(ENTRY + cut + ".py"))) + "\n");
        if (!requirements.isEmpty()) {
            tree.put(Packs.REQUIREMENTS, Requirements.text(requirements));
        }
        return new SensorContent(order.definition().pack(), order.testId(), name, type, hash, tree);
    }

    /** What the sensor of that order is called once it is live. */
    static String ref(DeploymentOrder order, CodeDocument document) {
        return order.definition().pack() + "." + authorsClass(document) + "_" + ActionContent.tail(order.testId());
    }

    private static String authorsClass(CodeDocument document) {
        return document.content()
                .text("class_name")
                .orElseThrow(() -> new IllegalArgumentException("a sensor's document names its class"));
    }

    private static JsonObject type(DeploymentOrder order, CodeDocument document, String name) {
        JsonObject metadata = order.definition().metadata();
        String description = order.definition().description();
        var type = JsonObject.builder()
                .put("class_name", name)
                .put(
                        "description",
                        "Synthetic test " + order.testId() + (description.isBlank() ? "" : ": " + description.strip()))
                .put("enabled", keptRunning(metadata))
                .put("trigger_types", triggerTypes(order));
        if (document.content().get("polling").orElse(JsonNull.NULL) == JsonBoolean.TRUE) {
            type.put("poll_interval", metadata.get("poll_interval").orElse(POLL_INTERVAL));
        }
        return type.build();
    }

    private static JsonArray triggerTypes(DeploymentOrder order) {
        return new JsonArray(TriggerType.declared(order).stream()
                .<JsonValue>map(type -> JsonObject.builder()
                        .put("name", type.name())
                        .put("payload_schema", type.payloadSchema())
                        .put("parameters_schema", type.parametersSchema())
                        .build())
                .toList());
    }

    private static boolean keptRunning(JsonObject metadata) {
        return metadata.get("keep_running").orElse(JsonNull.NULL) == JsonBoolean.TRUE;
    }

    private static JsonValue text(String value) {
        return new JsonString(value);
    }

    /** How a run of that order treats its sensor. */
    static Manner manner(StartOrder order) {
        if (!order.deployment().ours()) {
            return Manner.STANDING;
        }
        return keptRunning(order.metadata()) ? Manner.KEPT : Manner.OURS;
    }

    /** Whether what StackStorm starts is what that deployment wrote. */
    static boolean isOf(LiveSensor sensor, Deployment deployment) {
        return sensor.entryPoint()
                .contains("." + ENTRY + deployment.contentHash().substring(0, SHORT) + ".");
    }

    /** Whether the file of that path within the pack has the author's text. */
    static boolean isAuthors(String path) {
        return path.startsWith(AUTHORS);
    }

    /** Where, within its pack, stands what StackStorm reads of that sensor. */
    static String metadataFile(String name) {
        return FOLDER + name + ".yaml";
    }

    private static String version(String hash) {
        return "1.0.0+" + hash.substring(0, SHORT);
    }

    String version() {
        return version(hash);
    }

    String ref() {
        return pack + "." + name;
    }

    boolean keptRunning() {
        return type.get("enabled").orElse(JsonNull.NULL) == JsonBoolean.TRUE;
    }

    List<DeployedFile> deployedFiles() {
        return tree.entrySet().stream()
                .map(file -> new DeployedFile(file.getKey(), ContentHash.of(file.getValue())))
                .toList();
    }

    /** What is written beside the sensor: its pack and the trigger types it declares. */
    List<Written> written(List<TriggerType> types) {
        List<Written> written = new ArrayList<>();
        written.add(new Written("pack", pack));
        types.stream().map(TriggerType::written).distinct().forEach(written::add);
        return written;
    }

    @Override
    public String toString() {
        return "SensorContent[" + ref() + ", " + hash + "]";
    }
}
