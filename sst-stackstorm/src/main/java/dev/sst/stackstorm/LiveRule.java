package dev.sst.stackstorm;

import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** A rule as StackStorm has it. Immutable. */
record LiveRule(JsonObject json) {

    static final String WEBHOOK = "core.st2.webhook";
    private static final Set<String> TIMERS =
            Set.of("core.st2.IntervalTimer", "core.st2.CronTimer", "core.st2.DateTimer");

    String id() {
        return json.text("id").orElse("");
    }

    String ref() {
        return json.text("ref").orElse("");
    }

    Optional<String> owner() {
        return LiveAction.tag(json, ActionContent.OWNER_TAG);
    }

    Optional<String> hash() {
        return LiveAction.tag(json, ActionContent.HASH_TAG);
    }

    boolean enabled() {
        return json.get("enabled").equals(Optional.of(JsonBoolean.TRUE));
    }

    String action() {
        return Executions.inner(json, "action")
                .flatMap(action -> action.text("ref"))
                .orElse("");
    }

    String triggerType() {
        return trigger().text("type").orElse("");
    }

    /** What its events are filed under: the trigger's own name, which is not that of its type when it has parameters. */
    String triggerRef() {
        return trigger().text("ref").orElse("");
    }

    /** The url of its webhook without slashes around it; empty when it has none. */
    Optional<String> webhook() {
        return triggerType().equals(WEBHOOK)
                ? Executions.inner(trigger(), "parameters")
                        .flatMap(parameters -> parameters.text("url"))
                        .map(url -> url.strip().replaceAll("^/+|/+$", ""))
                : Optional.empty();
    }

    /** Whether time fires it, and nobody else can. */
    boolean timed() {
        return TIMERS.contains(triggerType());
    }

    private JsonObject trigger() {
        return Executions.inner(json, "trigger").orElse(JsonObject.empty());
    }
}
