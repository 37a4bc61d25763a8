package dev.sst.spi;

import dev.sst.deployment.CodeShape;
import dev.sst.execution.EngineExecutionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run whose outcome is wanted.
 *
 * @param nonce what its report must repeat
 * @param shape how its code runs; {@code null} for content without a harness
 */
public record CollectOrder(
        EngineExecutionId id, String nonce, @Nullable CodeShape shape) {
    public CollectOrder {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonce, "nonce");
    }

    /** Without the nonce. */
    @Override
    public String toString() {
        return "CollectOrder[" + id + "]";
    }
}
