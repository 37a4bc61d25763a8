package dev.sst.test;

/** What kind of StackStorm content a test is. */
public enum TestType {
    ACTION,
    WORKFLOW,
    RULE,
    SENSOR
}
