package dev.sst.core.schema;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Our values as the schema library wants them. */
final class JsonNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Numbers beyond it would be written out digit by digit by the library's arithmetic. */
    private static final int MAX_SCALE = 10_000;

    private JsonNodes() {}

    /** A number whose exponent is too large to calculate with. */
    static final class UnusableNumberException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableNumberException() {
            super("a number has an exponent beyond " + MAX_SCALE, null, false, false);
        }
    }

    /** The value; recursion is bounded by the depth that was read. */
    static JsonNode of(JsonValue value) {
        return switch (value.kind()) {
            case NULL -> NODES.nullNode();
            case BOOLEAN -> NODES.booleanNode(((JsonBoolean) value).value());
            case NUMBER -> number(((JsonNumber) value).value());
            case STRING -> NODES.stringNode(((JsonString) value).value());
            case ARRAY -> {
                var array = NODES.arrayNode();
                ((JsonArray) value).items().forEach(item -> array.add(of(item)));
                yield array;
            }
            case OBJECT -> {
                var object = NODES.objectNode();
                ((JsonObject) value).members().forEach((name, member) -> object.set(name, of(member)));
                yield object;
            }
        };
    }

    private static JsonNode number(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        if (Math.abs((long) shortest.scale()) > MAX_SCALE) {
            throw new UnusableNumberException();
        }
        return shortest.scale() <= 0 ? NODES.numberNode(shortest.toBigIntegerExact()) : NODES.numberNode(shortest);
    }
}
