package dev.sst.browser;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text that wants to be more than text.
 *
 * @param about what it tries, in a few words
 * @param text as somebody would write it into a field
 * @param printed what a test prints instead, as a Python expression of {@code text}; {@code text} itself for most
 */
record HostileText(String about, String text, String printed) {
    /** What a script that runs would call; the page that is tested has it, and tells. */
    static final String GOTCHA = "sstGotcha";

    private static final String CALL = GOTCHA + "(1)";
    private static final Pattern NOT_IN_LABELS =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028-\\u202e\\u2066-\\u2069]");
    private static final Pattern NOT_IN_PROSE = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f&&[^\\n\\r\\t]]");

    static final List<HostileText> ALL = List.of(
            of("script", "<script>" + CALL + "</script>"),
            of(
                    "script behind an end of everything",
                    "</title></textarea></style></script><script>" + CALL + "</script>"),
            of("image that fails", "<img src=x onerror=" + CALL + ">"),
            of("image elsewhere", "<img src=\"http://127.0.0.1:9/pixel\" onload=" + CALL + ">"),
            of("vector image", "<svg onload=" + CALL + "><animate onbegin=" + CALL + " attributeName=x dur=1s>"),
            of("frame", "<iframe srcdoc=\"<script>parent." + CALL + "</script>\"></iframe>"),
            of("link", "<a href=\"javascript:" + CALL + "\" autofocus onfocus=" + CALL + ">press</a>"),
            of("address", "javascript:" + CALL),
            of("address with data", "data:text/html,<script>" + CALL + "</script>"),
            of("attribute", "\" autofocus onfocus=\"" + CALL + "\" x=\""),
            of("attribute in single quotes", "' onmouseover='" + CALL + "' style='position:fixed;inset:0'"),
            of("style", "<style>*{display:none!important}</style><link rel=stylesheet href=//127.0.0.1:9/x>"),
            of("page under another address", "<base href=\"http://127.0.0.1:9/\"><meta http-equiv=refresh content=0>"),
            of("form", "<form action=//127.0.0.1:9/><input name=token><button>Sign in again</button></form>"),
            of("clobbered names", "<form id=document name=fetch><input id=cookie name=querySelector></form>"),
            of("mutated markup", "<math><mtext><table><mglyph><style><img src=x onerror=" + CALL + ">"),
            of("entities", "&lt;script&gt;" + CALL + "&lt;/script&gt;&#x3c;img src=x onerror=" + CALL + "&#x3e;"),
            of("half characters", "\u00bcscript\u00be" + CALL + "\u00bc/script\u00be +ADw-script+AD4-"),
            of("markdown", "[press](javascript:" + CALL + ") ![x](http://127.0.0.1:9/p.png) <http://127.0.0.1:9/>"),
            of("templates", "{{constructor.constructor('" + CALL + "')()}} ${" + CALL + "} <%= " + CALL + " %> #{7*7}"),
            of(
                    "yaml and jinja",
                    "{% raw %}{{ _.secret }}{% endraw %} !!python/object/apply:os.system ['x'] *a &a [*a]"),
            of("formula", "=HYPERLINK(\"http://127.0.0.1:9/\",\"press\")"),
            of("command", "$(touch /tmp/x) `id`; | tee \"$HOME\" && exit 1 #"),
            of("query", "'; DROP TABLE tests; -- %' OR 1=1 \\"),
            of("format", "%s%n%x {0} {} %(name)s \\u0000 \\x00 \\n"),
            of("prototype", "{\"__proto__\": {\"polluted\": true}, \"constructor\": {\"prototype\": {\"x\": 1}}}"),
            of(
                    "colours and titles of terminals",
                    "\u001b[31mred\u001b[2J\u001b[1;1H\u001b]0;title\u0007\u001b]8;;javascript:" + CALL + "\u0007x"),
            of("cut off sequence of terminals", "before \u001b[38;5;196"),
            of("turned direction", "user\u202egnp.exe\u2066 isolated \u2067 not ended"),
            of("arabic and hebrew", "\u0645\u0631\u062d\u0628\u0627 (passed) \u05e9\u05dc\u05d5\u05dd 123 <b>"),
            of("nothing to be seen", "a\u200b\u200c\u200d\u2060\ufeff\u00adb\u3164\u115f\u034f"),
            of(
                    "combining storm",
                    "Z" + "\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0330\u0331".repeat(16)),
            of(
                    "characters of several parts",
                    "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66\ud83c\udff3\ufe0f\u200d\ud83c\udf08"
                            .repeat(12)),
            of("wide characters", "\ufdfd\u2e3b\u1242b\ud808\udc2b".repeat(20)),
            of("very long word", "w".repeat(200)),
            of("very long path", "/a-b.c_d".repeat(25)),
            of("many blanks and lines", "x" + " ".repeat(60) + "y\n\r\n\r\t\n" + "\n".repeat(200) + "z"),
            of("zeros and controls", "a\u0000b\u0001\u0007\u0008\u007f\u0085\u009b31mc\u2028d\u2029"),
            new HostileText("a line of five million", "five million", "text[:1] * 5_000_000"),
            new HostileText(
                    "deep and broad JSON",
                    "[[[[[[[[{\"a\":[",
                    "json.dumps({'k' * 300 + str(i): '['*150 + ']'*150 for i in range(3000)})"));

    private static HostileText of(String about, String text) {
        return new HostileText(about, text, "text");
    }

    /** As much of it as a name or a tag may have. */
    String label(int most) {
        String line =
                NOT_IN_LABELS.matcher(text).replaceAll(" ").replace("../", "..").strip();
        int end = Math.min(most, line.length());
        boolean insidePair = end < line.length() && Character.isLowSurrogate(line.charAt(end));
        return line.substring(0, insidePair ? end - 1 : end).strip();
    }

    /** As much of it as a text of several lines may have. */
    String prose() {
        return NOT_IN_PROSE.matcher(text).replaceAll(" ");
    }

    /** As much of it as any value may have. */
    String value() {
        return text.replace("\u0000", "");
    }

    @Override
    public String toString() {
        return about;
    }
}
