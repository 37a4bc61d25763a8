package dev.sst.json;

import java.util.Objects;

/** A text, kept exactly: NUL and lone surrogates included. */
public record JsonString(String value) implements JsonValue {

    public JsonString {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public Kind kind() {
        return Kind.STRING;
    }

    @Override
    public String toString() {
        return '"' + value + '"';
    }
}
