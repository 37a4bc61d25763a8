package dev.sst.harness;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of a POSIX shell that brings a test's files with it, for where no file can be put beforehand: {@code python3 -I -c
 * '<unpacker>' <files> '<envelope>'}. It writes them into a private folder of the machine that runs it and becomes the harness,
 * which removes that folder at its end; {@code docs/harness-frame.md} describes it. Of the author's text nothing is left in it
 * that a shell or a template engine would read. Immutable; safe for use by any thread.
 *
 * @param unpacker the Python program that unpacks
 * @param revision which revision the harness is to say it is: the name of the folder it lies in; empty for none
 * @param files the harness first
 * @param envelope what the harness is told, or what a template engine makes that of; an empty one is a run by hand
 */
public record HarnessCommand(String unpacker, String revision, List<ContentFile> files, String envelope) {
    private static final Pattern COMMAND = Pattern.compile("python3 -I -c '([^']+)' ([A-Za-z0-9+/=]+) '([^']*)'");
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]*");

    public HarnessCommand {
        Objects.requireNonNull(unpacker, "unpacker");
        Objects.requireNonNull(envelope, "envelope");
        files = List.copyOf(files);
        if (!REVISION.matcher(revision).matches()) {
            throw new IllegalArgumentException("revision must be hexadecimal, was " + revision);
        }
        if ((unpacker + envelope).contains("'")) {
            throw new IllegalArgumentException("unpacker and envelope must not hold a quote");
        }
    }

    /** With the unpacker of this module, and no revision yet. */
    public static HarnessCommand of(List<ContentFile> files, String envelope) {
        return new HarnessCommand(HarnessFiles.unpacker(), "", files, envelope);
    }

    /** The same that says which revision it is. */
    public HarnessCommand at(String named) {
        return new HarnessCommand(unpacker, named, files, envelope);
    }

    /** The same with another file of that name. */
    public HarnessCommand with(ContentFile replaced) {
        return new HarnessCommand(
                unpacker,
                revision,
                files.stream()
                        .map(file -> file.name().equals(replaced.name()) ? replaced : file)
                        .toList(),
                envelope);
    }

    /** The file of that name; empty when there is none. */
    public Optional<ContentFile> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** What the shell is given. */
    public String text() {
        var carried = JsonObject.builder();
        files.forEach(file -> carried.put(file.name(), file.text()));
        JsonObject packed = JsonObject.builder()
                .put("revision", revision)
                .put("files", carried.build())
                .build();
        return "python3 -I -c '" + unpacker + "' " + Deflated.text(JsonText.writeBytes(packed)) + " '" + envelope + "'";
    }

    /** Reads such a command, with whatever unpacker; empty for any other text. */
    public static Optional<HarnessCommand> read(String text) {
        Matcher command = COMMAND.matcher(text);
        if (!command.matches()) {
            return Optional.empty();
        }
        try {
            return JsonText.parse(Inflated.text(command.group(2))) instanceof JsonObject packed
                    ? Optional.of(new HarnessCommand(
                            command.group(1),
                            packed.text("revision").orElse(""),
                            packed.get("files").map(HarnessCommand::carried).orElse(List.of()),
                            command.group(3)))
                    : Optional.empty();
        } catch (UnreadableFrame | JsonTextException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<ContentFile> carried(JsonValue files) {
        return files instanceof JsonObject object
                ? object.members().entrySet().stream()
                        .map(HarnessCommand::carried)
                        .toList()
                : List.of();
    }

    private static ContentFile carried(Map.Entry<String, JsonValue> file) {
        if (file.getValue() instanceof JsonString text) {
            return ContentFile.of(file.getKey(), text.value());
        }
        throw new IllegalArgumentException("file " + file.getKey() + " is no text");
    }

    /** Without the files. */
    @Override
    public String toString() {
        return "HarnessCommand[" + revision + "]";
    }
}
