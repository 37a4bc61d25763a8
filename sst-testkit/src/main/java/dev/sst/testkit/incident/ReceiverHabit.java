package dev.sst.testkit.incident;

/** What a receiver does wrong for as long as it is switched on. */
public enum ReceiverHabit {
    /** Its list answers 500. */
    LIST_BROKEN,
    /** What was created is not yet in its list. */
    LIST_LAGS,
    /** {@code total} is three times the truth. */
    TOTAL_WRONG
}
