package dev.sst.spi;

import dev.sst.execution.Execution;
import java.util.Objects;

/**
 * An execution that is this owner's until its lease ends.
 *
 * @param fresh whether the claim moved it from QUEUED to STARTING, so that nothing can have been sent for its last attempt;
 *     otherwise another owner may have sent something: look before sending
 */
public record Claim(Execution execution, boolean fresh) {
    public Claim {
        Objects.requireNonNull(execution, "execution");
    }
}
