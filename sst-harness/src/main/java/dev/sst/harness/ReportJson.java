package dev.sst.harness;

import dev.sst.execution.CapturedText;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.Ending;
import dev.sst.execution.RunReport.UncaughtException;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a frame, member by member. A member of another type than expected counts as missing. */
final class ReportJson {
    private static final Map<String, Ending> ENDINGS = Map.ofEntries(
            Map.entry("exited", Ending.EXITED),
            Map.entry("signaled", Ending.SIGNALED),
            Map.entry("returned", Ending.RETURNED),
            Map.entry("raised", Ending.RAISED),
            Map.entry("bad_result", Ending.UNUSABLE_VALUE),
            Map.entry("result_too_large", Ending.UNUSABLE_VALUE),
            Map.entry("not_started", Ending.NOT_STARTED),
            Map.entry("timed_out", Ending.TIMED_OUT),
            Map.entry("cancelled", Ending.CANCELLED),
            Map.entry("terminated", Ending.TERMINATED),
            Map.entry("harness_error", Ending.HARNESS_FAILED));

    private ReportJson() {}

    static RunReport read(JsonObject body) throws UnreadableFrame {
        String kind = body.text("kind").orElse("");
        Ending ending = ENDINGS.get(kind);
        if (ending == null) {
            throw new UnreadableFrame("the report says of its end '" + kind + "', which this codec does not know");
        }
        return new RunReport(
                ending,
                integer(body, "exit_code").orElse(null),
                integer(body, "signal").orElse(null),
                flag(body),
                value(body),
                exception(body),
                body.text("cause").orElse(null),
                captured(body, "stdout"),
                captured(body, "stderr"),
                Duration.ofMillis(integer(body, "duration_ms").orElse(0)),
                integer(body, "swept").orElse(0),
                warnings(body));
    }

    private static Optional<Integer> integer(JsonObject body, String name) {
        return number(body, name, Integer.MAX_VALUE).map(Long::intValue);
    }

    /** A number that a report may hold; one beyond the limit counts as missing, whatever its exponent. */
    private static Optional<Long> number(JsonObject body, String name, long limit) {
        return body.get(name).orElse(null) instanceof JsonNumber number
                        && number.value().abs().compareTo(BigDecimal.valueOf(limit)) <= 0
                ? Optional.of(number.value().longValue())
                : Optional.empty();
    }

    private static @Nullable Boolean flag(JsonObject body) {
        return body.get("flag").orElse(null) instanceof JsonBoolean flag ? flag.value() : null;
    }

    /** The value travels as JSON text within the JSON, so that its numbers and its depth are nobody else's business. */
    private static @Nullable JsonValue value(JsonObject body) throws UnreadableFrame {
        Optional<String> text = body.text("value");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return JsonText.parseLenient(text.get());
        } catch (JsonTextException e) {
            throw new UnreadableFrame("the value in the report cannot be read: " + e.getMessage());
        }
    }

    private static @Nullable UncaughtException exception(JsonObject body) {
        return body.get("exception").orElse(null) instanceof JsonObject said
                ? new UncaughtException(
                        said.text("type").orElse(""),
                        said.text("message").orElse(""),
                        said.get("assertion").orElse(null) == JsonBoolean.TRUE,
                        said.text("traceback").orElse(""))
                : null;
    }

    private static CapturedText captured(JsonObject body, String name) {
        if (!(body.get(name).orElse(null) instanceof JsonObject stream)) {
            return CapturedText.EMPTY;
        }
        Optional<String> whole = stream.text("text");
        if (whole.isPresent()) {
            return CapturedText.of(whole.get());
        }
        long dropped =
                Math.max(0, number(stream, "dropped_bytes", Long.MAX_VALUE).orElse(0L));
        return new CapturedText(
                stream.text("head").orElse(""), stream.text("tail").orElse(""), dropped);
    }

    private static List<String> warnings(JsonObject body) {
        List<String> warnings = new ArrayList<>();
        if (body.get("warnings").orElse(null) instanceof JsonArray array) {
            for (JsonValue item : array.items()) {
                if (item instanceof JsonString text) {
                    warnings.add(text.value());
                }
            }
        }
        return warnings;
    }
}
