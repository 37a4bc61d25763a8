package dev.sst.stackstorm;

/** Something that a pack has: an action, a rule, a sensor or a type of event. */
public sealed interface ContentRecord extends StackStormRecord
        permits ActionRecord, RuleRecord, SensorRecord, TriggerTypeRecord {

    /** Its name with its pack, {@code pack.name}. */
    default String ref() {
        return Members.text(json(), "ref");
    }

    default String pack() {
        return Members.text(json(), "pack");
    }

    default String description() {
        return Members.text(json(), "description");
    }
}
