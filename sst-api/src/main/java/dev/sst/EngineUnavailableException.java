package dev.sst;

import org.jspecify.annotations.Nullable;

/** The engine could not be asked, and it is certain that nothing was done. Later may work. */
public final class EngineUnavailableException extends SstException {
    private static final long serialVersionUID = 1L;

    public EngineUnavailableException(String message) {
        this(message, null);
    }

    public EngineUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
