package dev.sst.json;

/** JSON's {@code null}: a value, never the absence of one. */
public enum JsonNull implements JsonValue {
    NULL;

    @Override
    public Kind kind() {
        return Kind.NULL;
    }

    @Override
    public String toString() {
        return "null";
    }
}
