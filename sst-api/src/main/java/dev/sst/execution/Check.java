package dev.sst.execution;

import dev.sst.json.JsonValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at, and what was seen.
 *
 * @param name what was looked at, {@code exit code}
 * @param path JSON pointer into the result document; {@code null} for what has no place there
 * @param expected what should have been; {@code null} when no single value says it
 * @param actual what was; {@code null} when there was nothing
 * @param message one sentence for a person
 */
public record Check(
        String name,
        @Nullable String path,
        @Nullable JsonValue expected,
        @Nullable JsonValue actual,
        boolean passed,
        String message) {
    public Check {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(message, "message");
    }
}
