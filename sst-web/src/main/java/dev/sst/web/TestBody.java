package dev.sst.web;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.Tests;
import dev.sst.deployment.Deployment;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.test.RetryPolicy;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a create, update or validate request says of a test: field by field, each with its type, every problem
 * noted. Only fields that are there change anything; what is ours to say ({@link #READ_ONLY}) is passed over. Immutable.
 */
final class TestBody {
    /** Fields of the test document that a client may send back and that do not count. */
    static final Set<String> READ_ONLY = Set.of(
            "test_id",
            "created_at",
            "updated_at",
            "created_by",
            "stackstorm_execution_id",
            "stackstorm_pack_version",
            "deployed",
            "revision",
            "deployed_revision",
            "last_execution",
            "drifted",
            "history",
            "warnings");

    /** The longest note about a revision, in characters. */
    static final int MAX_NOTE = 2_000;

    private final List<UnaryOperator<TestDefinition.Builder>> changes = new ArrayList<>();
    private final List<Problem> problems;
    private final String note;
    private final TestType type;

    private TestBody(JsonObject body, @Nullable SyntheticTest current) {
        var fields = new Fields(body);
        fields.ignore(READ_ONLY);
        type = type(fields, current);
        text(fields);
        numbers(fields);
        content(fields, current);
        documents(fields, current);
        note = fields.textOrNull("revision_note").orElse("");
        if (note.length() > MAX_NOTE) {
            fields.refuse("revision_note", "must be at most " + MAX_NOTE + " characters");
        }
        fields.refuseOthers();
        problems = fields.problems();
    }

    /** The body of a request for a test that is new. */
    static TestBody forNew(JsonObject body) {
        return new TestBody(body, null);
    }

    /** The body of a request about a test that is there. */
    static TestBody forExisting(JsonObject body, SyntheticTest current) {
        return new TestBody(body, current);
    }

    /** Why; empty when nothing is said. */
    String note() {
        return note;
    }

    /** The definition of a new test, as far as the body can be read. */
    TestDefinition created(Duration defaultTimeout) {
        return applied(TestDefinition.builder("", type).timeout(defaultTimeout).build());
    }

    /** That definition with the changes of the body. */
    TestDefinition applied(TestDefinition definition) {
        TestDefinition.Builder builder = definition.toBuilder();
        for (UnaryOperator<TestDefinition.Builder> change : changes) {
            builder = change.apply(builder);
        }
        return builder.build();
    }

    /**
     * Everything that keeps the definition from being stored: what the body got wrong, then what the framework says of the
     * rest.
     */
    List<Problem> allProblems(Tests.Findings findings) {
        Set<String> told = problems.stream().map(Problem::field).collect(Collectors.toSet());
        Stream<Problem> others = findings.errors().stream().filter(problem -> !told.contains(root(problem.field())));
        return Stream.concat(problems.stream(), others).toList();
    }

    /** @throws InvalidInputException with all problems, when the body itself has any */
    void check(Tests tests, TestDefinition asFarAsReadable) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(allProblems(tests.validate(asFarAsReadable)));
        }
    }

    private static String root(String field) {
        int end = field.indexOf('.');
        return end < 0 ? field : field.substring(0, end);
    }

    private static TestType type(Fields fields, @Nullable SyntheticTest current) {
        var given = fields.text("test_type");
        Optional<TestType> type = given.flatMap(word -> Json.constant(word, TestType.class));
        if (type.isPresent()) {
            return type.get();
        }
        boolean readable = fields.problems().isEmpty();
        if (readable && (given.isPresent() || current == null)) {
            fields.refuse(
                    "test_type",
                    (given.isPresent() ? "must be" : "is missing; it must be") + " one of "
                            + QueryParameters.words(TestType.class));
        }
        return current == null ? TestType.ACTION : current.definition().type();
    }

    private void text(Fields fields) {
        changes.add(builder -> builder.type(type));
        fields.text("name").ifPresent(value -> changes.add(builder -> builder.name(value)));
        fields.textOrNull("description").ifPresent(value -> changes.add(builder -> builder.description(value)));
        fields.text("stackstorm_pack").ifPresent(value -> changes.add(builder -> builder.pack(value)));
        fields.textsOrNull("tags").ifPresent(value -> changes.add(builder -> builder.tags(value)));
        fields.flag("enabled").ifPresent(value -> changes.add(builder -> builder.enabled(value)));
    }

    private void numbers(Fields fields) {
        fields.integer("timeout")
                .ifPresent(value -> changes.add(builder -> builder.timeout(Duration.ofSeconds(value))));
        fields.integer("retry_count")
                .ifPresent(value -> changes.add(builder -> builder.retries(
                        new RetryPolicy(value, builder.build().retries().delay()))));
        fields.integer("retry_delay")
                .ifPresent(value -> changes.add(builder -> builder.retries(
                        new RetryPolicy(builder.build().retries().count(), Duration.ofSeconds(value)))));
    }

    /** Code, or a reference to what StackStorm has already. Both empty texts and null mean: none. */
    private void content(Fields fields, @Nullable SyntheticTest current) {
        fields.textOrNull("test_code")
                .ifPresent(value -> changes.add(builder -> builder.code(value.isEmpty() ? null : value)));
        for (TestType each : TestType.values()) {
            String field = "stackstorm_" + Json.word(each.name());
            fields.textOrNull(field).ifPresent(value -> {
                if (each == type) {
                    changes.add(builder -> reference(builder, value, current));
                } else if (!value.isEmpty()) {
                    fields.refuse(field, "does not go with test_type " + Json.word(type.name()));
                }
            });
        }
    }

    /** What we deployed is shown in the same field; sent back beside the code, it is an echo and no reference. */
    private static TestDefinition.Builder reference(
            TestDefinition.Builder builder, String value, @Nullable SyntheticTest current) {
        Deployment live = current == null ? null : current.live().orElse(null);
        boolean echo =
                live != null && live.ref().equals(value) && builder.build().code() != null;
        return builder.existing(value.isEmpty() || echo ? null : value);
    }

    private void documents(Fields fields, @Nullable SyntheticTest current) {
        JsonObject stored =
                current == null ? JsonObject.empty() : current.definition().parameters();
        fields.objectOrNull("test_parameters").ifPresent(value -> {
            JsonObject parameters = Secrets.unmasked(value, stored);
            for (String name : Secrets.stillMasked(parameters)) {
                fields.refuse(
                        "test_parameters." + name,
                        "is the mask of a secret, and there is no stored value it could stand for");
            }
            changes.add(builder -> builder.parameters(parameters));
        });
        fields.value("expected_result")
                .ifPresent(value -> changes.add(builder -> builder.expectation(value == JsonNull.NULL ? null : value)));
        fields.objectOrNull("metadata").ifPresent(value -> changes.add(builder -> builder.metadata(value)));
    }
}
