package dev.sst.core.verdict;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Python's interpreter printed last of an exception, read from stderr: a guess, for content without a harness only, and
 * asked only when the run ended badly.
 *
 * @param type the exception's name, {@code ValueError}
 * @param message may be empty
 */
record Traceback(String type, String message) {
    private static final String HEAD = "Traceback (most recent call last):";
    private static final String PLACE = "  File \"";
    private static final Pattern LAST = Pattern.compile("([A-Za-z_][\\w.]{0,200})(?:: (.*))?");

    /** The exception at the end of that text; empty when there is none. */
    static Optional<Traceback> in(String stderr) {
        List<String> lines = stderr.lines().toList();
        int place = lines.size() - 1;
        while (place >= 0
                && !lines.get(place).startsWith(PLACE)
                && !lines.get(place).equals(HEAD)) {
            place--;
        }
        for (int i = place + 1; place >= 0 && i < lines.size(); i++) {
            Matcher line = LAST.matcher(lines.get(i));
            if (line.matches()) {
                String message = line.group(2);
                return Optional.of(new Traceback(line.group(1), message == null ? "" : message));
            }
        }
        return Optional.empty();
    }

    boolean assertion() {
        return type.substring(type.lastIndexOf('.') + 1).equals("AssertionError");
    }
}
