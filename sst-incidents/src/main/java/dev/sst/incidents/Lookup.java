package dev.sst.incidents;

/** What a look at the receiver's open incidents gave. */
sealed interface Lookup {
    /**
     * It is there.
     *
     * @param externalId the receiver's own id
     */
    record Found(String externalId) implements Lookup {}

    /** All open incidents were seen, and none is ours. */
    record Absent() implements Lookup {}

    /** It could not be seen. */
    record Unclear(String reason) implements Lookup {}
}
