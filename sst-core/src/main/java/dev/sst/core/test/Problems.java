package dev.sst.core.test;

import dev.sst.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all of it can be said at once. Not thread-safe. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(String field, String message) {
        found.add(Problem.of(field, message));
    }

    void addIf(boolean wrong, String field, String message) {
        if (wrong) {
            add(field, message);
        }
    }

    void addAll(List<Problem> more) {
        found.addAll(more);
    }

    List<Problem> list() {
        return List.copyOf(found);
    }
}
