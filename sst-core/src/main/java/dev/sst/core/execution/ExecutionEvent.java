package dev.sst.core.execution;

/** What moves an execution. The names are stored in its history: never change one. */
public enum ExecutionEvent {
    /** A worker took it, and stored the key of its next attempt. */
    CLAIMED,
    /** No run carries the attempt's key: it is about to be sent once more. */
    SENT_AGAIN,
    /** The engine said, or a look-up found, which run it is. */
    STARTED,
    /** Somebody asked to end it. */
    CANCEL_REQUESTED,
    /** The attempt did not pass and the retry policy allows another. */
    RETRY_SCHEDULED,
    /** There is a verdict. */
    CONCLUDED
}
