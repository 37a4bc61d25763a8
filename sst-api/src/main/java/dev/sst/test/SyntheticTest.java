package dev.sst.test;

import dev.sst.deployment.Deployment;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A synthetic test as it stands: its current revision and what of it is live.
 *
 * @param version rises with every stored change of this row, the deployment included; the fence of racing writers
 * @param revision the newest revision
 * @param deployment what is live; {@code null} when nothing is
 * @param begun what may be written besides, by a deployment that has begun and is not recorded: because it goes on, failed, or
 *     its process died; {@code null} when there is none
 * @param deleted whether it has been deleted: then only its history is readable
 */
public record SyntheticTest(
        TestId id,
        long version,
        Revision revision,
        @Nullable Deployment deployment,
        @Nullable Deployment begun,
        Instant createdAt,
        String createdBy,
        boolean deleted) {
    public SyntheticTest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(createdBy, "createdBy");
    }

    /** One of which no deployment has begun that is not recorded. */
    public SyntheticTest(
            TestId id,
            long version,
            Revision revision,
            @Nullable Deployment deployment,
            Instant createdAt,
            String createdBy,
            boolean deleted) {
        this(id, version, revision, deployment, null, createdAt, createdBy, deleted);
    }

    public TestDefinition definition() {
        return revision.definition();
    }

    public Optional<Deployment> live() {
        return Optional.ofNullable(deployment);
    }

    /** This test with a newer revision, to be stored under this version. */
    public SyntheticTest withRevision(Revision next) {
        return new SyntheticTest(id, version, next, deployment, begun, createdAt, createdBy, deleted);
    }

    /** This test with another live deployment, or none. */
    public SyntheticTest withDeployment(@Nullable Deployment next) {
        return new SyntheticTest(id, version, revision, next, begun, createdAt, createdBy, deleted);
    }

    /** This test with that deployment begun, or none. */
    public SyntheticTest withBegun(@Nullable Deployment next) {
        return new SyntheticTest(id, version, revision, deployment, next, createdAt, createdBy, deleted);
    }

    /** This test deleted. */
    public SyntheticTest asDeleted() {
        return new SyntheticTest(id, version, revision, null, createdAt, createdBy, true);
    }
}
