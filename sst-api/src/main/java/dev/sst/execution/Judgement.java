package dev.sst.execution;

import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Objects;

/**
 * A verdict with everything that led to it.
 *
 * @param cause one sentence for a person: what happened and, when it is not well, where
 * @param checks what was looked at, failing ones included
 * @param document the result document of the contract; {@code {}} when there was none
 * @param warnings what was repaired or left out on the way
 */
public record Judgement(Verdict verdict, String cause, List<Check> checks, JsonObject document, List<String> warnings) {
    public Judgement {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(document, "document");
        checks = List.copyOf(checks);
        warnings = List.copyOf(warnings);
    }
}
