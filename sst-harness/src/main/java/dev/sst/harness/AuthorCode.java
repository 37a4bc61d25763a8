package dev.sst.harness;

import dev.sst.deployment.CodeShape;

/**
 * The author's text as it is deployed: line ends are {@code \n}, and a script without a {@code #!} line gets one for
 * {@code python3}, as a line of its own before it. Nothing else is changed. Pure; safe for use by any thread.
 */
public final class AuthorCode {
    /** The name of the author's file, beside the harness. */
    public static final String FILE = "test.py";

    /** What a script without a {@code #!} line is started by. */
    public static final String DEFAULT_SHEBANG = "#!/usr/bin/env python3";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private AuthorCode() {}

    /** The text to be written to {@link #FILE}, as UTF-8. */
    public static String deployed(String code, CodeShape shape) {
        String normalised = code.replace("\r\n", "\n").replace('\r', '\n');
        return shape == CodeShape.SCRIPT && !hasShebang(normalised) ? withShebang(normalised) : normalised;
    }

    /**
     * What an author writes so that that text is deployed.
     *
     * @param text as it lies where it was deployed
     * @param before what the author wrote when it was deployed: a {@code #!} line that was not the author's is left out again
     */
    public static String authors(String text, String before, CodeShape shape) {
        if (shape != CodeShape.SCRIPT || hasShebang(before)) {
            return text;
        }
        String mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
        String added = mark + DEFAULT_SHEBANG + "\n";
        String rest = text.startsWith(added) ? mark + text.substring(added.length()) : text;
        return hasShebang(rest) ? text : rest;
    }

    /** By how many lines {@link #deployed} moves the author's text down: 0 or 1. */
    public static int linesAdded(String code, CodeShape shape) {
        return shape == CodeShape.SCRIPT && !hasShebang(code) ? 1 : 0;
    }

    private static boolean hasShebang(String code) {
        return code.startsWith("#!") || code.startsWith(BYTE_ORDER_MARK + "#!");
    }

    private static String withShebang(String code) {
        return code.startsWith(BYTE_ORDER_MARK)
                ? BYTE_ORDER_MARK + DEFAULT_SHEBANG + "\n" + code.substring(1)
                : DEFAULT_SHEBANG + "\n" + code;
    }
}
