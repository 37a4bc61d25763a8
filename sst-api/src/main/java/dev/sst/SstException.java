package dev.sst;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything the framework throws on purpose. The situations below it are few, so that a caller can tell them
 * apart: {@link InvalidInputException} (change the input), {@link NotFoundException}, {@link ConflictException} (look and
 * decide again), {@link EngineRejectedException} (StackStorm said no), {@link EngineUnavailableException} (nothing was
 * done; later), {@link EngineOutcomeUnknownException} (something may have been done), {@link StoreUnavailableException}.
 */
public abstract class SstException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected SstException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
