package dev.sst.incident;

import java.util.regex.Pattern;

/**
 * Names one delivery of one incident event to one sink, and is the key a receiver may deduplicate by: 1 to 64 letters, digits,
 * {@code _} and {@code -}. Ids made by the framework sort by the time of their making.
 */
public record DeliveryId(String value) implements Comparable<DeliveryId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public DeliveryId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("DeliveryId must be 1 to 64 of [A-Za-z0-9_-]");
        }
    }

    @Override
    public int compareTo(DeliveryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
