package dev.sst.test;

import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person writes: everything that is edited, and nothing that the framework finds out. A definition may be wrong (an
 * empty name, a negative timeout): the constructor only refuses nulls, and {@link dev.sst.Tests#validate} lists everything
 * that is wrong with it at once, so that it can be shown while it is being written.
 *
 * @param pack the StackStorm pack it is deployed to
 * @param code the author's text; {@code null} when {@code existing} is given
 * @param existing a reference {@code pack.name} to content that StackStorm has already; {@code null} when {@code code} is given
 * @param parameters plain values, or StackStorm parameter schemas
 * @param expectation {@code expected_result}; {@code null} when none is given
 * @param timeout per attempt
 * @param metadata the contract's {@code metadata}, whose keys depend on the type
 */
public record TestDefinition(
        String name,
        String description,
        TestType type,
        String pack,
        @Nullable String code,
        @Nullable String existing,
        JsonObject parameters,
        @Nullable JsonValue expectation,
        Duration timeout,
        RetryPolicy retries,
        List<String> tags,
        boolean enabled,
        JsonObject metadata) {

    /** The pack of a test that names none. */
    public static final String DEFAULT_PACK = "synthetic_tests";

    /** The timeout of a test that names none. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(300);

    public TestDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(pack, "pack");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(metadata, "metadata");
        tags = List.copyOf(tags);
    }

    /** A builder with the contract's defaults. */
    public static Builder builder(String name, TestType type) {
        return new Builder(name, type);
    }

    /** A builder that starts from this definition. */
    public Builder toBuilder() {
        return new Builder(name, type)
                .description(description)
                .pack(pack)
                .code(code)
                .existing(existing)
                .parameters(parameters)
                .expectation(expectation)
                .timeout(timeout)
                .retries(retries)
                .tags(tags)
                .enabled(enabled)
                .metadata(metadata);
    }

    /** Without code and values: those may be long or secret. */
    @Override
    public String toString() {
        return "TestDefinition[" + pack + "/" + name + ", " + type + "]";
    }

    /** Collects the parts of a definition. Not thread-safe. */
    public static final class Builder {
        private String name;
        private TestType type;
        private String description = "";
        private String pack = DEFAULT_PACK;
        private @Nullable String code;
        private @Nullable String existing;
        private JsonObject parameters = JsonObject.empty();
        private @Nullable JsonValue expectation;
        private Duration timeout = DEFAULT_TIMEOUT;
        private RetryPolicy retries = RetryPolicy.NONE;
        private List<String> tags = List.of();
        private boolean enabled = true;
        private JsonObject metadata = JsonObject.empty();

        private Builder(String name, TestType type) {
            this.name = name;
            this.type = type;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder type(TestType value) {
            type = value;
            return this;
        }

        public Builder description(String value) {
            description = value;
            return this;
        }

        public Builder pack(String value) {
            pack = value;
            return this;
        }

        public Builder code(@Nullable String value) {
            code = value;
            return this;
        }

        public Builder existing(@Nullable String value) {
            existing = value;
            return this;
        }

        public Builder parameters(JsonObject value) {
            parameters = value;
            return this;
        }

        public Builder expectation(@Nullable JsonValue value) {
            expectation = value;
            return this;
        }

        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        public Builder retries(RetryPolicy value) {
            retries = value;
            return this;
        }

        public Builder tags(List<String> value) {
            tags = value;
            return this;
        }

        public Builder enabled(boolean value) {
            enabled = value;
            return this;
        }

        public Builder metadata(JsonObject value) {
            metadata = value;
            return this;
        }

        public TestDefinition build() {
            return new TestDefinition(
                    name,
                    description,
                    type,
                    pack,
                    code,
                    existing,
                    parameters,
                    expectation,
                    timeout,
                    retries,
                    tags,
                    enabled,
                    metadata);
        }
    }
}
