package dev.sst.core.verdict;

import dev.sst.core.schema.Pointer;
import dev.sst.execution.Check;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a value with what was expected, one check for each expected value. A missing member fails where it is missing, an
 * array of another length at the array, another kind of value at that value. Used once; not thread-safe.
 */
final class Differences {
    /** How many failing checks are listed; the rest is counted. */
    static final int MAX_FAILED = 200;

    /** How many passing checks are listed; the rest is counted. */
    static final int MAX_PASSED = 100;

    private static final String NAME = "expected result";

    private final boolean exact;
    private final List<Check> passed = new ArrayList<>();
    private final List<Check> failed = new ArrayList<>();
    private int morePassed;
    private int moreFailed;

    Differences(boolean exact) {
        this.exact = exact;
    }

    List<Check> between(JsonValue expected, JsonValue actual) {
        compare(Pointer.ROOT, expected, actual);
        List<Check> checks = new ArrayList<>(failed);
        if (moreFailed > 0) {
            checks.add(new Check(NAME, null, null, null, false, "and " + moreFailed + " more values differ"));
        }
        checks.addAll(passed);
        if (morePassed > 0) {
            checks.add(new Check(NAME, null, null, null, true, "and " + morePassed + " more values are as expected"));
        }
        return checks;
    }

    private void compare(Pointer at, JsonValue expected, JsonValue actual) {
        if (expected instanceof JsonObject object && actual instanceof JsonObject other) {
            members(at, object, other);
        } else if (expected instanceof JsonArray array && actual instanceof JsonArray other) {
            items(at, array, other);
        } else if (expected.equals(actual)) {
            same(at, expected);
        } else {
            differs(at, expected, actual, " was " + Shown.value(actual) + ", expected " + Shown.value(expected));
        }
    }

    private void members(Pointer at, JsonObject expected, JsonObject actual) {
        expected.members().forEach((name, value) -> {
            Pointer place = at.member(name);
            actual.get(name)
                    .ifPresentOrElse(
                            there -> compare(place, value, there),
                            () -> differs(place, value, null, " is missing, expected " + Shown.value(value)));
        });
        if (exact) {
            actual.members().forEach((name, value) -> {
                if (expected.get(name).isEmpty()) {
                    differs(at.member(name), null, value, " was " + Shown.value(value) + ", expected no such member");
                }
            });
        }
        if (expected.isEmpty() && (!exact || actual.isEmpty())) {
            same(at, expected);
        }
    }

    private void items(Pointer at, JsonArray expected, JsonArray actual) {
        if (expected.size() != actual.size()) {
            differs(at, expected, actual, " has " + items(actual.size()) + ", expected " + items(expected.size()));
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(at.item(i), expected.items().get(i), actual.items().get(i));
        }
        if (expected.size() == 0) {
            same(at, expected);
        }
    }

    private static String items(int count) {
        return count == 1 ? "1 item" : count + " items";
    }

    private void same(Pointer at, JsonValue value) {
        if (passed.size() == MAX_PASSED) {
            morePassed++;
            return;
        }
        JsonValue shown = Shown.inCheck(value);
        passed.add(new Check(NAME, at.toString(), shown, shown, true, at.inWords() + " was " + Shown.value(value)));
    }

    private void differs(Pointer at, @Nullable JsonValue expected, @Nullable JsonValue actual, String how) {
        if (failed.size() == MAX_FAILED) {
            moreFailed++;
            return;
        }
        failed.add(new Check(
                NAME,
                at.toString(),
                expected == null ? null : Shown.inCheck(expected),
                actual == null ? null : Shown.inCheck(actual),
                false,
                at.inWords() + how));
    }
}
