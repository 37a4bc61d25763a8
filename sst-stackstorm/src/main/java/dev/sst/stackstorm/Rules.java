package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The requests about rules and what they are made of. Reads only. Thread-safe. */
final class Rules {

    static final String PATH = "/v1/rules";

    private final StackStormClient client;

    Rules(StackStormClient client) {
        this.client = client;
    }

    /** Of the StackStorm they are in. */
    Optional<ServerVersion> version() {
        return ServerVersion.of(client);
    }

    /** @param ref {@code pack.name}, or StackStorm's id */
    Optional<LiveRule> rule(String ref) {
        return client.object(Request.get("/v1/rules/" + Request.encoded(ref))).map(LiveRule::new);
    }

    static QueryString inPack(String pack) {
        return QueryString.of(PATH).with("pack", pack);
    }

    List<LiveRule> ofPack(String pack) {
        return Executions.objects(client.list(inPack(pack).get())).stream()
                .map(LiveRule::new)
                .toList();
    }

    /** Its record; empty when StackStorm does not know it, which hinders no rule. */
    Optional<LivePack> pack(String pack) {
        return client.object(Request.get("/v1/packs/" + Request.encoded(pack))).map(LivePack::new);
    }

    Optional<LiveAction> action(String ref) {
        return client.object(Request.get("/v1/actions/" + Request.encoded(ref))).map(LiveAction::new);
    }

    /**
     * The schemas of what that action takes, its runner's among them; empty when StackStorm does not say. By its id: before
     * 3.7 it is asked for by nothing else.
     */
    Optional<JsonObject> parameters(LiveAction action) {
        try {
            return client.object(Request.get("/v1/actions/views/parameters/" + Request.encoded(action.id())))
                    .flatMap(view -> Executions.inner(view, "parameters"));
        } catch (EngineRejectedException | EngineUnavailableException e) {
            return Optional.empty();
        }
    }

    Optional<JsonObject> triggerType(String ref) {
        return client.object(Request.get("/v1/triggertypes/" + Request.encoded(ref)));
    }

    /** Whether StackStorm says that it listens at that address; one process of several may not do so yet. */
    boolean listensAt(String url) {
        return Executions.objects(client.list(Request.get("/v1/webhooks"))).stream()
                .flatMap(trigger -> Executions.inner(trigger, "parameters").stream())
                .flatMap(parameters -> parameters.text("url").stream())
                .anyMatch(known -> known.strip().replaceAll("^/+|/+$", "").equals(url));
    }
}
