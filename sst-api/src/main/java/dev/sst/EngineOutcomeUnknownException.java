package dev.sst;

import org.jspecify.annotations.Nullable;

/** The request may have been carried out: it was sent, and its answer was lost or says nothing. Look before sending again. */
public final class EngineOutcomeUnknownException extends SstException {
    private static final long serialVersionUID = 1L;

    public EngineOutcomeUnknownException(String message) {
        this(message, null);
    }

    public EngineOutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
