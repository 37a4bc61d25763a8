package dev.sst;

import org.jspecify.annotations.Nullable;

/** The store could not be asked or did not answer in time. What was being written is written whole or not at all. */
public final class StoreUnavailableException extends SstException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message) {
        this(message, null);
    }

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
