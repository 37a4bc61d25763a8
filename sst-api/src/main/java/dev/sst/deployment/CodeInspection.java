package dev.sst.deployment;

import dev.sst.Problem;
import java.util.List;
import java.util.Objects;

/**
 * What reading an author's code said, without running it.
 *
 * @param shape how it is written
 * @param grammar whose grammar it was read with, {@code Python 3.11.7}; empty when it could not be read at all, and then
 *     {@code notes} says why
 * @param problems why it cannot work, with line and column
 * @param notes what was not checked, and why: it is told, never passed over
 */
public record CodeInspection(CodeShape shape, String grammar, List<Problem> problems, List<Problem> notes) {
    public CodeInspection {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(grammar, "grammar");
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
