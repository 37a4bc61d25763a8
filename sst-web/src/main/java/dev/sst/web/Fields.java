package dev.sst.web;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the members of an object one by one, each with its type, and collects everything that is wrong. A member read with
 * an {@code ...OrNull} method may be JSON null, which reads as that method says; elsewhere null is a wrong type. Not
 * thread-safe.
 */
public final class Fields {
    private static final int SHOWN = 100;

    private final JsonObject object;
    private final Set<String> known = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    public Fields(JsonObject object) {
        this.object = object;
    }

    public Optional<String> text(String name) {
        return member(name).flatMap(value -> textOf(name, value));
    }

    /** Empty text for null. */
    public Optional<String> textOrNull(String name) {
        return member(name).flatMap(value -> value == JsonNull.NULL ? Optional.of("") : textOf(name, value));
    }

    private Optional<String> textOf(String name, JsonValue value) {
        return value instanceof JsonString text ? Optional.of(text.value()) : wrong(name, "must be a text");
    }

    /** A whole number; {@code 5.0} is one. */
    public Optional<Integer> integer(String name) {
        return member(name).flatMap(value -> {
            if (!(value instanceof JsonNumber number)) {
                return wrong(name, "must be a whole number");
            }
            try {
                return Optional.of(number.value().intValueExact());
            } catch (ArithmeticException e) {
                return wrong(name, "must be a whole number between -2147483648 and 2147483647");
            }
        });
    }

    public Optional<Boolean> flag(String name) {
        return member(name)
                .flatMap(value -> value instanceof JsonBoolean flag
                        ? Optional.of(flag.value())
                        : wrong(name, "must be true or false"));
    }

    /** An empty object for null. */
    public Optional<JsonObject> objectOrNull(String name) {
        return member(name).flatMap(value -> {
            if (value == JsonNull.NULL) {
                return Optional.of(JsonObject.empty());
            }
            return value instanceof JsonObject members ? Optional.of(members) : wrong(name, "must be an object");
        });
    }

    /** A list of texts; an empty one for null. */
    public Optional<List<String>> textsOrNull(String name) {
        return member(name).flatMap(value -> {
            if (value == JsonNull.NULL) {
                return Optional.of(List.<String>of());
            }
            return value instanceof JsonArray array ? textsOf(name, array) : wrong(name, "must be a list of texts");
        });
    }

    private Optional<List<String>> textsOf(String name, JsonArray array) {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : array.items()) {
            if (!(item instanceof JsonString text)) {
                return wrong(name, "must be a list of texts");
            }
            texts.add(text.value());
        }
        return Optional.of(texts);
    }

    /** Whatever is there, null included. */
    public Optional<JsonValue> value(String name) {
        return member(name);
    }

    /** These may be there and do not count: what is only ever written by us. */
    public void ignore(Collection<String> names) {
        known.addAll(names);
    }

    /** Refuses what was not read so far, by name. */
    public void refuseOthers() {
        for (String name : object.members().keySet()) {
            if (!known.contains(name)) {
                String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name;
                problems.add(Problem.of(shown, "is not a field that is known here"));
            }
        }
    }

    /** Notes a problem that only the caller could see. */
    public void refuse(String name, String message) {
        problems.add(Problem.of(name, message));
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** @throws InvalidInputException with everything that was wrong so far */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    private Optional<JsonValue> member(String name) {
        known.add(name);
        return object.get(name);
    }

    private <T> Optional<T> wrong(String name, String message) {
        problems.add(Problem.of(name, message));
        return Optional.empty();
    }
}
