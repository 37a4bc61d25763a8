package dev.sst.core.verdict;

import dev.sst.execution.Evidence;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A StackStorm {@code result} as its runners write it: {@code return_code} (shell) or {@code exit_code} (python), outputs that
 * are texts or whatever they parse as, and {@code error} without a code when the runner itself crashed.
 */
record EngineResult(JsonObject members) {
    /** No result at all. */
    static final EngineResult NONE = new EngineResult(JsonObject.empty());

    /** The code that StackStorm gives what it ended because of its own timeout. */
    private static final int TIMED_OUT = -9;

    /** What the engine itself said of a run; nothing where a harness or a watch speaks for it. */
    static EngineResult of(Evidence evidence) {
        JsonValue result = null;
        if (evidence instanceof Evidence.Unreported unreported) {
            result = unreported.result();
        } else if (evidence instanceof Evidence.Raw raw) {
            result = raw.result();
        }
        return result instanceof JsonObject object ? new EngineResult(object) : NONE;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    Optional<Integer> exitCode() {
        return members.get("return_code").or(() -> members.get("exit_code")).flatMap(EngineResult::whole);
    }

    Optional<String> error() {
        return members.text("error");
    }

    boolean runnerCrashed() {
        return error().isPresent() && exitCode().isEmpty();
    }

    boolean timedOut() {
        return exitCode().filter(code -> code == TIMED_OUT).isPresent();
    }

    /** That output as text, written again when StackStorm had parsed it; empty when there is none. */
    String output(String name) {
        return members.get(name)
                .map(value -> value instanceof JsonString text ? text.value() : JsonText.write(value))
                .orElse("");
    }

    /** Whether StackStorm parsed that output, so that its exact text is lost. */
    boolean parsed(String name) {
        return members.get(name).filter(value -> !(value instanceof JsonString)).isPresent();
    }

    private static Optional<Integer> whole(JsonValue value) {
        if (!(value instanceof JsonNumber number)) {
            return Optional.empty();
        }
        BigDecimal exact = number.value();
        boolean small = exact.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        return small && exact.stripTrailingZeros().scale() <= 0 ? Optional.of(exact.intValue()) : Optional.empty();
    }
}
