package dev.sst;

import java.util.List;
import java.util.stream.Collectors;

/** The input cannot be accepted; {@link #problems()} lists everything that is wrong with it. Nothing was stored or sent. */
public final class InvalidInputException extends SstException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")), null);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("problems must not be empty");
        }
        this.problems = List.copyOf(problems);
    }

    public InvalidInputException(String field, String message) {
        this(List.of(Problem.of(field, message)));
    }

    /** At least one. */
    public List<Problem> problems() {
        return problems;
    }
}
