package dev.sst.yaml;

import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a word without quotes means to StackStorm, which reads YAML 1.1 with PyYAML ({@code yaml/resolver.py},
 * {@code yaml/constructor.py}): {@code yes} is true there, {@code 010} is eight and {@code 1e3} a text.
 *
 * @param value the value; of what JSON does not have, the text
 * @param surprise what it is to StackStorm, in words, where an author may well have meant something else; otherwise empty
 * @param json whether JSON has such a value
 */
record PlainScalar(JsonValue value, String surprise, boolean json) {
    /** The most digits StackStorm's Python reads is 4300; nobody who writes a rule means that many. */
    private static final int MAX_DIGITS = 1000;

    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> BOOLEAN = Set.of("yes", "no", "true", "false", "on", "off");

    private static final Pattern INTEGER = Pattern.compile("[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)"
            + "|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*");
    private static final Pattern NO_NUMBER = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d|\\d{4}-\\d\\d?-\\d\\d?(?:[Tt]|[ \\t]+)\\d\\d?"
                    + ":\\d\\d:\\d\\d(?:\\.\\d*)?(?:[ \\t]*(?:Z|[-+]\\d\\d?(?::\\d\\d)?))?");

    /** Numbers of YAML 1.2 (core schema): those that are none to StackStorm are texts there. */
    private static final Pattern NEWER_NUMBER =
            Pattern.compile("[-+]?(?:\\.\\d+|\\d+(?:\\.\\d*)?)(?:[eE][-+]?\\d+)?|0o[0-7]+");

    private static final Pattern ORDINARY = Pattern.compile("[-+]?(?:0|[1-9]\\d*)(?:\\.\\d*)?(?:[eE][-+]\\d+)?");

    static PlainScalar of(String text) {
        if (NULL.contains(text)) {
            return new PlainScalar(JsonNull.NULL, "", true);
        }
        Optional<Boolean> truth = truth(text);
        if (truth.isPresent()) {
            boolean spelled = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
            return new PlainScalar(
                    JsonBoolean.of(truth.get()), spelled ? "" : truth.get().toString(), true);
        }
        if (text.equals("=") || NO_NUMBER.matcher(text).matches()) {
            return notJson(text, "no value of JSON");
        }
        if (DATE.matcher(text).matches()) {
            return notJson(text, "a date");
        }
        return number(text);
    }

    private static PlainScalar number(String text) {
        boolean whole = INTEGER.matcher(text).matches();
        if (!whole && !FLOAT.matcher(text).matches()) {
            boolean newer = NEWER_NUMBER.matcher(text).matches();
            return new PlainScalar(new JsonString(text), newer ? "a text" : "", true);
        }
        if (text.length() > MAX_DIGITS) {
            return notJson(text, "a number of more than " + MAX_DIGITS + " digits");
        }
        try {
            BigDecimal value = whole ? new BigDecimal(integer(text)) : decimal(text);
            if (Double.isInfinite(value.doubleValue()) && !whole) {
                return notJson(text, "infinite");
            }
            return new PlainScalar(
                    new JsonNumber(value), ORDINARY.matcher(text).matches() ? "" : value.toString(), true);
        } catch (NumberFormatException e) {
            return notJson(text, "a number without digits");
        }
    }

    private static PlainScalar notJson(String text, String what) {
        return new PlainScalar(new JsonString(text), what, false);
    }

    /** Three spellings of each word, no others: {@code yes}, {@code Yes}, {@code YES}. */
    private static Optional<Boolean> truth(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!BOOLEAN.contains(lower)) {
            return Optional.empty();
        }
        String rest = text.substring(1);
        boolean known = text.equals(lower)
                || text.equals(text.toUpperCase(Locale.ROOT))
                || Character.isUpperCase(text.charAt(0)) && rest.equals(rest.toLowerCase(Locale.ROOT));
        return known ? Optional.of(Set.of("yes", "true", "on").contains(lower)) : Optional.empty();
    }

    private static BigInteger integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = unsigned(text);
        BigInteger value;
        if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0")) {
            value = new BigInteger(digits, 8);
        } else {
            value = sexagesimal(digits).toBigIntegerExact();
        }
        return negative ? value.negate() : value;
    }

    private static BigDecimal decimal(String text) {
        BigDecimal value = sexagesimal(unsigned(text));
        return text.startsWith("-") ? value.negate() : value;
    }

    private static String unsigned(String text) {
        String digits = text.replace("_", "");
        return digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
    }

    /** {@code 1:30} is ninety: a number of base 60, as in hours and minutes. Without a colon it is what it is. */
    private static BigDecimal sexagesimal(String digits) {
        BigDecimal value = BigDecimal.ZERO;
        for (String part : digits.split(":", -1)) {
            value = value.multiply(BigDecimal.valueOf(60)).add(new BigDecimal(part));
        }
        return value;
    }
}
