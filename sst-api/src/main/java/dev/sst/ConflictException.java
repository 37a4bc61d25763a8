package dev.sst;

import java.util.Objects;

/** The state of things does not allow it now. Nothing was changed. */
public final class ConflictException extends SstException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Reason {
        NAME_TAKEN,
        VERSION_MISMATCH,
        NOT_DEPLOYED,
        DISABLED,
        ALREADY_FINISHED,
        DEPLOYMENT_IN_PROGRESS,
        /** There is nothing to do again. */
        NOT_FAILED,
        /** Something later says more, and must not be overwritten. */
        OVERTAKEN,
        /** The engine holds an object of that name that is not ours. */
        NOT_OURS,
        /** What runs there cannot do such a thing, or not any more. */
        NOT_POSSIBLE,
        /** Another server holds what only one may hold. */
        HELD_ELSEWHERE
    }

    private final Reason reason;

    public ConflictException(Reason reason, String message) {
        super(message, null);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
