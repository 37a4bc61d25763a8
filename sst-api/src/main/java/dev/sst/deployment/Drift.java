package dev.sst.deployment;

import java.util.List;

/**
 * What differs between what we wrote and what is there now, one sentence each; empty when nothing does.
 */
public record Drift(List<String> differences) {
    public Drift {
        differences = List.copyOf(differences);
    }

    public boolean none() {
        return differences.isEmpty();
    }
}
