package dev.sst.embedded;

import dev.sst.deployment.CodeShape;
import dev.sst.execution.EngineExecutionId;
import dev.sst.harness.ContentHash;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import dev.sst.spi.StartOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is kept of an order, before anything is started: enough to find the run by its key, to adopt it and to read its
 * report. The nonce makes the folder it lies in private.
 *
 * @param deadline when its harness has ended it at the latest
 * @param content the folder of the test's files, relative to all content
 */
record RunRecord(
        String key,
        String nonce,
        String ref,
        CodeShape shape,
        String executionId,
        String content,
        Instant startedAt,
        Instant deadline) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    static RunRecord of(StartOrder order, CodeShape shape, String content, Instant now) {
        return new RunRecord(
                order.key(),
                order.nonce(),
                order.deployment().ref(),
                shape,
                order.executionId().value(),
                content,
                now,
                now.plus(order.timeout()));
    }

    /** The run's id is its key, so that a key cannot be started twice; a key that is no id gives its hash. */
    static EngineExecutionId idOf(String key) {
        return new EngineExecutionId(ID.matcher(key).matches() ? key : ContentHash.of(key));
    }

    /** The pack, the part of the reference before the dot. */
    String pack() {
        return ref.substring(0, ref.indexOf('.'));
    }

    EngineExecutionId id() {
        return idOf(key);
    }

    String toText() {
        return JsonText.write(JsonObject.builder()
                .put("key", key)
                .put("nonce", nonce)
                .put("ref", ref)
                .put("shape", shape.name())
                .put("execution_id", executionId)
                .put("content", content)
                .put("started_at", startedAt.toString())
                .put("deadline", deadline.toString())
                .build());
    }

    /** The record in that text; empty when it is none. */
    static Optional<RunRecord> read(byte[] text) {
        try {
            return JsonText.parse(text) instanceof JsonObject json ? Optional.of(read(json)) : Optional.empty();
        } catch (JsonTextException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static RunRecord read(JsonObject json) {
        return new RunRecord(
                text(json, "key"),
                text(json, "nonce"),
                text(json, "ref"),
                CodeShape.valueOf(text(json, "shape")),
                text(json, "execution_id"),
                text(json, "content"),
                Instant.parse(text(json, "started_at")),
                Instant.parse(text(json, "deadline")));
    }

    private static String text(JsonObject json, String name) {
        return json.text(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    /** Without the nonce. */
    @Override
    public String toString() {
        return "RunRecord[" + key + ", " + ref + "]";
    }
}
