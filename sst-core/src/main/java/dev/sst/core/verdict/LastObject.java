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
 *   <li>At each line that begins with a brace or a bracket the text is followed as JSON.
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
    private final JsonCursor cursor;
    private @Nullable Place last;
    private boolean cutOff;

    private LastObject(String text) {
        this.text = text;
        this.cursor = new JsonCursor(text);
    }

    static LastObject in(String text) {
        var search = new LastObject(text);
        int line = 0;
        while (line < text.length()) {
            char first = search.cursor.look(line);
            line = first == '{' || first == '[' ? search.follow(line) : search.cursor.nextLine(line);
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
        return cursor.steps();
    }

    /** Follows the container that begins there; where to go on. */
    private int follow(int begin) {
        cursor.moveTo(begin);
        open.clear();
        Place whole = container();
        int at = cursor.at();
        if (whole == null) {
            broken(begin);
            return at > begin && cursor.startsLine(at) ? at : cursor.nextLine(at);
        }
        if (isObject(begin) && cursor.endsLine(at)) {
            found(whole);
        }
        return cursor.nextLine(at);
    }

    private void found(Place place) {
        last = place;
        cutOff = false;
    }

    private void broken(int begin) {
        Place inner = lastInner();
        boolean lost = isObject(begin) ? beginsLikeAnObject(begin) && brokenAtLineEnd() : cursor.atEnd();
        if (lost && (inner != null || isObject(begin))) {
            cutOff = true;
        } else if (inner != null) {
            found(inner);
        }
    }

    private boolean isObject(int begin) {
        return cursor.look(begin) == '{';
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
        while (i < text.length() && JsonCursor.blank(cursor.look(i))) {
            i++;
        }
        return i < text.length() && cursor.look(i) == '"';
    }

    /** Whether everything up to the end of a line could have become JSON, so that its continuation is missing. */
    private boolean brokenAtLineEnd() {
        if (cursor.atEnd() || cursor.endsLine(cursor.at())) {
            return true;
        }
        int i = cursor.at();
        while (!cursor.startsLine(i) && JsonCursor.blank(cursor.look(i - 1))) {
            i--;
        }
        return cursor.startsLine(i);
    }

    /** Follows the container at the cursor to its end; {@code null} when it breaks, and then the cursor is where. */
    private @Nullable Place container() {
        var expected = Expected.VALUE;
        while (true) {
            cursor.skipBlanks();
            if (cursor.atEnd()) {
                return null;
            }
            char c = cursor.here();
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
            case NAME, FIRST_NAME -> c == '"' && cursor.string() ? Expected.COLON : null;
            case COLON -> c == ':' ? skipping(Expected.VALUE) : null;
            case NEXT -> c == ',' ? skipping(open.element().object ? Expected.NAME : Expected.VALUE) : null;
        };
    }

    private Expected skipping(Expected next) {
        cursor.advance();
        return next;
    }

    private @Nullable Expected value(char c) {
        if (c == '{' || c == '[') {
            open.push(new Frame(cursor.at(), c == '{'));
            return skipping(c == '{' ? Expected.FIRST_NAME : Expected.FIRST_ITEM);
        }
        return cursor.scalar() ? Expected.NEXT : null;
    }

    private Place close() {
        Frame done = open.pop();
        cursor.advance();
        var place = new Place(done.begin, cursor.at(), done.deepest + 1);
        Frame outer = open.peek();
        if (outer != null) {
            outer.deepest = Math.max(outer.deepest, place.depth());
            if (done.object && cursor.startsLine(done.begin) && cursor.endsLine(place.end())) {
                outer.inner = place;
            }
        }
        return place;
    }
}
