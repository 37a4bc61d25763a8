package dev.sst;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with an input, in words that name the remedy.
 *
 * @param field the field by its contract name, {@code test_parameters.url}; empty for the input as a whole
 * @param message one sentence for a person
 * @param place where in the field's text, for code; {@code null} where there is no such place
 */
public record Problem(
        String field, String message, @Nullable Place place) {

    /** A place in a text: line and column, both from 1. */
    public record Place(int line, int column) {}

    public Problem {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }

    public static Problem of(String field, String message) {
        return new Problem(field, message, null);
    }

    public static Problem at(String field, int line, int column, String message) {
        return new Problem(field, message, new Place(line, column));
    }

    @Override
    public String toString() {
        String where = place == null ? "" : " (line " + place.line() + ", column " + place.column() + ")";
        return field.isEmpty() ? message + where : field + where + ": " + message;
    }
}
