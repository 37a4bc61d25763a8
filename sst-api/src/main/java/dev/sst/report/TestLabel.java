package dev.sst.report;

import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.util.Objects;

/**
 * What a test is called now; for a deleted one, what it was called last. Immutable.
 *
 * @param deleted whether only its history is left
 */
public record TestLabel(TestId id, String name, TestType type, String pack, boolean deleted) {
    public TestLabel {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(pack, "pack");
    }
}
