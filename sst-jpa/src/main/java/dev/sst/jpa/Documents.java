package dev.sst.jpa;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.Deployment.Input;
import dev.sst.deployment.Deployment.Written;
import dev.sst.deployment.Drift;
import dev.sst.deployment.Drifted;
import dev.sst.execution.Attempt;
import dev.sst.execution.Check;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.incident.Incident;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.test.RetryPolicy;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The documents within rows: JSON text to and from values. The format is append-only: a member may be added, none may change
 * its meaning. A foreign value within a document is a text of its own, so that its depth does not add to ours.
 */
final class Documents {
    private Documents() {}

    static String write(JsonValue value) {
        return JsonText.write(value);
    }

    static @Nullable String writeOrNull(@Nullable JsonValue value) {
        return value == null ? null : write(value);
    }

    static JsonObject object(String text) {
        return (JsonObject) JsonText.parse(text);
    }

    static @Nullable JsonValue valueOrNull(@Nullable String text) {
        return text == null ? null : JsonText.parse(text);
    }

    static String attempts(List<Attempt> attempts) {
        return array(attempts, attempt -> {
            var json = JsonObject.builder()
                    .put("number", attempt.number())
                    .put("key", attempt.key())
                    .put("nonce", attempt.nonce())
                    .put("revision", attempt.revision())
                    .put("sends", attempt.sends())
                    .put("startedAt", attempt.startedAt().toString());
            put(json, "engineId", attempt.engineId());
            put(json, "deadline", attempt.deadline());
            put(json, "endedAt", attempt.endedAt());
            put(json, "verdict", attempt.verdict());
            put(json, "cause", attempt.cause());
            return json.build();
        });
    }

    static List<Attempt> attempts(String text) {
        return list(
                text,
                json -> new Attempt(
                        integer(json, "number"),
                        text(json, "key"),
                        text(json, "nonce"),
                        integer(json, "revision"),
                        integer(json, "sends"),
                        optional(json, "engineId", EngineExecutionId::new),
                        Instant.parse(text(json, "startedAt")),
                        optional(json, "deadline", Instant::parse),
                        optional(json, "endedAt", Instant::parse),
                        optional(json, "verdict", Verdict::valueOf),
                        optional(json, "cause", Function.identity())));
    }

    /** All of a judgement but its verdict and the result document, which have columns. */
    static String judgement(Judgement judgement) {
        return write(JsonObject.builder()
                .put("cause", judgement.cause())
                .put(
                        "checks",
                        new JsonArray(judgement.checks().stream()
                                .map(Documents::check)
                                .toList()))
                .put("warnings", strings(judgement.warnings()))
                .build());
    }

    static Judgement judgement(Verdict verdict, String text, JsonObject document) {
        JsonObject json = object(text);
        return new Judgement(
                verdict,
                text(json, "cause"),
                objects(json, "checks", Documents::check),
                document,
                strings(json, "warnings"));
    }

    private static JsonValue check(Check check) {
        var json = JsonObject.builder()
                .put("name", check.name())
                .put("passed", check.passed())
                .put("message", check.message());
        put(json, "path", check.path());
        put(json, "expected", writeOrNull(check.expected()));
        put(json, "actual", writeOrNull(check.actual()));
        return json.build();
    }

    private static Check check(JsonObject json) {
        return new Check(
                text(json, "name"),
                optional(json, "path", Function.identity()),
                optional(json, "expected", JsonText::parse),
                optional(json, "actual", JsonText::parse),
                flag(json, "passed"),
                text(json, "message"));
    }

    static @Nullable String deployment(@Nullable Deployment deployment) {
        if (deployment == null) {
            return null;
        }
        var files = deployment.files().stream()
                .map(file -> (JsonValue) JsonObject.builder()
                        .put("path", file.path())
                        .put("sha256", file.sha256())
                        .build())
                .toList();
        var json = JsonObject.builder()
                .put("revision", deployment.revision())
                .put("engine", deployment.engine())
                .put("ref", deployment.ref())
                .put("contentHash", deployment.contentHash())
                .put("files", new JsonArray(files))
                .put("deployedAt", deployment.deployedAt().toString());
        json.put("type", deployment.type().name())
                .put(
                        "inputs",
                        new JsonArray(deployment.inputs().stream()
                                .map(Documents::input)
                                .toList()))
                .put(
                        "objects",
                        new JsonArray(deployment.objects().stream()
                                .map(Documents::written)
                                .toList()));
        put(json, "shape", deployment.shape());
        put(json, "packVersion", deployment.packVersion());
        if (deployment.disabledThen()) {
            json.put("disabledThen", true);
        }
        Drifted drifted = deployment.drifted();
        if (drifted != null) {
            json.put("drifted", drifted(drifted));
        }
        return write(json.build());
    }

    static @Nullable Deployment deployment(@Nullable String text) {
        if (text == null) {
            return null;
        }
        JsonObject json = object(text);
        return Deployment.builder(
                        text(json, "ref"),
                        json.text("type").map(TestType::valueOf).orElse(TestType.ACTION),
                        integer(json, "revision"),
                        text(json, "engine"),
                        Instant.parse(text(json, "deployedAt")))
                .shape(optional(json, "shape", CodeShape::valueOf))
                .contentHash(text(json, "contentHash"))
                .files(objects(json, "files", file -> new DeployedFile(text(file, "path"), text(file, "sha256"))))
                .inputs(addedLater(json, "inputs", Documents::input))
                .objects(addedLater(json, "objects", object -> new Written(text(object, "kind"), text(object, "ref"))))
                .packVersion(optional(json, "packVersion", Function.identity()))
                .disabledThen(json.get("disabledThen").equals(Optional.of(JsonBoolean.TRUE)))
                .drifted(json.get("drifted")
                        .map(drifted -> drifted((JsonObject) drifted))
                        .orElse(null))
                .build();
    }

    private static JsonObject drifted(Drifted drifted) {
        return JsonObject.builder()
                .put("since", drifted.since().toString())
                .put("differences", strings(drifted.drift().differences()))
                .put("ignored", drifted.ignored())
                .build();
    }

    private static Drifted drifted(JsonObject json) {
        return new Drifted(
                Instant.parse(text(json, "since")), new Drift(strings(json, "differences")), flag(json, "ignored"));
    }

    private static JsonValue input(Input input) {
        var json = JsonObject.builder().put("name", input.name()).put("required", input.required());
        put(json, "default", writeOrNull(input.byDefault()));
        return json.build();
    }

    private static Input input(JsonObject json) {
        return new Input(text(json, "name"), flag(json, "required"), optional(json, "default", JsonText::parse));
    }

    private static JsonValue written(Written object) {
        return JsonObject.builder()
                .put("kind", object.kind())
                .put("ref", object.ref())
                .build();
    }

    /** All of a definition but its code, parameters, expectation and metadata, which have columns. */
    static String definition(TestDefinition definition) {
        var json = JsonObject.builder()
                .put("name", definition.name())
                .put("description", definition.description())
                .put("type", definition.type().name())
                .put("pack", definition.pack())
                .put("timeout", definition.timeout().toString())
                .put("retries", definition.retries().count())
                .put("retryDelay", definition.retries().delay().toString())
                .put("tags", strings(definition.tags()))
                .put("enabled", definition.enabled());
        put(json, "existing", definition.existing());
        return write(json.build());
    }

    /** A definition without its code, parameters, expectation and metadata. */
    static TestDefinition.Builder definition(String text) {
        JsonObject json = object(text);
        return TestDefinition.builder(text(json, "name"), TestType.valueOf(text(json, "type")))
                .description(text(json, "description"))
                .pack(text(json, "pack"))
                .existing(optional(json, "existing", Function.identity()))
                .timeout(Duration.parse(text(json, "timeout")))
                .retries(new RetryPolicy(integer(json, "retries"), Duration.parse(text(json, "retryDelay"))))
                .tags(strings(json, "tags"))
                .enabled(flag(json, "enabled"));
    }

    static String notes(List<Incident.Note> notes) {
        return array(
                notes,
                note -> JsonObject.builder()
                        .put("at", note.at().toString())
                        .put("by", note.by())
                        .put("text", note.text())
                        .build());
    }

    static List<Incident.Note> notes(String text) {
        return list(
                text, json -> new Incident.Note(Instant.parse(text(json, "at")), text(json, "by"), text(json, "text")));
    }

    static String executionIds(List<ExecutionId> ids) {
        return array(ids, id -> new JsonString(id.value()));
    }

    static List<ExecutionId> executionIds(String text) {
        return ((JsonArray) JsonText.parse(text))
                .items().stream()
                        .map(item -> new ExecutionId(((JsonString) item).value()))
                        .toList();
    }

    private static <T> String array(List<T> values, Function<T, JsonValue> one) {
        return write(new JsonArray(values.stream().map(one).toList()));
    }

    private static <T> List<T> list(String text, Function<JsonObject, T> one) {
        return objects((JsonArray) JsonText.parse(text), one);
    }

    private static <T> List<T> objects(JsonObject json, String member, Function<JsonObject, T> one) {
        return objects((JsonArray) member(json, member), one);
    }

    /** A list that documents of earlier versions do not have. */
    private static <T> List<T> addedLater(JsonObject json, String member, Function<JsonObject, T> one) {
        return json.get(member).isPresent() ? objects(json, member, one) : List.of();
    }

    private static <T> List<T> objects(JsonArray array, Function<JsonObject, T> one) {
        return array.items().stream().map(item -> one.apply((JsonObject) item)).toList();
    }

    private static JsonArray strings(List<String> values) {
        return new JsonArray(
                values.stream().map(value -> (JsonValue) new JsonString(value)).toList());
    }

    private static List<String> strings(JsonObject json, String member) {
        return ((JsonArray) member(json, member))
                .items().stream().map(item -> ((JsonString) item).value()).toList();
    }

    private static void put(JsonObject.Builder json, String member, @Nullable Object value) {
        if (value != null) {
            json.put(member, value.toString());
        }
    }

    private static String text(JsonObject json, String member) {
        return ((JsonString) member(json, member)).value();
    }

    private static int integer(JsonObject json, String member) {
        return ((JsonNumber) member(json, member)).value().intValueExact();
    }

    private static boolean flag(JsonObject json, String member) {
        return ((JsonBoolean) member(json, member)).value();
    }

    private static <T> @Nullable T optional(JsonObject json, String member, Function<String, T> read) {
        Optional<String> text = json.text(member);
        return text.isPresent() ? read.apply(text.get()) : null;
    }

    private static JsonValue member(JsonObject json, String name) {
        return json.get(name).orElseThrow(() -> new IllegalStateException("a stored document has no " + name));
    }
}
