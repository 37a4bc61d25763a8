package dev.sst.test;

import java.util.regex.Pattern;

/** Names a test: 1 to 64 letters, digits, {@code _} and {@code -}. Ids made by the framework sort by the time of their making. */
public record TestId(String value) implements Comparable<TestId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public TestId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("TestId must be 1 to 64 of [A-Za-z0-9_-]");
        }
    }

    @Override
    public int compareTo(TestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
