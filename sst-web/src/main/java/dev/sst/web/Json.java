package dev.sst.web;

import dev.sst.Problem;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The small forms every document of the contract is made of. */
final class Json {
    private Json() {}

    /** Its text, as ids and times have one; JSON null for null. */
    static JsonValue text(@Nullable Object value) {
        return value == null ? JsonNull.NULL : new JsonString(value.toString());
    }

    /** A constant's name in the contract's spelling. */
    static JsonValue word(@Nullable Enum<?> value) {
        return value == null ? JsonNull.NULL : new JsonString(word(value.name()));
    }

    static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    /** The constant of that name in the contract's spelling; empty when there is none. */
    static <E extends Enum<E>> Optional<E> constant(String word, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant.name()).equals(word))
                .findFirst();
    }

    static JsonValue number(@Nullable Number value) {
        return value == null ? JsonNull.NULL : JsonNumber.of(value.longValue());
    }

    /** Seconds, to the millisecond. */
    static JsonValue seconds(@Nullable Duration value) {
        return value == null ? JsonNull.NULL : new JsonNumber(BigDecimal.valueOf(value.toMillis(), 3));
    }

    static JsonValue orNull(@Nullable JsonValue value) {
        return value == null ? JsonNull.NULL : value;
    }

    static <T> JsonArray array(Collection<? extends T> items, Function<? super T, ? extends JsonValue> each) {
        return new JsonArray(items.stream().<JsonValue>map(each).toList());
    }

    static JsonArray texts(Collection<?> items) {
        return array(items, Json::text);
    }

    /** The contract's {@code errors} and {@code warnings}. */
    static JsonArray problems(List<Problem> problems) {
        return array(problems, Json::problem);
    }

    private static JsonObject problem(Problem problem) {
        var json = JsonObject.builder().put("field", problem.field()).put("message", problem.message());
        if (problem.place() != null) {
            json.put("line", problem.place().line())
                    .put("column", problem.place().column());
        }
        return json.build();
    }
}
