package dev.sst.core.verdict;

import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;

/** Values and texts as they appear in a sentence: on one line and short. */
final class Shown {
    private static final int IN_A_SENTENCE = 160;
    private static final int IN_A_CHECK = 8192;

    private Shown() {}

    static String value(JsonValue value) {
        return cut(JsonText.write(value), IN_A_SENTENCE);
    }

    static String text(String text) {
        return cut(text.strip().replaceAll("\\p{Cntrl}+", " "), IN_A_SENTENCE);
    }

    /** The value itself, or the beginning of its text when it is long: the whole stands in the document. */
    static JsonValue inCheck(JsonValue value) {
        String text = JsonText.write(value);
        return text.length() <= IN_A_CHECK ? value : new JsonString(cut(text, IN_A_CHECK));
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
