package dev.sst.jpa;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Texts as PostgreSQL can hold them: it refuses NUL, and a lone surrogate has no UTF-8. Both are written behind U+0010 (data
 * link escape), as is that character itself; every other text is stored as it is. Without state.
 */
final class EscapedText {
    private static final char ESCAPE = '\u0010';
    private static final char NUL_MARK = '0';
    private static final char SURROGATE_MARK = 'u';

    /** Between two texts that are searched together; no escaped text holds it. */
    private static final String SEPARATOR = ESCAPE + "|";

    private EscapedText() {}

    static String escape(String text) {
        int first = firstUnstorable(text);
        if (first < 0) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (startsPair(text, i)) {
                out.append(c).append(text.charAt(++i));
            } else if (c == ESCAPE) {
                out.append(ESCAPE).append(ESCAPE);
            } else if (c == 0) {
                out.append(ESCAPE).append(NUL_MARK);
            } else if (Character.isSurrogate(c)) {
                out.append(ESCAPE).append(SURROGATE_MARK).append(Integer.toHexString(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    static @Nullable String escapeOrNull(@Nullable String text) {
        return text == null ? null : escape(text);
    }

    static String unescape(String stored) {
        int first = stored.indexOf(ESCAPE);
        if (first < 0) {
            return stored;
        }
        var out = new StringBuilder(stored.length()).append(stored, 0, first);
        for (int i = first; i < stored.length(); i++) {
            char c = stored.charAt(i);
            if (c != ESCAPE) {
                out.append(c);
                continue;
            }
            char mark = stored.charAt(++i);
            if (mark == SURROGATE_MARK) {
                out.append((char) Integer.parseInt(stored, i + 1, i + 5, 16));
                i += 4;
            } else {
                out.append(mark == NUL_MARK ? '\0' : mark);
            }
        }
        return out.toString();
    }

    static @Nullable String unescapeOrNull(@Nullable String stored) {
        return stored == null ? null : unescape(stored);
    }

    /** What a search for a part of either text looks into. Lower case is Java's: the database's depends on its locale. */
    static String searchable(String one, String other) {
        return searched(one) + SEPARATOR + searched(other);
    }

    /** The part to look for. */
    static String searched(String part) {
        return escape(part.toLowerCase(Locale.ROOT));
    }

    private static int firstUnstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (startsPair(text, i)) {
                i++;
            } else if (c == 0 || c == ESCAPE || Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
