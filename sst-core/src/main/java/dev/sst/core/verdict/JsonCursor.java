package dev.sst.core.verdict;

/**
 * A place in a text that moves forward over JSON's words, and counts every character it looks at. What reads a word leaves the
 * place behind it, and where the word breaks, at the character that does not belong to it. Not thread-safe.
 */
final class JsonCursor {
    private final String text;
    private int at;
    private long steps;

    JsonCursor(String text) {
        this.text = text;
    }

    int at() {
        return at;
    }

    void moveTo(int offset) {
        at = offset;
    }

    void advance() {
        at++;
    }

    long steps() {
        return steps;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The character at the place. */
    char here() {
        return look(at);
    }

    void skipBlanks() {
        while (at < text.length() && blank(look(at))) {
            at++;
        }
    }

    /** Reads a value that is no container, as Python writes it: {@code NaN} and {@code Infinity} are numbers. */
    boolean scalar() {
        return switch (here()) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            case 'N' -> word("NaN");
            case 'I' -> word("Infinity");
            default -> number();
        };
    }

    /** Reads a string from its opening quote. */
    boolean string() {
        for (at++; at < text.length(); at++) {
            char c = look(at);
            if (c == '"') {
                at++;
                return true;
            }
            if (c < ' ' || (c == '\\' && !escape())) {
                return false;
            }
        }
        return false;
    }

    /** Leaves {@link #at} on the last character of the escape. */
    private boolean escape() {
        at++;
        if (at < text.length() && look(at) == 'u') {
            for (int i = 0; i < 4; i++) {
                at++;
                if (at >= text.length() || Character.digit(look(at), 16) < 0) {
                    return false;
                }
            }
            return true;
        }
        return at < text.length() && "\"\\/bfnrt".indexOf(look(at)) >= 0;
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at >= text.length() || look(at) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        if (is('-')) {
            at++;
            if (is('I')) {
                return word("Infinity");
            }
        }
        if (is('0')) {
            at++;
        } else if (!digits()) {
            return false;
        }
        if (is('.')) {
            at++;
            if (!digits()) {
                return false;
            }
        }
        if (is('e') || is('E')) {
            at++;
            if (is('+') || is('-')) {
                at++;
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int begin = at;
        while (at < text.length() && look(at) >= '0' && look(at) <= '9') {
            at++;
        }
        return at > begin;
    }

    private boolean is(char c) {
        return at < text.length() && look(at) == c;
    }

    /** Whether a line begins at that offset. */
    boolean startsLine(int offset) {
        return offset == 0 || look(offset - 1) == '\n';
    }

    /** Whether nothing but blanks follows up to the end of the line. */
    boolean endsLine(int offset) {
        int i = offset;
        while (i < text.length() && look(i) != '\n' && blank(look(i))) {
            i++;
        }
        return i >= text.length() || look(i) == '\n';
    }

    /** Where the line behind the one of that offset begins; beyond the text when it is the last. */
    int nextLine(int from) {
        int end = from;
        while (end < text.length() && look(end) != '\n') {
            end++;
        }
        return end + 1;
    }

    static boolean blank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** The character at an offset. */
    char look(int offset) {
        steps++;
        return text.charAt(offset);
    }
}
