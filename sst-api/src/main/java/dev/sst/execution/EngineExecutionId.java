package dev.sst.execution;

import java.util.regex.Pattern;

/**
 * The engine's own name of a run, as StackStorm's execution id: 1 to 128 letters, digits, {@code _} and {@code -}. Ids made by
 * the framework sort by the time of their making.
 */
public record EngineExecutionId(String value) implements Comparable<EngineExecutionId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    public EngineExecutionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("EngineExecutionId must be 1 to 128 of [A-Za-z0-9_-]");
        }
    }

    @Override
    public int compareTo(EngineExecutionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
