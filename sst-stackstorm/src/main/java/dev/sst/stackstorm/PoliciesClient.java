package dev.sst.stackstorm;

import java.util.Optional;
import java.util.stream.Stream;

/** Policies: read. For errors, null and threads see {@link StackStorm}. */
public final class PoliciesClient {

    private static final String PATH = "/v1/policies";

    private final StackStormClient client;
    private final Lists lists;

    PoliciesClient(StackStormClient client, Lists lists) {
        this.client = client;
        this.lists = lists;
    }

    /** By packs and names. */
    public Stream<PolicyRecord> list() {
        return lists.byOffset(QueryString.of(PATH)).map(PolicyRecord::new);
    }

    public Stream<PolicyRecord> ofPack(String pack) {
        return lists.byOffset(QueryString.of(PATH).with("pack", pack)).map(PolicyRecord::new);
    }

    /** Those of that action, {@code pack.name}: StackStorm has no such filter, so all are read. */
    public Stream<PolicyRecord> of(String action) {
        return list().filter(policy -> policy.resource().equals(action));
    }

    /** @param ref {@code pack.name}, or StackStorm's id */
    public Optional<PolicyRecord> get(String ref) {
        return client.object(Request.get(PATH + "/" + Request.encoded(ref))).map(PolicyRecord::new);
    }

    /** What a policy can be. */
    public Stream<PolicyTypeRecord> types() {
        return lists.byOffset(QueryString.of("/v1/policytypes")).map(PolicyTypeRecord::new);
    }
}
