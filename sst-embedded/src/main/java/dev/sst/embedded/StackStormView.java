package dev.sst.embedded;

import dev.sst.deployment.CodeShape;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.RunReport;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import java.io.IOException;

/** Shows a run as StackStorm would show it: its words for states, and the result shapes of its two runners. */
final class StackStormView {
    private static final int TIMEOUT_EXIT_CODE = -9;

    private StackStormView() {}

    static JsonObject of(Run run) {
        RunRecord order = run.order();
        var view = JsonObject.builder()
                .put("id", run.id().value())
                .put("status", status(run.state()))
                .put("start_timestamp", order.startedAt().toString())
                .put(
                        "end_timestamp",
                        run.end()
                                .<JsonValue>map(end -> new JsonString(end.at().toString()))
                                .orElse(JsonNull.NULL))
                .put("result", run.end().isPresent() ? result(run) : JsonObject.empty())
                .put(
                        "context",
                        JsonObject.builder()
                                .put("user", "sst")
                                .put(
                                        "trace_context",
                                        JsonObject.builder()
                                                .put("trace_tag", order.key())
                                                .build())
                                .build())
                .put(
                        "action",
                        JsonObject.builder()
                                .put("ref", order.ref())
                                .put("runner_type", runner(order.shape()))
                                .build());
        try {
            view.put("parameters", run.folder().parameters());
        } catch (IOException e) {
            view.put("parameters", JsonObject.empty());
        }
        return view.build();
    }

    private static String runner(CodeShape shape) {
        return shape == CodeShape.SCRIPT ? "local-shell-script" : "python-script";
    }

    private static String status(EngineState state) {
        return switch (state) {
            case WAITING -> "scheduled";
            case RUNNING -> "running";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case TIMED_OUT -> "timeout";
            case CANCELLED -> "canceled";
            case ABANDONED, LOST -> "abandoned";
            case UNKNOWN -> "unknown";
        };
    }

    private static JsonObject result(Run run) {
        Evidence evidence = RunSupervision.evidence(run, run.order().nonce());
        if (!(evidence instanceof Evidence.Reported reported)) {
            String reason = evidence instanceof Evidence.Unreported silent ? silent.reason() : "";
            return JsonObject.builder().put("error", reason).build();
        }
        RunReport report = reported.report();
        var result = JsonObject.builder();
        if (run.order().shape() == CodeShape.SCRIPT) {
            boolean well = run.state() == EngineState.SUCCEEDED;
            result.put("succeeded", well).put("failed", !well).put("return_code", exitCode(report));
        } else {
            JsonValue value = report.value();
            result.put("result", value == null ? new JsonString("None") : value).put("exit_code", exitCode(report));
        }
        result.put("stdout", report.stdout().text())
                .put("stderr", report.stderr().text());
        if (report.problem() != null) {
            result.put("error", report.problem());
        }
        return result.build();
    }

    /** The shell's number for a death by a signal; StackStorm's for a time-out. */
    private static JsonValue exitCode(RunReport report) {
        if (report.ending() == RunReport.Ending.TIMED_OUT) {
            return JsonNumber.of(TIMEOUT_EXIT_CODE);
        }
        Integer signal = report.signal();
        if (signal != null) {
            return JsonNumber.of(128L + signal);
        }
        Integer exitCode = report.exitCode();
        if (exitCode != null) {
            return JsonNumber.of(exitCode);
        }
        return JsonNumber.of(report.ending() == RunReport.Ending.RETURNED ? 0 : 1);
    }
}
