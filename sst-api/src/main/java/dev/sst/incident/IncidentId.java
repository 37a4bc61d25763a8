package dev.sst.incident;

import java.util.regex.Pattern;

/**
 * Names an incident: 1 to 64 letters, digits, {@code _} and {@code -}. Ids made by the framework sort by the time of their
 * making.
 */
public record IncidentId(String value) implements Comparable<IncidentId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public IncidentId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("IncidentId must be 1 to 64 of [A-Za-z0-9_-]");
        }
    }

    @Override
    public int compareTo(IncidentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
