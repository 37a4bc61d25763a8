package dev.sst.deployment;

import dev.sst.json.JsonValue;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is live of a test, as it was written and read back.
 *
 * @param revision the revision that is live
 * @param engine the engine it was written to, by name
 * @param type what kind of content it is there
 * @param ref what is executed there, {@code pack.name}
 * @param shape how the code runs behind the harness; {@code null} where there is none: for anything but an action of ours
 * @param contentHash SHA-256 (hex) over everything that was written; empty for content that was there before us
 * @param files what was written, each with its own hash
 * @param inputs what it takes: of a workflow, and of content that was there before us; else empty, and the test's own
 *     declaration says it
 * @param objects what was written beside {@code ref}
 * @param packVersion the pack's version at that time; {@code null} when the engine does not say
 * @param disabledThen whether it was there before us and switched off when the test was deployed
 * @param drifted what was found to differ since; {@code null} when nothing was, or nobody has looked
 */
public record Deployment(
        int revision,
        String engine,
        TestType type,
        String ref,
        @Nullable CodeShape shape,
        String contentHash,
        List<DeployedFile> files,
        List<Input> inputs,
        List<Written> objects,
        @Nullable String packVersion,
        Instant deployedAt,
        boolean disabledThen,
        @Nullable Drifted drifted) {

    /**
     * A file as it was read back: its path within the pack's {@code actions} folder (of a sensor, within the pack), and its
     * SHA-256 (hex).
     */
    public record DeployedFile(String path, String sha256) {
        public DeployedFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /**
     * A value that is handed over at a start.
     *
     * @param required whether a start without it is refused
     * @param byDefault what it is when none is given; {@code null} when the content does not say
     */
    public record Input(
            String name, boolean required, @Nullable JsonValue byDefault) {
        /** StackStorm's runner of workflows keeps the value of this name for itself: no workflow gets it. */
        public static final String KEPT_BY_WORKFLOW_RUNNER = "notify";

        public Input {
            Objects.requireNonNull(name, "name");
        }
    }

    /** An object of ours at the engine: {@code trigger type} {@code pack.name}. */
    public record Written(String kind, String ref) {
        public Written {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(ref, "ref");
        }
    }

    public Deployment {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(contentHash, "contentHash");
        Objects.requireNonNull(deployedAt, "deployedAt");
        files = List.copyOf(files);
        inputs = List.copyOf(inputs);
        objects = List.copyOf(objects);
    }

    /**
     * Begins one of content that was there before us; {@link Builder#contentHash} makes it ours.
     */
    public static Builder builder(String ref, TestType type, int revision, String engine, Instant deployedAt) {
        return new Builder(ref, type, revision, engine, deployedAt);
    }

    /** The same, and what was found to differ since. */
    public Deployment withDrifted(@Nullable Drifted found) {
        return builder(ref, type, revision, engine, deployedAt)
                .shape(shape)
                .contentHash(contentHash)
                .files(files)
                .inputs(inputs)
                .objects(objects)
                .packVersion(packVersion)
                .disabledThen(disabledThen)
                .drifted(found)
                .build();
    }

    /** Whether somebody changed what is live, as far as is known, and nobody said that it may be so. */
    public boolean changedBySomebody() {
        return drifted != null && !drifted.ignored();
    }

    /** Whether we wrote it. */
    public boolean ours() {
        return !contentHash.isEmpty();
    }

    /** Whether an execution is not one run at the engine but something that happens there and is watched. */
    public boolean watched() {
        return switch (type) {
            case RULE, SENSOR -> true;
            case ACTION, WORKFLOW -> false;
        };
    }

    /** Collects what a deployment has; not thread-safe. */
    public static final class Builder {
        private final String ref;
        private final TestType type;
        private final int revision;
        private final String engine;
        private final Instant deployedAt;
        private @Nullable CodeShape shape;
        private String contentHash = "";
        private List<DeployedFile> files = List.of();
        private List<Input> inputs = List.of();
        private List<Written> objects = List.of();
        private @Nullable String packVersion;
        private boolean disabledThen;
        private @Nullable Drifted drifted;

        private Builder(String ref, TestType type, int revision, String engine, Instant deployedAt) {
            this.ref = ref;
            this.type = type;
            this.revision = revision;
            this.engine = engine;
            this.deployedAt = deployedAt;
        }

        public Builder shape(@Nullable CodeShape value) {
            shape = value;
            return this;
        }

        public Builder contentHash(String value) {
            contentHash = value;
            return this;
        }

        public Builder files(List<DeployedFile> value) {
            files = value;
            return this;
        }

        public Builder inputs(List<Input> value) {
            inputs = value;
            return this;
        }

        public Builder objects(List<Written> value) {
            objects = value;
            return this;
        }

        public Builder packVersion(@Nullable String value) {
            packVersion = value;
            return this;
        }

        public Builder disabledThen(boolean value) {
            disabledThen = value;
            return this;
        }

        public Builder drifted(@Nullable Drifted value) {
            drifted = value;
            return this;
        }

        public Deployment build() {
            return new Deployment(
                    revision,
                    engine,
                    type,
                    ref,
                    shape,
                    contentHash,
                    files,
                    inputs,
                    objects,
                    packVersion,
                    deployedAt,
                    disabledThen,
                    drifted);
        }
    }
}
