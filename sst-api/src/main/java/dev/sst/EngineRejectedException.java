package dev.sst;

import org.jspecify.annotations.Nullable;

/** The engine answered and refused, in its own words. Repeating the same request does not help. */
public final class EngineRejectedException extends SstException {
    private static final long serialVersionUID = 1L;

    public EngineRejectedException(String message) {
        this(message, null);
    }

    public EngineRejectedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
