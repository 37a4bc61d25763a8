package dev.sst.jsontext;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Reads and writes JSON text. Numbers keep all their digits (up to {@link #MAX_NUMBER_LENGTH}); lone surrogates are written
 * as escapes, so that the text survives UTF-8. Thread-safe, without state.
 */
public final class JsonText {
    /** The deepest nesting that is read. */
    public static final int MAX_DEPTH = 200;

    /** The longest number that is read, in characters. */
    public static final int MAX_NUMBER_LENGTH = 10_000;

    private static final int USUAL_LENGTH = 512;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(MAX_NUMBER_LENGTH)
            .build();
    private static final JsonFactory STRICT =
            factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final JsonFactory LENIENT =
            factory().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private static final JsonFactory ASCII =
            factory().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonText() {}

    private static JsonFactoryBuilder factory() {
        return JsonFactory.builder().streamReadConstraints(LIMITS);
    }

    /**
     * Reads one JSON document as RFC 8259 has it; an object with a name twice is refused.
     *
     * @throws JsonTextException when it is none, is nested deeper than {@link #MAX_DEPTH}, or something follows it
     */
    public static JsonValue parse(String text) {
        try (JsonParser parser = STRICT.createParser(ObjectReadContext.empty(), text)) {
            return document(parser);
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    /** Reads one JSON document from UTF-8, as {@link #parse(String)}. */
    public static JsonValue parse(byte[] utf8) {
        try (JsonParser parser = STRICT.createParser(ObjectReadContext.empty(), utf8)) {
            return document(parser);
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    /**
     * Reads one JSON document that a program wrote: of a name given twice the last counts, and {@code NaN} and
     * {@code Infinity}, as Python writes them, become {@code null}.
     *
     * @throws JsonTextException as {@link #parse(String)}
     */
    public static JsonValue parseLenient(String text) {
        try (JsonParser parser = LENIENT.createParser(ObjectReadContext.empty(), text)) {
            return document(parser);
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    /**
     * Reads the JSON value that begins at that offset, as {@link #parseLenient}, and says where it ends.
     *
     * @throws JsonTextException when there is none
     */
    public static Prefix parsePrefix(String text, int offset) {
        char[] chars = text.toCharArray();
        return parsePrefix(chars, offset);
    }

    /** The same for a text already at hand as characters, so that many places of a long text can be tried. */
    public static Prefix parsePrefix(char[] chars, int offset) {
        try (JsonParser parser =
                LENIENT.createParser(ObjectReadContext.empty(), chars, offset, chars.length - offset)) {
            var reading = new Reading(parser);
            parser.nextToken();
            JsonValue value = reading.value();
            return new Prefix(value, offset + (int) parser.currentLocation().getCharOffset(), reading.nonNumbers > 0);
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    /**
     * A value at the beginning of a text.
     *
     * @param end the offset behind it
     * @param nonNumbers whether {@code NaN} or {@code Infinity} became {@code null} in it
     */
    public record Prefix(JsonValue value, int end, boolean nonNumbers) {}

    /** The value as compact JSON. */
    public static String write(JsonValue value) {
        String text = write(value, STRICT);
        return hasLoneSurrogate(text) ? write(value, ASCII) : text;
    }

    /** The value as compact JSON in UTF-8. */
    public static byte[] writeBytes(JsonValue value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    private static String write(JsonValue value, JsonFactory factory) {
        var out = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            write(value, generator);
        }
        return out.toString();
    }

    private static void write(JsonValue value, JsonGenerator out) {
        switch (value.kind()) {
            case NULL -> out.writeNull();
            case BOOLEAN -> out.writeBoolean(((JsonBoolean) value).value());
            case NUMBER -> out.writeNumber(numberText(((JsonNumber) value).value()));
            case STRING -> out.writeString(((JsonString) value).value());
            case ARRAY -> {
                out.writeStartArray();
                ((JsonArray) value).items().forEach(item -> write(item, out));
                out.writeEndArray();
            }
            case OBJECT -> {
                out.writeStartObject();
                ((JsonObject) value).members().forEach((name, member) -> {
                    out.writeName(name);
                    write(member, out);
                });
                out.writeEndObject();
            }
        }
    }

    /** Whole numbers plainly, as other readers expect them; very large exponents stay exponents. */
    private static String numberText(BigDecimal value) {
        return value.scale() < 0 && value.scale() > -400 ? value.toPlainString() : value.toString();
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    private static JsonValue document(JsonParser parser) {
        var reading = new Reading(parser);
        if (parser.nextToken() == null) {
            throw new JsonTextException("there is no JSON in it", 1, 1);
        }
        JsonValue value = reading.value();
        if (parser.nextToken() != null) {
            throw new JsonTextException(
                    "something follows the JSON value",
                    parser.currentLocation().getLineNr(),
                    parser.currentLocation().getColumnNr());
        }
        return value;
    }

    private static JsonTextException refusal(JacksonException e) {
        var at = e.getLocation();
        String why = e.getOriginalMessage();
        return at == null
                ? new JsonTextException(why, 0, 0)
                : new JsonTextException(why, at.getLineNr(), at.getColumnNr());
    }

    /** One value being read; recursion is bounded by {@link #MAX_DEPTH}. */
    private static final class Reading {
        private final JsonParser parser;
        private int nonNumbers;

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        JsonValue value() {
            JsonToken token = parser.currentToken();
            if (token == null) {
                throw new JsonTextException("it ends too early", 0, 0);
            }
            return switch (token) {
                case VALUE_NULL -> JsonNull.NULL;
                case VALUE_TRUE -> JsonBoolean.TRUE;
                case VALUE_FALSE -> JsonBoolean.FALSE;
                case VALUE_STRING -> new JsonString(parser.getString());
                case VALUE_NUMBER_INT -> new JsonNumber(new BigDecimal(parser.getBigIntegerValue()));
                case VALUE_NUMBER_FLOAT -> number();
                case START_ARRAY -> array();
                case START_OBJECT -> object();
                default ->
                    throw new JsonTextException(
                            "unexpected " + token,
                            parser.currentLocation().getLineNr(),
                            parser.currentLocation().getColumnNr());
            };
        }

        private JsonValue number() {
            if (parser.isNaN()) {
                nonNumbers++;
                return JsonNull.NULL;
            }
            return new JsonNumber(parser.getDecimalValue());
        }

        private JsonValue array() {
            List<JsonValue> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value());
            }
            return new JsonArray(items);
        }

        private JsonValue object() {
            var members = JsonObject.builder();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value());
            }
            return members.build();
        }
    }
}
