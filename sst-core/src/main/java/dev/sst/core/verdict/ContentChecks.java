package dev.sst.core.verdict;

import dev.sst.execution.Check;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.test.RunSettings;
import java.util.Set;

/** What a test itself says, whoever ran it: exit code, flag, and the document with its {@code status} and the expectation. */
final class ContentChecks {
    private static final Set<String> GOOD = Set.of("success", "passed", "ok");

    private final RunSettings settings;
    private final Assessment assessment;

    ContentChecks(RunSettings settings, Assessment assessment) {
        this.settings = settings;
        this.assessment = assessment;
    }

    void exitCode(int code) {
        String message = "exit code was " + code + (code == 0 ? "" : ", expected 0");
        assessment.add(
                new Check("exit code", null, JsonNumber.of(0), JsonNumber.of(code), code == 0, message),
                Verdict.FAILED);
    }

    void flag(boolean flag) {
        String message = flag ? "run() returned the flag true" : "run() returned the flag false";
        assessment.add(new Check("flag", null, JsonBoolean.TRUE, JsonBoolean.of(flag), flag, message), Verdict.FAILED);
    }

    void document(ResultDocument result) {
        assessment.warn(result.warnings());
        assessment.document(result.document());
        if (result.problem() != null) {
            assessment.failed("result document", Verdict.ERROR, result.problem());
            return;
        }
        result.document().get("status").ifPresent(status -> status(status, result.document()));
        JsonValue expectation = settings.expectation();
        if (expectation != null) {
            Expectation.compare(expectation, result.document()).forEach(check -> assessment.add(check, Verdict.FAILED));
        }
    }

    private void status(JsonValue status, JsonObject document) {
        boolean good = status instanceof JsonString text && GOOD.contains(text.value());
        String said = document.text("message")
                .map(text -> " (" + Shown.text(text) + ")")
                .orElse("");
        String message = "/status was " + Shown.value(status) + (good ? "" : said + ", expected success, passed or ok");
        assessment.add(new Check("status", "/status", null, Shown.inCheck(status), good, message), Verdict.FAILED);
    }
}
