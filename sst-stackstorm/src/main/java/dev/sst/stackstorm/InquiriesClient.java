package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;

/** What workflows ask and wait for. For errors, null and threads see {@link StackStorm}. */
public final class InquiriesClient {

    private final StackStormClient client;
    private final Lists lists;

    InquiriesClient(StackStormClient client, Lists lists) {
        this.client = client;
        this.lists = lists;
    }

    /** The newest hundred that wait: StackStorm gives this list in no pages. */
    public Stream<InquiryRecord> list() {
        return lists.whole(QueryString.of("/v1/inquiries").with("limit", Lists.PAGE))
                .map(InquiryRecord::new);
    }

    /** Empty also when it was answered, or is none. */
    public Optional<InquiryRecord> get(String id) {
        return WorkflowIntervention.waiting(client, id).map(InquiryRecord::new);
    }

    /**
     * Answers it. What StackStorm says against an answer is not repeated where it may quote it.
     *
     * @throws EngineRejectedException also when it was answered before, or the answer does not meet its schema
     */
    public void answer(String id, JsonObject response) {
        Request request = WorkflowIntervention.answering(id, response);
        if (client.discreet(request).isEmpty()) {
            throw StackStormClient.absent(request);
        }
    }
}
