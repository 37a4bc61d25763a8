package dev.sst.jsontext;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;

/** Whole numbers that StackStorm's database cannot keep: it answers 500 to what has them. */
public final class WholeNumbers {
    private WholeNumbers() {}

    /** Whether there is one of more than 64 bits, sign included, anywhere in the value. */
    public static boolean beyond64Bits(JsonValue value) {
        Deque<JsonValue> todo = new ArrayDeque<>();
        todo.push(value);
        while (!todo.isEmpty()) {
            JsonValue next = todo.pop();
            if (next instanceof JsonNumber number && beyond64Bits(number)) {
                return true;
            }
            if (next instanceof JsonArray array) {
                array.items().forEach(todo::push);
            } else if (next instanceof JsonObject object) {
                object.members().values().forEach(todo::push);
            }
        }
        return false;
    }

    /** A number with a fraction or an exponent is a float there, and keeps as much as one does. */
    private static boolean beyond64Bits(JsonNumber number) {
        return number.value().scale() == 0 && number.value().unscaledValue().bitLength() > 63;
    }
}
