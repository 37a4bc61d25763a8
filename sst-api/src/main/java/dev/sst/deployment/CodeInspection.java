package dev.sst.deployment;

import dev.sst.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What reading an author's code said, without running it.
 *
 * @param shape how it is written; {@code null} for anything but the code of an action
 * @param grammar whose grammar it was read with, {@code Python 3.11.7}; empty when it could not be read at all, and then
 *     {@code notes} says why
 * @param problems why it cannot work, with line and column
 * @param notes what was not checked, and why: it is told, never passed over
 * @param document what it says of itself; {@code null} for the code of an action, and when it could not be read
 */
public record CodeInspection(
        @Nullable CodeShape shape,
        String grammar,
        List<Problem> problems,
        List<Problem> notes,
        @Nullable CodeDocument document) {
    public CodeInspection {
        Objects.requireNonNull(grammar, "grammar");
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Of an action's code. */
    public CodeInspection(CodeShape shape, String grammar, List<Problem> problems, List<Problem> notes) {
        this(Objects.requireNonNull(shape, "shape"), grammar, problems, notes, null);
    }
}
