package dev.sst.deployment;

import dev.sst.Problem;
import dev.sst.json.JsonObject;
import dev.sst.test.HelperAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a task of a workflow calls a {@link HelperAction} of the test: {@code action: helper.<name>}, with or without inputs
 * behind it. Immutable.
 *
 * @param path of the member that says so: {@code tasks.<task>.action}
 * @param name of the helper, which the test may not have
 */
public record HelperCall(String path, String name) {
    private static final Pattern CALL = Pattern.compile(Pattern.quote(HelperAction.PREFIX) + "(\\S+)(?s:\\s.*)?");

    /** A member of one line, whose value is plain or in quotes; what comes before the value is the first group. */
    private static final String WRITTEN = "((['\"]?)action\\2[ \\t]*:[ \\t]+['\"]?)%s(?=[\\s'\",}]|$)";

    public HelperCall {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(name, "name");
    }

    /** All calls of a workflow, in the order of its tasks; none of what is no workflow. */
    public static List<HelperCall> in(CodeDocument workflow) {
        List<HelperCall> calls = new ArrayList<>();
        if (workflow.content().get("tasks").orElse(null) instanceof JsonObject tasks) {
            tasks.members().forEach((task, value) -> {
                if (value instanceof JsonObject members) {
                    Matcher call = CALL.matcher(members.text("action").orElse(""));
                    if (call.matches()) {
                        calls.add(new HelperCall("tasks." + task + ".action", call.group(1)));
                    }
                }
            });
        }
        return List.copyOf(calls);
    }

    /** What stands in the code. */
    public String reference() {
        return HelperAction.PREFIX + name;
    }

    /**
     * Where in that code the reference begins; empty when it is not written out behind {@code action:} on one line, as in a
     * block of text, behind an anchor, or in another task that this one repeats.
     */
    public OptionalInt offset(String code, CodeDocument workflow) {
        Problem.Place place = workflow.places().get(path);
        OptionalInt member = place == null ? OptionalInt.empty() : offset(code, place);
        if (member.isEmpty()) {
            return OptionalInt.empty();
        }
        Matcher written = Pattern.compile(WRITTEN.formatted(Pattern.quote(reference())))
                .matcher(code)
                .region(member.getAsInt(), code.length());
        return written.lookingAt() ? OptionalInt.of(written.end(1)) : OptionalInt.empty();
    }

    /** Lines end as in YAML; columns count characters, not the units of Java's texts. */
    private static OptionalInt offset(String code, Problem.Place place) {
        Matcher ends = Pattern.compile("\\r\\n|[\\r\\n]").matcher(code);
        int begin = 0;
        for (int line = 1; line < place.line(); line++) {
            if (!ends.find()) {
                return OptionalInt.empty();
            }
            begin = ends.end();
        }
        int left = code.codePointCount(begin, code.length());
        return place.column() - 1 > left
                ? OptionalInt.empty()
                : OptionalInt.of(code.offsetByCodePoints(begin, place.column() - 1));
    }
}
