package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Makes a rule fire, once: a webhook is called, any other trigger is injected by the name of the rule's own trigger (the name of
 * its type, when it has parameters, is accepted and produces nothing), and time needs nothing. The event carries the attempt's
 * key as its trace tag. An event whose answer was lost counts as sent: StackStorm keeps events in a queue while its rules engine
 * is away, so no question can prove that it did not arrive, and a second one would fire twice. Thread-safe.
 */
final class RuleEvent {

    private static final String TRACE_TAG = "St2-Trace-Tag";

    private final StackStormClient client;

    RuleEvent(StackStormClient client) {
        this.client = client;
    }

    /** What became of it. */
    enum Fate {
        /** StackStorm has it, or may have it. */
        SENT,
        /** It has not, for certain, and may be asked again. */
        NOT_SENT,
        /** It refuses what the test hands over. */
        REFUSED
    }

    /** @param words StackStorm's, or why it was not sent; empty when it was */
    record Sending(Fate fate, String words) {
        static final Sending SENT = new Sending(Fate.SENT, "");

        static Sending notSent(String why) {
            return new Sending(Fate.NOT_SENT, why);
        }
    }

    Sending send(LiveRule rule, JsonObject payload, String key) {
        if (rule.timed()) {
            return Sending.SENT;
        }
        Request request = request(rule, payload).with(TRACE_TAG, Executions.checkedKey(key));
        try {
            return meaning(rule, request, client.exchange(request));
        } catch (EngineOutcomeUnknownException e) {
            return Sending.SENT;
        } catch (EngineUnavailableException | EngineRejectedException e) {
            return Sending.notSent(String.valueOf(e.getMessage()));
        }
    }

    private static Request request(LiveRule rule, JsonObject payload) {
        return rule.webhook()
                .map(url -> Request.post("/v1/webhooks/" + segments(url), payload))
                .orElseGet(() -> Request.post(
                        "/v1/webhooks/st2",
                        JsonObject.builder()
                                .put("trigger", rule.triggerRef())
                                .put("payload", payload)
                                .build()));
    }

    private static String segments(String url) {
        return Arrays.stream(url.split("/")).map(Request::encoded).collect(Collectors.joining("/"));
    }

    private static Sending meaning(LiveRule rule, Request request, Answer answer) {
        if (answer.ok() || answer.status() >= 500) {
            return Sending.SENT;
        }
        return switch (answer.status()) {
            case 400 -> new Sending(Fate.REFUSED, StackStormClient.reason(answer));
            case 404 ->
                Sending.notSent("StackStorm does not listen at the webhook "
                        + rule.webhook().orElse(rule.triggerRef()) + " yet");
            default -> Sending.notSent("StackStorm refused " + request + ": " + StackStormClient.reason(answer));
        };
    }
}
