package dev.sst.jsontext;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JSON as a person writes it in YAML: a line for each member, and quotes only where a text could be read as something else, by
 * YAML 1.1 or 1.2. What is read from it is the value it was made of. Pure; safe for use by any thread.
 */
public final class BlockYaml {

    /** What is always a text; everything else is put in quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:[./-][A-Za-z0-9_]+)*");

    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    /** A longer number is written with an exponent. */
    private static final int LONGEST_NUMBER = 40;

    private BlockYaml() {}

    /** The YAML text of that value, ending with a line end. */
    public static String write(JsonValue value) {
        return String.join("\n", lines(value)) + "\n";
    }

    private static List<String> lines(JsonValue value) {
        if (value instanceof JsonObject object && !object.isEmpty()) {
            return members(object);
        }
        if (value instanceof JsonArray array && !array.items().isEmpty()) {
            return items(array);
        }
        return List.of(inline(value));
    }

    private static List<String> members(JsonObject object) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = text(member.getKey()) + ":";
            if (nested(member.getValue())) {
                lines.add(name);
                lines(member.getValue()).forEach(line -> lines.add("  " + line));
            } else {
                lines.add(name + " " + inline(member.getValue()));
            }
        }
        return lines;
    }

    private static List<String> items(JsonArray array) {
        List<String> lines = new ArrayList<>();
        for (JsonValue item : array.items()) {
            String before = "- ";
            for (String line : lines(item)) {
                lines.add(before + line);
                before = "  ";
            }
        }
        return lines;
    }

    private static boolean nested(JsonValue value) {
        return value instanceof JsonObject object && !object.isEmpty()
                || value instanceof JsonArray array && !array.items().isEmpty();
    }

    private static String inline(JsonValue value) {
        return switch (value.kind()) {
            case NULL -> "null";
            case BOOLEAN -> value == JsonBoolean.TRUE ? "true" : "false";
            case NUMBER -> number(((JsonNumber) value).value());
            case STRING -> text(((JsonString) value).value());
            case ARRAY -> "[]";
            case OBJECT -> "{}";
        };
    }

    /** With a point wherever there is an exponent: without one it is a text to YAML 1.1. */
    private static String number(BigDecimal value) {
        String plain = value.toPlainString();
        if (plain.length() <= LONGEST_NUMBER) {
            return plain;
        }
        String digits = value.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - value.scale();
        return (value.signum() < 0 ? "-" : "") + digits.charAt(0) + "."
                + (digits.length() > 1 ? digits.substring(1) : "0") + "e" + (exponent < 0 ? "" : "+") + exponent;
    }

    private static String text(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT)) ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (printable(point)) {
                        quoted.appendCodePoint(point);
                    } else {
                        quoted.append("\\u%04x".formatted(point));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** What YAML lets stand for itself, but for what it or a person takes for the end of a line. */
    private static boolean printable(int point) {
        return point >= 0x20 && point < 0x7f
                || point >= 0xa0 && point < 0xd800 && point != 0x2028 && point != 0x2029
                || point >= 0xe000 && point < 0xfffe && point != 0xfeff
                || point > 0xffff;
    }
}
