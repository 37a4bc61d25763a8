package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;

/** Actions and workflows: read. {@link ExecutionsClient} starts them. For errors, null and threads see {@link StackStorm}. */
public final class ActionsClient {

    private static final QueryString LIST = QueryString.of("/v1/actions");

    private final StackStormClient client;
    private final Lists lists;

    ActionsClient(StackStormClient client, Lists lists) {
        this.client = client;
        this.lists = lists;
    }

    /** By packs and names. */
    public Stream<ActionRecord> list() {
        return lists.byOffset(LIST).map(ActionRecord::new);
    }

    public Stream<ActionRecord> ofPack(String pack) {
        return lists.byOffset(LIST.with("pack", pack)).map(ActionRecord::new);
    }

    /** Those that have a tag of that name, whatever its value. */
    public Stream<ActionRecord> tagged(String name) {
        return lists.byOffset(LIST.with("tags", name)).map(ActionRecord::new);
    }

    /** @param ref {@code pack.name}, or StackStorm's id */
    public Optional<ActionRecord> get(String ref) {
        return client.object(Request.get("/v1/actions/" + Request.encoded(ref))).map(ActionRecord::new);
    }

    /**
     * All that it takes, each by its schema: its own parameters and those of its runner. Empty when there is no such action.
     *
     * @param ref {@code pack.name}; StackStorm before 3.7 takes its id only
     */
    public Optional<JsonObject> parameters(String ref) {
        return client.object(Request.get("/v1/actions/views/parameters/" + Request.encoded(ref)))
                .map(answer -> Members.object(answer, "parameters"));
    }
}
