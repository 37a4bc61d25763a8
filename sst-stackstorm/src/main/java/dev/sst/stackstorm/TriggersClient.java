package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;

/** Types of events, and the events themselves. For errors, null and threads see {@link StackStorm}. */
public final class TriggersClient {

    private static final QueryString TYPES = QueryString.of("/v1/triggertypes");
    private static final String INSTANCES = "/v1/triggerinstances/";

    private final StackStormClient client;
    private final Rules rules;
    private final Lists lists;

    TriggersClient(StackStormClient client, Lists lists) {
        this.client = client;
        this.rules = new Rules(client);
        this.lists = lists;
    }

    public Stream<TriggerTypeRecord> types() {
        return lists.byOffset(TYPES).map(TriggerTypeRecord::new);
    }

    public Stream<TriggerTypeRecord> typesOfPack(String pack) {
        return lists.byOffset(TYPES.with("pack", pack)).map(TriggerTypeRecord::new);
    }

    /** @param ref {@code pack.name}, or StackStorm's id */
    public Optional<TriggerTypeRecord> type(String ref) {
        return rules.triggerType(ref).map(TriggerTypeRecord::new);
    }

    /** The newest first. What comes while the stream is read is not in it, and moves nothing in it. */
    public Stream<TriggerInstanceRecord> instances(InstanceQuery query) {
        return lists.byTime(TimedList.INSTANCES, query.query(), query.bounds(), query.page())
                .map(TriggerInstanceRecord::new);
    }

    /** With what it carries. */
    public Optional<TriggerInstanceRecord> instance(String id) {
        return client.object(Request.get(INSTANCES + Request.encoded(id))).map(TriggerInstanceRecord::new);
    }

    /**
     * Sends an event once more. The new one carries the same, and {@code __context.original_id}; its id is not known.
     *
     * @throws EngineOutcomeUnknownException when the answer is lost; then it may have been sent
     */
    public void reEmit(String id) {
        client.existing(Request.post(INSTANCES + Request.encoded(id) + "/re_emit", JsonObject.empty()));
    }
}
