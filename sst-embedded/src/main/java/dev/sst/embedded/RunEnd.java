package dev.sst.embedded;

import dev.sst.deployment.CodeShape;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.RunReport;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, as the engine says it.
 *
 * @param state a terminal state
 * @param reason why there is no report; {@code null} when there is one
 * @param exitCode of the harness's own process; {@code null} when nobody saw it, or when it never began the run
 */
record RunEnd(
        EngineState state,
        Instant at,
        @Nullable String reason,
        @Nullable Integer exitCode) {

    /** Who ended it, if somebody did. */
    enum EndedBy {
        ITSELF,
        /** {@code cancel} was asked for. */
        CANCEL,
        /** Its own deadline and the margin had passed. */
        DEADLINE,
        /** Nobody saw it: no server was there. */
        UNSEEN
    }

    /**
     * The state that StackStorm would show of the same end: {@code succeeded} for exit code 0 and for a class that
     * returned with a flag that is not false.
     */
    static EngineState state(Evidence evidence, EndedBy by) {
        if (evidence instanceof Evidence.Reported reported) {
            RunReport report = reported.report();
            return switch (report.ending()) {
                case EXITED -> succeededIf(Integer.valueOf(0).equals(report.exitCode()));
                case RETURNED -> succeededIf(!Boolean.FALSE.equals(report.flag()));
                case SIGNALED, RAISED, UNUSABLE_VALUE, NOT_STARTED, HARNESS_FAILED -> EngineState.FAILED;
                case TIMED_OUT -> EngineState.TIMED_OUT;
                case CANCELLED -> EngineState.CANCELLED;
                case TERMINATED -> cutShort(by);
            };
        }
        return by == EndedBy.ITSELF ? EngineState.FAILED : cutShort(by);
    }

    private static EngineState cutShort(EndedBy by) {
        return switch (by) {
            case CANCEL -> EngineState.CANCELLED;
            case DEADLINE -> EngineState.TIMED_OUT;
            case ITSELF, UNSEEN -> EngineState.ABANDONED;
        };
    }

    private static EngineState succeededIf(boolean well) {
        return well ? EngineState.SUCCEEDED : EngineState.FAILED;
    }

    /** The result that StackStorm's runners would show of a run without a report; {@code null} for what never ran. */
    @Nullable
    JsonValue result(CodeShape shape) {
        if (exitCode == null) {
            return null;
        }
        var result = JsonObject.builder().put("stdout", "").put("stderr", "");
        return shape == CodeShape.SCRIPT
                ? result.put("succeeded", false)
                        .put("failed", true)
                        .put("return_code", exitCode)
                        .build()
                : result.put("result", "None").put("exit_code", exitCode).build();
    }

    String toText() {
        var json = JsonObject.builder().put("state", state.name()).put("at", at.toString());
        if (reason != null) {
            json.put("reason", reason);
        }
        if (exitCode != null) {
            json.put("exit_code", exitCode);
        }
        return JsonText.write(json.build());
    }

    /** The end in that text; empty when it is none. */
    static Optional<RunEnd> read(byte[] text) {
        try {
            if (JsonText.parse(text) instanceof JsonObject json) {
                return Optional.of(new RunEnd(
                        EngineState.valueOf(json.text("state").orElse("")),
                        Instant.parse(json.text("at").orElse("")),
                        json.text("reason").orElse(null),
                        json.get("exit_code").orElse(null) instanceof JsonNumber code
                                ? Integer.valueOf(code.value().intValueExact())
                                : null));
            }
        } catch (JsonTextException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
