package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.util.function.UnaryOperator;

/**
 * Makes values that StackStorm renders to themselves: it takes every text with an opening of Jinja in it for a template, in
 * parameters of content that is not ours (ours gets everything in one opaque text). At the top a text becomes an expression
 * that yields it; within lists and objects each opening is put into a raw block. Both were seen to arrive unchanged.
 */
final class JinjaText {

    private JinjaText() {}

    /** Values that arrive as they are, at an action. */
    static JsonObject protect(JsonObject parameters) {
        return all(parameters, UnaryOperator.identity());
    }

    /** One value that arrives as it is, at an action or in orquesta's hands. */
    static JsonValue protect(JsonValue value) {
        return top(value, UnaryOperator.identity());
    }

    /** Values that are inputs of a workflow of orquesta, which renders what arrives once more. */
    static JsonObject protectFromOrquesta(JsonObject inputs) {
        return all(inputs, JinjaText::raw);
    }

    private static JsonObject all(JsonObject parameters, UnaryOperator<String> after) {
        var members = JsonObject.builder();
        parameters.members().forEach((name, value) -> members.put(name, top(value, after)));
        return members.build();
    }

    /** @param after what a text is to be after StackStorm has rendered it */
    private static JsonValue top(JsonValue value, UnaryOperator<String> after) {
        return value instanceof JsonString text && template(text.value())
                ? new JsonString(expression(after.apply(text.value())))
                : inner(value, after);
    }

    private static JsonValue inner(JsonValue value, UnaryOperator<String> after) {
        return switch (value.kind()) {
            case NULL, BOOLEAN, NUMBER -> value;
            case STRING -> new JsonString(raw(after.apply(((JsonString) value).value())));
            case ARRAY ->
                new JsonArray(((JsonArray) value)
                        .items().stream().map(item -> inner(item, after)).toList());
            case OBJECT -> {
                var members = JsonObject.builder();
                ((JsonObject) value)
                        .members()
                        .forEach((name, member) -> members.put(raw(after.apply(name)), inner(member, after)));
                yield members.build();
            }
        };
    }

    private static boolean template(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }

    private static String expression(String text) {
        var out = new StringBuilder("{{ '");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '{' -> out.append("\\x7b");
                case '}' -> out.append("\\x7d");
                case '\'' -> out.append("\\'");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
        return out.append("' }}").toString();
    }

    private static String raw(String text) {
        return template(text) ? text.replaceAll("\\{(?=[{%#])", "{% raw %}{{% endraw %}") : text;
    }
}
