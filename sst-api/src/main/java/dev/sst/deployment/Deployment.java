package dev.sst.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is live of a test, as it was written and read back.
 *
 * @param revision the revision that is live
 * @param engine the engine it was written to, by name
 * @param ref what is executed there, {@code pack.name}
 * @param shape how the code runs; {@code null} for content that was there before us
 * @param contentHash SHA-256 (hex) over everything that was written; empty for content that was there before us
 * @param files what was written, each with its own hash
 * @param packVersion the pack's version at that time; {@code null} when the engine does not say
 */
public record Deployment(
        int revision,
        String engine,
        String ref,
        @Nullable CodeShape shape,
        String contentHash,
        List<DeployedFile> files,
        @Nullable String packVersion,
        Instant deployedAt) {

    /** A file as it was read back: its path within the pack's {@code actions} folder, and its SHA-256 (hex). */
    public record DeployedFile(String path, String sha256) {
        public DeployedFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    public Deployment {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(contentHash, "contentHash");
        Objects.requireNonNull(deployedAt, "deployedAt");
        files = List.copyOf(files);
    }
}
