package dev.sst.json;

/**
 * A JSON value: immutable, thread-safe, compared by value. Numbers are exact and equal when their values are ({@code 1}
 * equals {@code 1.0}); objects are equal whatever the order of their members.
 */
public sealed interface JsonValue permits JsonNull, JsonBoolean, JsonNumber, JsonString, JsonArray, JsonObject {

    /** The six kinds, for an exhaustive {@code switch}. */
    enum Kind {
        NULL,
        BOOLEAN,
        NUMBER,
        STRING,
        ARRAY,
        OBJECT
    }

    /** Which of the six this is. */
    Kind kind();

    /** Whether any text in it contains that one, names of members included. */
    default boolean mentions(String text) {
        return switch (kind()) {
            case NULL, BOOLEAN, NUMBER -> false;
            case STRING -> ((JsonString) this).value().contains(text);
            case ARRAY -> ((JsonArray) this).items().stream().anyMatch(item -> item.mentions(text));
            case OBJECT ->
                ((JsonObject) this)
                        .members().entrySet().stream()
                                .anyMatch(member -> member.getKey().contains(text)
                                        || member.getValue().mentions(text));
        };
    }
}
