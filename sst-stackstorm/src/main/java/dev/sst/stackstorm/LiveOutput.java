package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.OutputChunk;
import dev.sst.harness.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run printed. StackStorm gives all of it at each call, which the harness keeps small; the harness's own report is left
 * out. Thread-safe.
 */
final class LiveOutput {

    static final String STDOUT = "stdout";
    static final String STDERR = "stderr";
    static final String BOTH = "all";

    private final StackStormClient client;
    private final Executions executions;

    LiveOutput(StackStormClient client, Executions executions) {
        this.client = client;
        this.executions = executions;
    }

    /** As printed, neither parsed nor cut; empty when StackStorm does not know the run. */
    Optional<String> printed(EngineExecutionId id, String which) {
        if (!Executions.wellFormed(id)) {
            return Optional.empty();
        }
        return client.found(Request.get("/v1/executions/" + id + "/output?output_type=" + which))
                .map(Answer::text);
    }

    /** The status is asked for first: what a finished run printed is there by then. */
    OutputChunk after(EngineExecutionId id, long after) {
        boolean complete = executions
                .one(id, Executions.STATUS_ONLY)
                .map(execution ->
                        ExecutionStatus.state(Executions.status(execution)).terminal())
                .orElse(true);
        return chunk(withoutReport(printed(id, BOTH).orElse("")), after, complete);
    }

    private static OutputChunk chunk(String all, long after, boolean complete) {
        byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
        int from = (int) Math.max(0, Math.min(after, bytes.length));
        while (from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
            from++;
        }
        String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        return new OutputChunk(from, text, bytes.length, complete);
    }

    private static String withoutReport(String printed) {
        if (!printed.contains(Frame.MARKER)) {
            return printed;
        }
        return printed.lines()
                .filter(line -> !line.startsWith(Frame.MARKER))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
