package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.math.BigDecimal;
import java.util.TreeMap;

/**
 * One text for equal values: members in the order of their names, numbers by their value. What StackStorm gives back has the
 * order of its database, and {@code 1.0} may come back as {@code 1}. Pure.
 */
final class CanonicalJson {
    private CanonicalJson() {}

    static String text(JsonValue value) {
        return JsonText.write(ordered(value));
    }

    private static JsonValue ordered(JsonValue value) {
        return switch (value.kind()) {
            case NULL, BOOLEAN, STRING -> value;
            case NUMBER -> {
                BigDecimal number = ((JsonNumber) value).value();
                yield new JsonNumber(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
            }
            case ARRAY ->
                new JsonArray(((JsonArray) value)
                        .items().stream().map(CanonicalJson::ordered).toList());
            case OBJECT -> {
                var members = new TreeMap<String, JsonValue>();
                ((JsonObject) value).members().forEach((name, member) -> members.put(name, ordered(member)));
                yield new JsonObject(members);
            }
        };
    }
}
