package dev.sst.stackstorm;

import dev.sst.json.JsonObject;

/**
 * What StackStorm says of one thing that it keeps. Immutable. StackStorm leaves out what is empty, and another version may say
 * more or less, so a text it did not give is {@code ""} where something has to be there, and an empty {@code Optional} elsewhere.
 * {@code toString} shows names and states only: values may be secret.
 */
public sealed interface StackStormRecord
        permits ContentRecord,
                EnforcementRecord,
                ExecutionRecord,
                InquiryRecord,
                KeyRecord,
                PackRecord,
                PolicyRecord,
                PolicyTypeRecord,
                RunnerRecord,
                TraceRecord,
                TriggerInstanceRecord {

    /** All that StackStorm said, as it said it. */
    JsonObject json();

    /** StackStorm's id, 24 hexadecimal digits. */
    default String id() {
        return Page.id(json());
    }
}
