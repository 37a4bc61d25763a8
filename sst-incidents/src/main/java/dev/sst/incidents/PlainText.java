package dev.sst.incidents;

/**
 * Makes texts of tests harmless and short enough for other people's systems: no NUL, no control or direction-turning characters,
 * no half surrogate pairs, cut by code points. Pure.
 */
final class PlainText {
    private static final String DIRECTION = "\\u202a-\\u202e\\u2066-\\u2069";

    private PlainText() {}

    /** On one line, at most so many code points. */
    static String line(String text, int most) {
        return cut(
                text.replaceAll("[\\p{Cc}\\u2028\\u2029" + DIRECTION + "]+", " ")
                        .strip(),
                most);
    }

    /** With its line breaks and tabs, at most so many code points. */
    static String block(String text, int most) {
        return cut(text.replace("\r\n", "\n").replaceAll("[\\p{Cc}" + DIRECTION + "&&[^\n\t]]", "\uFFFD"), most);
    }

    private static String cut(String text, int most) {
        var kept = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            boolean half = point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
            if (++count == most && i < text.length()) {
                return kept.append('…').toString();
            }
            kept.appendCodePoint(half ? 0xFFFD : point);
        }
        return kept.toString();
    }
}
