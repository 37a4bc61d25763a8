package dev.sst.core.verdict;

import dev.sst.execution.Check;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is found out about one run, check by check. The verdict is the first in the order of precedence that a failing check
 * stands for; PASSED needs at least one check and no failing one. Not thread-safe.
 */
final class Assessment {
    private static final int MESSAGES_IN_CAUSE = 3;

    /** A check, and the verdict it leads to when it fails. */
    private record Weighed(Check check, Verdict verdict) {}

    private final List<Weighed> weighed = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private JsonObject document = JsonObject.empty();

    void add(Check check, Verdict ifFailed) {
        weighed.add(new Weighed(check, ifFailed));
    }

    void passed(String name, @Nullable JsonValue actual, String message) {
        add(new Check(name, null, actual, actual, true, message), Verdict.PASSED);
    }

    /** Something without a place in the document that decides. */
    void failed(String name, Verdict verdict, String message) {
        add(new Check(name, null, null, null, false, message), verdict);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    void warn(List<String> more) {
        warnings.addAll(more);
    }

    void document(JsonObject value) {
        document = value;
    }

    JsonObject document() {
        return document;
    }

    boolean clean() {
        return weighed.stream().allMatch(one -> one.check().passed());
    }

    Judgement judgement() {
        if (weighed.isEmpty()) {
            failed("evidence", Verdict.ERROR, "nothing is known of how the run ended");
        }
        Verdict verdict = worst().orElse(Verdict.PASSED);
        return new Judgement(
                verdict, cause(verdict), weighed.stream().map(Weighed::check).toList(), document, warnings);
    }

    private Optional<Verdict> worst() {
        return weighed.stream()
                .filter(one -> !one.check().passed())
                .map(Weighed::verdict)
                .min(Verdict::compareTo);
    }

    private String cause(Verdict verdict) {
        if (verdict == Verdict.PASSED) {
            return weighed.size() == 1 ? weighed.get(0).check().message() : "all " + weighed.size() + " checks passed";
        }
        if (verdict == Verdict.FAILED) {
            List<String> failing = messages(Verdict.FAILED);
            return failing.size() + " of " + weighed.size() + (weighed.size() == 1 ? " check" : " checks") + " failed: "
                    + shortened(failing);
        }
        return shortened(messages(verdict));
    }

    private List<String> messages(Verdict verdict) {
        return weighed.stream()
                .filter(one -> !one.check().passed() && one.verdict() == verdict)
                .map(one -> one.check().message())
                .toList();
    }

    private static String shortened(List<String> messages) {
        String first = messages.stream().limit(MESSAGES_IN_CAUSE).collect(Collectors.joining("; "));
        int more = messages.size() - MESSAGES_IN_CAUSE;
        return more > 0 ? first + "; and " + more + " more" : first;
    }
}
