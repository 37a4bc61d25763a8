package dev.sst.web;

import org.jspecify.annotations.Nullable;

/** The revision a change was made from, as {@code ETag} and {@code If-Match} carry it. */
final class IfMatch {
    private IfMatch() {}

    /** The {@code ETag} of that revision. */
    static String tag(int revision) {
        return "\"" + revision + "\"";
    }

    /** The revision the request was made from; {@code null} when it does not say, or says that any will do. */
    static @Nullable Integer revision(Exchange exchange) {
        String value = exchange.header("If-Match").orElse("*").strip();
        if (value.equals("*")) {
            return null;
        }
        String digits = value.startsWith("\"") && value.endsWith("\"") && value.length() > 2
                ? value.substring(1, value.length() - 1)
                : "";
        if (!digits.matches("[0-9]{1,9}")) {
            throw new RequestRefused(412, "If-Match must be the ETag of the test, such as \"3\".");
        }
        return Integer.valueOf(digits);
    }
}
