package dev.sst.report;

import dev.sst.deployment.Deployment;
import dev.sst.execution.Standing;
import dev.sst.test.RetryPolicy;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line about a test: without its code, parameters, expectation and metadata. Immutable.
 *
 * @param updatedAt when its newest revision was stored
 * @param deployment what is live; {@code null} when nothing is
 * @param last its newest execution; {@code null} when it never ran
 * @param place where it stood in the list it was found in
 */
public record TestSummary(
        TestLabel label,
        Outline outline,
        int revision,
        Instant createdAt,
        Instant updatedAt,
        String createdBy,
        @Nullable Deployment deployment,
        @Nullable ExecutionSummary last,
        TestQuery.Place place) {

    /**
     * What of a definition is short.
     *
     * @param existing a reference to content that StackStorm has already; {@code null} when the test has code
     */
    public record Outline(
            String description,
            @Nullable String existing,
            Duration timeout,
            RetryPolicy retries,
            List<String> tags,
            boolean enabled) {
        public Outline {
            Objects.requireNonNull(description, "description");
            Objects.requireNonNull(timeout, "timeout");
            Objects.requireNonNull(retries, "retries");
            tags = List.copyOf(tags);
        }
    }

    public TestSummary {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(outline, "outline");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(place, "place");
    }

    public TestId id() {
        return label.id();
    }

    public Optional<Deployment> live() {
        return Optional.ofNullable(deployment);
    }

    public Standing standing() {
        return last == null ? Standing.NEVER_RUN : last.standing();
    }
}
