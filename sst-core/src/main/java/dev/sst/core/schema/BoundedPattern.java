package dev.sst.core.schema;

import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern whose matching ends: it may look at a number of characters that grows with the texts it is given and not beyond, so
 * that a pattern that backtracks for ever is stopped by counting, the same on every machine. It counts over its whole life, which
 * is one validation. Not thread-safe.
 */
final class BoundedPattern implements RegularExpression {
    /** How many characters may be looked at, whatever the texts. */
    private static final long ONCE = 1_000_000;

    /** How many more for each character of a text. */
    private static final long FOR_EACH = 100;

    private final Pattern pattern;
    private long left = ONCE;

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
        left += FOR_EACH * text.length();
        return pattern.matcher(new Counted(text)).find();
    }

    /** A pattern looked at more characters than it may. What is no {@link SchemaException} the library logs as an error. */
    static final class TooMuchWorkException extends SchemaException {
        private static final long serialVersionUID = 1L;

        TooMuchWorkException() {
            super("a pattern backtracks too much");
        }
    }

    /** A text that counts how often one of its characters is looked at. */
    private final class Counted implements CharSequence {
        private final CharSequence text;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooMuchWorkException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
