package dev.sst.core.schema;

import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern whose matching ends: it may look at a number of characters that grows with the text and not beyond, so that a
 * pattern that backtracks for ever is stopped by counting, the same on every machine.
 */
final class BoundedPattern implements RegularExpression {
    /** How many characters may be looked at, whatever the length of the text. */
    static final long BASE = 1_000_000;

    /** How many more for each character of the text. */
    static final long FOR_EACH = 100;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static RegularExpression compile(String regex) {
        try {
            return new BoundedPattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new SchemaException("the pattern " + regex + " cannot be read: " + e.getDescription());
        }
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(new Counted(text, new long[] {BASE + FOR_EACH * text.length()}))
                .find();
    }

    /** A pattern looked at more characters than it may. */
    static final class TooMuchWorkException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchWorkException() {
            super("a pattern backtracks too much", null, false, false);
        }
    }

    private record Counted(CharSequence text, long[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new TooMuchWorkException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
