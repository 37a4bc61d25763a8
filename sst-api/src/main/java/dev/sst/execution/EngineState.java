package dev.sst.execution;

/** Where a run stands at the engine. */
public enum EngineState {
    /** Accepted, not running yet. */
    WAITING,
    RUNNING,
    /** StackStorm's word for "exit code 0"; no verdict yet. */
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    /** The engine gave it up: a runner that was shut down. */
    ABANDONED,
    /** The engine does not know it. */
    LOST,
    /** A word we do not know; never taken for an end. */
    UNKNOWN;

    /** Whether nothing more will come. */
    public boolean terminal() {
        return switch (this) {
            case SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, ABANDONED, LOST -> true;
            case WAITING, RUNNING, UNKNOWN -> false;
        };
    }
}
