package dev.sst.execution;

/** Where an execution stands. How it moves is the core's transition table, drawn in {@code docs/execution-states.md}. */
public enum ExecutionState {
    /** Waits for its time: for a worker, or for the delay before a retry. Nothing is on its way. */
    QUEUED,
    /** A worker has it, and its attempt's key is stored: the engine may or may not have been asked yet. */
    STARTING,
    /** The engine has said which run it is. */
    RUNNING,
    /** Somebody asked to end it after it was started; the engine has not confirmed the end yet. */
    CANCELLING,
    /** There is a verdict. */
    FINISHED;

    public boolean finished() {
        return this == FINISHED;
    }
}
