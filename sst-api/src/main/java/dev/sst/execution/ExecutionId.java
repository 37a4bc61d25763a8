package dev.sst.execution;

import java.util.regex.Pattern;

/**
 * Names an execution: 1 to 64 letters, digits, {@code _} and {@code -}. Ids made by the framework sort by the time of their
 * making.
 */
public record ExecutionId(String value) implements Comparable<ExecutionId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public ExecutionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("ExecutionId must be 1 to 64 of [A-Za-z0-9_-]");
        }
    }

    @Override
    public int compareTo(ExecutionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
