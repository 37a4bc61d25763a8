package dev.sst.web;

import dev.sst.json.JsonObject;
import dev.sst.report.TestHistory;

/** How a test did lately, as a document. */
final class HistoryJson {
    private HistoryJson() {}

    static JsonObject of(TestHistory history) {
        TestHistory.Durations durations = history.durations();
        return JsonObject.builder()
                .put("recent", Json.array(history.recent(), ExecutionJson::mark))
                .put("availability_24h", availability(history.day()))
                .put("availability_30d", availability(history.month()))
                .put("p50_seconds", Json.seconds(durations.p50()))
                .put("p95_seconds", Json.seconds(durations.p95()))
                .put("p99_seconds", Json.seconds(durations.p99()))
                .put("samples", durations.samples())
                .build();
    }

    private static JsonObject availability(TestHistory.Availability availability) {
        return JsonObject.builder()
                .put("passed", availability.passed())
                .put("counted", availability.counted())
                .put("since", Json.text(availability.since()))
                .build();
    }
}
