package dev.sst.testkit.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A test, what a real StackStorm made of it, and what the service has to say of that: one of the files below
 * {@code outcomes}, whose pages describe its members. Immutable.
 */
public record RecordedOutcome(JsonObject json) {
    private static final String FOLDER = "/dev/sst/testkit/stackstorm/outcomes/";

    /** All cases of that type ({@code action}, {@code workflow}, {@code rule}, {@code sensor}), by name. */
    public static List<RecordedOutcome> all(String type) {
        try {
            URI folder = Objects.requireNonNull(RecordedOutcome.class.getResource(FOLDER + type), type)
                    .toURI();
            if (!folder.getScheme().equals("jar")) {
                return in(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return in(jar.getPath(FOLDER + type));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<RecordedOutcome> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(RecordedOutcome::read)
                    .toList();
        }
    }

    private static RecordedOutcome read(Path file) {
        try {
            return new RecordedOutcome((JsonObject) JsonText.parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return json.text("id").orElseThrow();
    }

    /** The test as it is posted. */
    public JsonObject test() {
        return object(json, "test");
    }

    /** The body of the request to execute it; empty when there is none. */
    public JsonObject execute() {
        return object(json, "execute");
    }

    /** StackStorm's answers. */
    public JsonObject stackstorm() {
        return object(json, "stackstorm");
    }

    /** What has to be said of it. */
    public JsonObject expect() {
        return object(json, "expect");
    }

    /** Whether it must not be executed at all. */
    public boolean refused() {
        return expect().get("refused").orElse(JsonBoolean.FALSE) == JsonBoolean.TRUE;
    }

    /** In lower case; empty for what is refused. */
    public String verdict() {
        return expect().text("verdict").orElse("");
    }

    /** JSON pointers that must be among the failing checks. */
    public List<String> failingChecks() {
        return ((JsonArray) expect().get("failing_checks").orElseThrow())
                .items().stream().map(item -> ((JsonString) item).value()).toList();
    }

    /** The result document; empty when it is not judged. */
    public Optional<JsonObject> document() {
        return expect().get("result_document")
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
    }

    /** Whether the result document may hold more than {@link #document}. */
    public boolean documentMayHoldMore() {
        return json.text("document").filter("subset"::equals).isPresent();
    }

    /** The time limit the test declares. */
    public Duration timeout() {
        return Duration.ofSeconds(
                ((JsonNumber) test().get("timeout").orElseThrow()).value().longValueExact());
    }

    /** The objects of that list among StackStorm's answers; none when it is missing. */
    public List<JsonObject> rows(String name) {
        return stackstorm().get(name).orElse(null) instanceof JsonArray rows
                ? rows.items().stream().map(JsonObject.class::cast).toList()
                : List.of();
    }

    /** That member of an object as an object; empty when it is missing or none. */
    public static JsonObject object(JsonObject parent, String name) {
        return parent.get(name).orElse(JsonNull.NULL) instanceof JsonObject object ? object : JsonObject.empty();
    }

    @Override
    public String toString() {
        return id();
    }
}
