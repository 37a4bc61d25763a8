package dev.sst.web;

import dev.sst.json.JsonArray;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do. Each route says which one it needs; there are few on purpose. */
public enum Permission {
    /** See everything: tests with their code, executions with their output, incidents. Secrets are masked for everybody. */
    READ,

    /** Run a deployed test, run it again, cancel. */
    EXECUTE,

    /** Write, change, tag, enable, roll back and delete tests. */
    EDIT,

    /** Make a revision live, and take it away. */
    DEPLOY,

    /** Acknowledge, note and resolve incidents, and send their news again. */
    INCIDENTS;

    /** All there are: what somebody has who may do everything. */
    public static Set<Permission> all() {
        return EnumSet.allOf(Permission.class);
    }

    /** How the API calls it, {@code read}. */
    public String word() {
        return Json.word(name());
    }

    static JsonArray words(Collection<Permission> permissions) {
        return Json.array(permissions.stream().sorted().toList(), Json::word);
    }

    /** {@code execute, edit or deploy}. */
    static String oneOf(Collection<Permission> permissions) {
        String words = permissions.stream().sorted().map(Permission::word).collect(Collectors.joining(", "));
        int last = words.lastIndexOf(", ");
        return last < 0 ? words : words.substring(0, last) + " or " + words.substring(last + 2);
    }
}
