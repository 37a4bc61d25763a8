package dev.sst.stackstorm;

import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.ReadBack;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.BlockYaml;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A test's rule as StackStorm is to hold it: what the author's YAML says, under a name of ours and with our tags. A rule that
 * says nothing about {@code enabled} is enabled; StackStorm would have it disabled. Immutable; made by {@link #of} without any
 * call.
 *
 * @param form what it says, with what StackStorm would add; see {@link #form}
 * @param hash over the form
 */
record RuleContent(String pack, String name, JsonObject form, String owner, String hash) {

    private static final String DESCRIPTION = "description";
    private static final String OUR_TAGS = "sst_";
    private static final JsonObject STANDARD =
            JsonObject.builder().put("ref", "standard").build();

    static RuleContent of(DeploymentOrder order, JsonObject yaml, String serverId) {
        JsonObject rule = yaml.get("enabled").orElse(JsonNull.NULL) == JsonNull.NULL
                ? yaml.with("enabled", JsonBoolean.TRUE)
                : yaml;
        String text = order.definition().description();
        JsonObject form = form(rule.with(
                DESCRIPTION,
                new JsonString(introduction(order.testId().value()) + (text.isBlank() ? "" : ": " + text.strip()))));
        return new RuleContent(
                order.definition().pack(),
                name(order),
                form,
                ActionContent.owner(serverId, order.testId()),
                hash(form));
    }

    private static String introduction(String testId) {
        return "Synthetic test " + testId;
    }

    /** A test keeps its rule when it is renamed, as long as it stays in its pack. */
    static String name(DeploymentOrder order) {
        Deployment live = order.live();
        String prefix = order.definition().pack() + ".";
        return live != null
                        && live.ours()
                        && live.type() == TestType.RULE
                        && live.ref().startsWith(prefix)
                ? live.ref().substring(prefix.length())
                : "r_" + ActionContent.slug(order.definition().name(), ActionContent.SLUG_LENGTH) + "_"
                        + ActionContent.tail(order.testId());
    }

    /**
     * Everything of a rule that decides what it does, and what a person reads of it; nothing that StackStorm adds (ids, the
     * user in the context, the trigger's name) and no tags of ours. The same for what is sent and for what is read back.
     */
    static JsonObject form(JsonObject rule) {
        JsonObject trigger = inner(rule, "trigger");
        JsonObject action = inner(rule, "action");
        JsonObject type = inner(rule, "type").isEmpty() ? STANDARD : inner(rule, "type");
        return JsonObject.builder()
                .put(DESCRIPTION, rule.text(DESCRIPTION).orElse(""))
                .put("enabled", rule.get("enabled").orElse(JsonBoolean.FALSE))
                .put("trigger", with(trigger, "type"))
                .put("criteria", inner(rule, "criteria"))
                .put("action", with(action, "ref"))
                .put("type", with(type, "ref"))
                .put("tags", new JsonArray(tags(rule)))
                .put("context", Members.without(inner(rule, "context"), "user"))
                .build();
    }

    private static JsonObject with(JsonObject object, String name) {
        return JsonObject.builder()
                .put(name, object.text(name).orElse(""))
                .put("parameters", inner(object, "parameters"))
                .build();
    }

    private static List<JsonValue> tags(JsonObject rule) {
        return rule.get("tags").orElse(JsonNull.NULL) instanceof JsonArray tags
                ? tags.items().stream()
                        .filter(tag -> !(tag instanceof JsonObject object
                                && object.text("name").orElse("").startsWith(OUR_TAGS)))
                        .toList()
                : List.of();
    }

    private static JsonObject inner(JsonObject object, String name) {
        return Executions.inner(object, name).orElse(JsonObject.empty());
    }

    static String hash(JsonObject form) {
        return new ContentHash().setting("rule", CanonicalJson.text(form)).hex();
    }

    String ref() {
        return pack + "." + name;
    }

    String action() {
        return inner(form, "action").text("ref").orElse("");
    }

    /** What it gives the action, templates as they are written. */
    JsonObject actionParameters() {
        return inner(inner(form, "action"), "parameters");
    }

    String triggerType() {
        return inner(form, "trigger").text("type").orElse("");
    }

    /** The request's body, with every field: what a change leaves out would return to its default, the pack included. */
    JsonObject body() {
        List<JsonValue> tags = new ArrayList<>(tags(form));
        tags.add(ActionContent.tag(ActionContent.OWNER_TAG, owner));
        tags.add(ActionContent.tag(ActionContent.HASH_TAG, hash));
        return JsonObject.builder()
                .put("name", name)
                .put("pack", pack)
                .putAll(form)
                .put("tags", new JsonArray(tags))
                .build();
    }

    /** In which way a rule is not what this says, one sentence each. */
    List<String> differences(LiveRule live) {
        return differences(live, owner, hash);
    }

    /** In which way a rule is not what was written by that owner under that hash, one sentence each. */
    static List<String> differences(LiveRule live, String owner, String hash) {
        List<String> differences = new ArrayList<>();
        if (!live.owner().equals(Optional.of(owner))) {
            differences.add("rule " + live.ref() + " belongs to " + live.owner().orElse("somebody else"));
        }
        JsonObject now = form(live.json());
        if (!hash(now).equals(hash)) {
            boolean switched =
                    hash(now.with("enabled", JsonBoolean.of(!live.enabled()))).equals(hash);
            differences.add("rule " + live.ref()
                    + (switched
                            ? live.enabled() ? " was enabled" : " was disabled"
                            : " has other content than was deployed"));
        } else if (!live.hash().equals(Optional.of(hash))) {
            differences.add("rule " + live.ref() + " does not carry the hash of what was deployed");
        }
        return differences;
    }

    /**
     * What the author would have to write so that this becomes that rule. Of the author's text what was not edited stays as it
     * says it; what it does not say is not the rule's (its name) or ours (the description, which is the test's).
     *
     * @param yaml what this was made of
     */
    ReadBack readBack(LiveRule live, JsonObject yaml, TestDefinition written) {
        if (!live.owner().equals(Optional.of(owner))) {
            return ReadBack.not(
                    "rule " + live.ref() + " belongs to " + live.owner().orElse("somebody else"));
        }
        JsonObject now = form(live.json());
        if (!now.equals(form)
                && now.with("enabled", JsonBoolean.of(!live.enabled())).equals(form)) {
            return ReadBack.not("rule " + live.ref() + " was only switched " + (live.enabled() ? "on" : "off"));
        }
        JsonObject edited = yaml;
        for (Map.Entry<String, JsonValue> member : now.members().entrySet()) {
            boolean same = form.get(member.getKey()).equals(Optional.of(member.getValue()));
            if (!same && !member.getKey().equals(DESCRIPTION)) {
                edited = edited.with(member.getKey(), member.getValue());
            }
        }
        String code = Objects.requireNonNull(written.code(), "code");
        return ReadBack.of(edited.equals(yaml) ? code : BlockYaml.write(edited), description(now, written));
    }

    /** The test's, when somebody edited the rule's: without the words that we put before it. */
    private String description(JsonObject now, TestDefinition written) {
        String text = now.text(DESCRIPTION).orElse("");
        if (form.text(DESCRIPTION).equals(Optional.of(text))) {
            return written.description();
        }
        String ours = introduction(owner.substring(owner.lastIndexOf('/') + 1));
        return text.startsWith(ours) ? text.substring(ours.length()).replaceFirst("^: ?", "") : text;
    }

    @Override
    public String toString() {
        return "RuleContent[" + ref() + ", " + hash + "]";
    }
}
