package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.SstException;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Writes a rule and the trigger types it needs, reads it back, and undoes what it did when that fails.
 *
 * <ol>
 *   <li>Trigger types come first: StackStorm refuses a rule of one that it does not know.
 *   <li>A rule is changed by StackStorm's id of it. By its name StackStorm refuses, and leaves a trigger behind that belongs to
 *       nothing.
 *   <li>What StackStorm says against a rule, a timer's unit that does not exist for one, is said of the test's code.
 *   <li>A lost answer, and a 409, are looked up: what is there as it was sent is as good as written.
 * </ol>
 *
 * Thread-safe.
 */
final class RuleWrite {

    private final StackStormClient client;
    private final Rules rules;
    private final String serverId;

    RuleWrite(StackStormClient client, Rules rules, String serverId) {
        this.client = client;
        this.rules = rules;
        this.serverId = serverId;
    }

    void write(RuleContent content, List<TriggerType> types, RuleCheck.Findings findings, DeploymentProgress progress) {
        Deque<Runnable> undoing = new ArrayDeque<>();
        try {
            for (TriggerType type : types) {
                write(type, Optional.ofNullable(findings.types().get(type.ref())), undoing, progress);
            }
            progress.step("writing rule " + content.ref() + " and reading it back");
            write(content, findings.live(), undoing);
            readBack(content);
        } catch (SstException failure) {
            throw undone(undoing, failure);
        }
    }

    private void write(
            TriggerType type, Optional<JsonObject> live, Deque<Runnable> undoing, DeploymentProgress progress) {
        if (live.isPresent() && type.fits(live.get())) {
            return;
        }
        progress.step("writing " + type.object());
        String path = "/v1/triggertypes/" + type.ref();
        JsonObject body = type.body(TriggerType.owner(serverId, type.pack()));
        Request request = live.isEmpty()
                ? Request.post("/v1/triggertypes", body)
                : Request.put(path, body.with("id", live.get().get("id").orElseThrow()));
        undoing.push(() -> live.ifPresentOrElse(
                before -> client.send(Request.put(path, before)),
                () -> rules.triggerType(type.ref())
                        .filter(type::fits)
                        .ifPresent(made -> client.send(Request.delete(path, null)))));
        sent(
                request,
                undoing,
                () -> rules.triggerType(type.ref()).filter(type::fits).isPresent());
    }

    private void write(RuleContent content, Optional<LiveRule> live, Deque<Runnable> undoing) {
        Request request = live.map(rule -> Request.put("/v1/rules/" + rule.id(), content.body()))
                .orElseGet(() -> Request.post("/v1/rules", content.body()));
        undoing.push(() -> live.ifPresentOrElse(
                rule -> client.send(Request.put("/v1/rules/" + rule.id(), before(rule))),
                () -> rules.rule(content.ref())
                        .filter(rule -> rule.owner().equals(Optional.of(content.owner())))
                        .ifPresent(made -> client.send(Request.delete("/v1/rules/" + made.id(), null)))));
        sent(
                request,
                undoing,
                () -> rules.rule(content.ref())
                        .filter(rule -> content.differences(rule).isEmpty())
                        .isPresent());
    }

    /** The body that brings a rule back as it was. */
    private static JsonObject before(LiveRule rule) {
        return JsonObject.builder()
                .put("name", rule.json().text("name").orElse(""))
                .put("pack", rule.json().text("pack").orElse(""))
                .putAll(RuleContent.form(rule.json()))
                .put("tags", rule.json().get("tags").orElseThrow())
                .build();
    }

    private interface Question {
        boolean holds();
    }

    /** What was refused is not undone: what is there then is not of this writing. */
    private void sent(Request request, Deque<Runnable> undoing, Question thereAsSent) {
        try {
            Answer answer = client.exchange(request);
            if (answer.ok() || (answer.status() == 409 && thereAsSent.holds())) {
                return;
            }
            String reason = "StackStorm: " + request + ": " + StackStormClient.reason(answer);
            if (answer.status() >= 500) {
                throw new EngineOutcomeUnknownException(reason);
            }
            undoing.pop();
            throw answer.status() == 400
                    ? new InvalidInputException("test_code", "StackStorm refuses it: " + firstLine(answer))
                    : new EngineRejectedException(reason);
        } catch (EngineOutcomeUnknownException e) {
            if (!thereAsSent.holds()) {
                throw e;
            }
        }
    }

    /** What follows it is the schema that was broken, at length. */
    private static String firstLine(Answer answer) {
        return StackStormClient.reason(answer).lines().findFirst().orElse("");
    }

    private void readBack(RuleContent content) {
        List<String> differences = rules.rule(content.ref())
                .map(content::differences)
                .orElse(List.of("rule " + content.ref() + " is not there"));
        if (!differences.isEmpty()) {
            throw new EngineRejectedException(
                    "what StackStorm holds is not what was written: " + String.join("; ", differences));
        }
    }

    /** The last first: a trigger type cannot go before its rule. */
    private SstException undone(Deque<Runnable> undoing, SstException failure) {
        try {
            undoing.forEach(Runnable::run);
            return failure;
        } catch (SstException e) {
            return new EngineOutcomeUnknownException(
                    failure.getMessage() + "; and what was there before could not be brought back: " + e.getMessage(),
                    failure);
        }
    }
}
