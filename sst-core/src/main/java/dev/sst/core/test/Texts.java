package dev.sst.core.test;

import java.util.Optional;

/** What texts must not contain where people and other programs show and compare them. */
final class Texts {
    private Texts() {}

    /** Why that is no name of one line; empty when it is one. */
    static Optional<String> label(String text) {
        if (text.contains("../") || text.contains("..\\")) {
            return Optional.of("must not contain ../");
        }
        if (text.codePoints().anyMatch(Texts::turnsDirection)) {
            return Optional.of("must not contain characters that turn the direction of writing");
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            return Optional.of("must not contain control characters");
        }
        return surrogates(text);
    }

    /** Why that is no text of several lines; empty when it is one. */
    static Optional<String> prose(String text) {
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            return Optional.of("must not contain control characters other than line ends and tabs");
        }
        return surrogates(text);
    }

    /** Why that cannot be a value of an environment variable or an argument; empty when it can. */
    static Optional<String> value(String text) {
        return text.indexOf('\0') >= 0 ? Optional.of("must not contain NUL") : surrogates(text);
    }

    static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static Optional<String> surrogates(String text) {
        return hasLoneSurrogate(text)
                ? Optional.of("must be valid Unicode: it has a lone surrogate")
                : Optional.empty();
    }

    private static boolean turnsDirection(int c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
}
