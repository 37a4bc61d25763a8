package dev.sst.embedded;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What is on disk of one run, in the order in which it comes: {@code order.json} (before anything is started), {@code
 * process.json} (before it is told what to do), {@code output} (what it prints, the report included), {@code end.json}. Each
 * is written whole or not at all, so that a server that dies between two steps leaves a state the next one understands.
 */
record RunFolder(Path path) {
    /** The first line of the output of a run that was told what to do. */
    static final byte[] BEGUN = "#sst-run\n".getBytes(StandardCharsets.US_ASCII);

    /** More than a run can print: what the harness passes on live, and its report. */
    static final int MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

    private static final int MAX_SHOWN_PARAMETERS = 64 * 1024;
    private static final JsonString HIDDEN = new JsonString("********");

    /** Makes the folder with the order in it. */
    void create(RunRecord order) throws IOException {
        Folders.createPrivate(work());
        Folders.write(path.resolve("order.json"), order.toText().getBytes(StandardCharsets.UTF_8));
    }

    Optional<RunRecord> order() throws IOException {
        return read("order.json").flatMap(RunRecord::read);
    }

    /** Keeps the values for people to see; secret ones masked, and none when they are very long. */
    void writeParameters(JsonObject parameters, Set<String> secrets) throws IOException {
        var shown = JsonObject.builder();
        parameters.members().forEach((name, value) -> shown.put(name, secrets.contains(name) ? HIDDEN : value));
        byte[] text = JsonText.writeBytes(shown.build());
        if (text.length <= MAX_SHOWN_PARAMETERS) {
            Folders.write(path.resolve("parameters.json"), text);
        }
    }

    JsonObject parameters() throws IOException {
        return read("parameters.json").flatMap(RunFolder::object).orElse(JsonObject.empty());
    }

    void writeProcess(ProcessIdentity process) throws IOException {
        Folders.write(path.resolve("process.json"), JsonText.writeBytes(process.toJson()));
    }

    Optional<ProcessIdentity> process() throws IOException {
        return read("process.json").flatMap(RunFolder::object).flatMap(ProcessIdentity::read);
    }

    void writeEnd(RunEnd end) throws IOException {
        Folders.write(path.resolve("end.json"), end.toText().getBytes(StandardCharsets.UTF_8));
    }

    Optional<RunEnd> end() throws IOException {
        return read("end.json").flatMap(RunEnd::read);
    }

    /** The test's own folder. */
    Path work() {
        return path.resolve("work");
    }

    Path output() {
        return path.resolve("output");
    }

    /** Whether it was told what to do. Before that it has done nothing. */
    boolean begun() throws IOException {
        return Arrays.equals(readOutput(-BEGUN.length, BEGUN.length), BEGUN);
    }

    /** Bytes of the output from that offset on; fewer than the limit when there are no more. Offset 0 is behind the first line. */
    byte[] readOutput(long offset, int limit) throws IOException {
        try (var channel = Files.newByteChannel(output());
                var stream = Channels.newInputStream(channel.position(BEGUN.length + offset))) {
            return stream.readNBytes(limit);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /** All of the output, as text. */
    String readOutput() throws IOException {
        return new String(readOutput(0, MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
    }

    void delete() throws IOException {
        Folders.delete(path);
    }

    private Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> object(byte[] text) {
        try {
            return JsonText.parse(text) instanceof JsonObject json ? Optional.of(json) : Optional.empty();
        } catch (JsonTextException e) {
            return Optional.empty();
        }
    }
}
