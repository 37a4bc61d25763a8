package dev.sst.test;

import java.time.Instant;
import java.util.Objects;

/**
 * One immutable state of a test's definition.
 *
 * @param number 1, 2, ... within its test
 * @param createdBy who saved it
 * @param note what was said about the change; may be empty
 */
public record Revision(int number, TestDefinition definition, Instant createdAt, String createdBy, String note) {
    public Revision {
        if (number < 1) {
            throw new IllegalArgumentException("number must be at least 1, was " + number);
        }
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(note, "note");
    }
}
