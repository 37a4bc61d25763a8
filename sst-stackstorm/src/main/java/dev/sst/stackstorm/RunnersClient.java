package dev.sst.stackstorm;

import java.util.Optional;
import java.util.stream.Stream;

/** Runners: read. For errors, null and threads see {@link StackStorm}. */
public final class RunnersClient {

    private static final String PATH = "/v1/runnertypes";

    private final StackStormClient client;
    private final Lists lists;

    RunnersClient(StackStormClient client, Lists lists) {
        this.client = client;
        this.lists = lists;
    }

    /** By their names. */
    public Stream<RunnerRecord> list() {
        return lists.byOffset(QueryString.of(PATH)).map(RunnerRecord::new);
    }

    /** @param name as {@code python-script}, or StackStorm's id */
    public Optional<RunnerRecord> get(String name) {
        return client.object(Request.get(PATH + "/" + Request.encoded(name))).map(RunnerRecord::new);
    }
}
