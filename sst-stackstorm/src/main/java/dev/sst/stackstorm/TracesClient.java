package dev.sst.stackstorm;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Traces: read, the newest first. StackStorm cannot be asked for them by time, so a long list costs more the deeper it is read;
 * one that is pushed down by new ones meanwhile is given once all the same. For errors, null and threads see {@link StackStorm}.
 */
public final class TracesClient {

    private static final QueryString LIST = QueryString.of("/v1/traces");

    private final StackStormClient client;
    private final Lists lists;

    TracesClient(StackStormClient client, Lists lists) {
        this.client = client;
        this.lists = lists;
    }

    public Stream<TraceRecord> list() {
        return lists.byOffset(LIST).map(TraceRecord::new);
    }

    /** Those of that tag, which several may have. */
    public Stream<TraceRecord> tagged(String tag) {
        return filtered("trace_tag", tag);
    }

    /** That which an execution belongs to. */
    public Stream<TraceRecord> ofExecution(String id) {
        return filtered("execution", id);
    }

    /**
     * Those in which a rule fired.
     *
     * @param id StackStorm's id of it, not its name
     */
    public Stream<TraceRecord> ofRule(String id) {
        return filtered("rule", id);
    }

    /** That which an event belongs to. */
    public Stream<TraceRecord> ofTriggerInstance(String id) {
        return filtered("trigger_instance", id);
    }

    public Optional<TraceRecord> get(String id) {
        return client.object(Request.get("/v1/traces/" + Request.encoded(id))).map(TraceRecord::new);
    }

    private Stream<TraceRecord> filtered(String name, String value) {
        return lists.byOffset(LIST.with(name, value)).map(TraceRecord::new);
    }
}
