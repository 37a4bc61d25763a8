package dev.sst.execution;

/**
 * What an execution showed, in the order of precedence: the first that applies is the verdict.
 */
public enum Verdict {
    /** StackStorm or we could not look: says nothing about the thing under test. */
    INFRASTRUCTURE,
    /** Somebody ended it before it could say anything. */
    CANCELLED,
    /** The deadline passed before the test ended. */
    TIMEOUT,
    /** The test's own code broke. */
    ERROR,
    /** The thing under test is wrong. */
    FAILED,
    /** There is positive evidence that all is well. */
    PASSED,
    /** It was not run, on purpose. */
    SKIPPED;

    /** Whether a retry policy repeats it. */
    public boolean retried() {
        return this == FAILED || this == ERROR || this == TIMEOUT || this == INFRASTRUCTURE;
    }

    /** Whether it speaks against the thing under test, so that an incident is due. */
    public boolean bad() {
        return this == FAILED || this == ERROR || this == TIMEOUT;
    }
}
