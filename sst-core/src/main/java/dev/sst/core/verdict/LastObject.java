package dev.sst.core.verdict;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last JSON object of a text that begins at the start of a line and ends at the end of one; one inside an array or
 * another object is not one of its own.
 *
 * <ol>
 *   <li>At each line that begins with {@code {} or {@code [} the text is followed as JSON.
 *   <li>What is complete counts when nothing but blanks follows on its last line; either way the search goes on behind it.
 *   <li>What turns out to be no JSON gives free the complete objects that were found inside it: a log line
 *       {@code [INFO} swallows nothing. The search goes on where it broke, so that no character is followed twice.
 *   <li>What begins like an object and breaks off at the end of a line or of the text was cut off. Nothing inside it counts.
 * </ol>
 *
 * The work is linear in the length of the text; {@link #steps()} counts it. Python's {@code NaN} and {@code Infinity} count as
 * numbers. Not thread-safe.
 */
final class LastObject {
    private enum Expected {
        VALUE,
        FIRST_ITEM,
        NAME,
        FIRST_NAME,
        COLON,
        NEXT
    }

    /**
     * An object of the text.
     *
     * @param end the offset behind it
     * @param depth how deep it nests; 1 for one without containers in it
     */
    record Place(int begin, int end, int depth) {}

    /** A container that has begun; {@code inner} is the last object within that would count if this one were none. */
    private static final class Frame {
        private final int begin;
        private final boolean object;
        private int deepest;
        private @Nullable Place inner;

        Frame(int begin, boolean object) {
            this.begin = begin;
            this.object = object;
        }
    }

    private final String text;
    private final Deque<Frame> open = new ArrayDeque<>();
    private int at;
    private long steps;
    private @Nullable Place last;
    private boolean cutOff;

    private LastObject(String text) {
        this.text = text;
    }

    static LastObject in(String text) {
        var search = new LastObject(text);
        int line = 0;
        while (line < text.length()) {
            char first = search.look(line);
            line = first == '{' || first == '[' ? search.follow(line) : search.nextLine(line);
        }
        return search;
    }

    /** The last object; empty when there is none. */
    Optional<Place> place() {
        return Optional.ofNullable(last);
    }

    /** Whether something behind the last object begins like one and is cut off. */
    boolean cutOff() {
        return cutOff;
    }

    /** How many characters were looked at. */
    long steps() {
        return steps;
    }

    /** Follows the container that begins there; where to go on. */
    private int follow(int begin) {
        at = begin;
        open.clear();
        Place whole = container();
        if (whole == null) {
            broken(begin);
            return at > begin && startsLine(at) ? at : nextLine(at);
        }
        if (look(begin) == '{' && endsLine(at)) {
            found(whole);
        }
        return nextLine(at);
    }

    private void found(Place place) {
        last = place;
        cutOff = false;
    }

    private void broken(int begin) {
        Place inner = lastInner();
        boolean lost = look(begin) == '{' ? beginsLikeAnObject(begin) && brokenAtLineEnd() : at >= text.length();
        if (lost && (inner != null || look(begin) == '{')) {
            cutOff = true;
        } else if (inner != null) {
            found(inner);
        }
    }

    private @Nullable Place lastInner() {
        for (Frame frame : open) {
            if (frame.inner != null) {
                return frame.inner;
            }
        }
        return null;
    }

    private boolean beginsLikeAnObject(int begin) {
        int i = begin + 1;
        while (i < text.length() && blank(look(i))) {
            i++;
        }
        return i < text.length() && look(i) == '"';
    }

    /** Whether everything up to the end of a line could have become JSON, so that its continuation is missing. */
    private boolean brokenAtLineEnd() {
        if (at >= text.length() || endsLine(at)) {
            return true;
        }
        int i = at;
        while (i > 0 && look(i - 1) != '\n' && blank(look(i - 1))) {
            i--;
        }
        return startsLine(i);
    }

    /** Follows from {@link #at} to the end of the container there; {@code null} when it breaks, and then {@code at} is where. */
    private @Nullable Place container() {
        var expected = Expected.VALUE;
        while (true) {
            while (at < text.length() && blank(look(at))) {
                at++;
            }
            if (at >= text.length()) {
                return null;
            }
            char c = look(at);
            boolean closes = expected == Expected.NEXT
                    || (c == ']' && expected == Expected.FIRST_ITEM)
                    || (c == '}' && expected == Expected.FIRST_NAME);
            if (closes && c == (open.element().object ? '}' : ']')) {
                Place closed = close();
                if (open.isEmpty()) {
                    return closed;
                }
                expected = Expected.NEXT;
                continue;
            }
            Expected next = step(expected, c);
            if (next == null) {
                return null;
            }
            expected = next;
        }
    }

    private @Nullable Expected step(Expected expected, char c) {
        return switch (expected) {
            case VALUE, FIRST_ITEM -> value(c);
            case NAME, FIRST_NAME -> c == '"' && string() ? Expected.COLON : null;
            case COLON -> c == ':' ? skipping(Expected.VALUE) : null;
            case NEXT -> c == ',' ? skipping(open.element().object ? Expected.NAME : Expected.VALUE) : null;
        };
    }

    private Expected skipping(Expected next) {
        at++;
        return next;
    }

    private @Nullable Expected value(char c) {
        if (c == '{' || c == '[') {
            open.push(new Frame(at, c == '{'));
            return skipping(c == '{' ? Expected.FIRST_NAME : Expected.FIRST_ITEM);
        }
        boolean complete = switch (c) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            case 'N' -> word("NaN");
            case 'I' -> word("Infinity");
            default -> number();
        };
        return complete ? Expected.NEXT : null;
    }

    private Place close() {
        Frame done = open.pop();
        at++;
        var place = new Place(done.begin, at, done.deepest + 1);
        Frame outer = open.peek();
        if (outer != null) {
            outer.deepest = Math.max(outer.deepest, place.depth());
            if (done.object && startsLine(done.begin) && endsLine(at)) {
                outer.inner = place;
            }
        }
        return place;
    }

    private boolean string() {
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

    private boolean startsLine(int offset) {
        return offset == 0 || look(offset - 1) == '\n';
    }

    private boolean endsLine(int offset) {
        int i = offset;
        while (i < text.length() && look(i) != '\n' && blank(look(i))) {
            i++;
        }
        return i >= text.length() || look(i) == '\n';
    }

    private int nextLine(int from) {
        int end = from;
        while (end < text.length() && look(end) != '\n') {
            end++;
        }
        return end + 1;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private char look(int offset) {
        steps++;
        return text.charAt(offset);
    }
}
