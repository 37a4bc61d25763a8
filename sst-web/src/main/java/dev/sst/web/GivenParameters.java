package dev.sst.web;

import dev.sst.InvalidInputException;
import dev.sst.NotFoundException;
import dev.sst.Problem;
import dev.sst.Tests;
import dev.sst.execution.Attempt;
import dev.sst.execution.Execution;
import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values that executions were given, as they may be shown: a secret one is {@link Secrets#MASK}. Secret is what any
 * revision that the execution may have run declares so; where a declaration cannot be found, everything is. Remembers the
 * declarations it has read; made anew for each answer. Not thread-safe.
 */
final class GivenParameters {
    private final Tests tests;
    private final Map<TestId, Map<Integer, Optional<Set<String>>>> known = new HashMap<>();

    GivenParameters(Tests tests) {
        this.tests = tests;
    }

    JsonObject masked(Execution execution) {
        JsonObject given = execution.parameters();
        if (given.isEmpty()) {
            return given;
        }
        Set<String> secrets = secrets(execution);
        var shown = JsonObject.builder();
        given.members().forEach((name, value) -> shown.put(name, secrets.contains(name) ? Secrets.MASK : value));
        return shown.build();
    }

    /**
     * The values for running it again: those given now, where the mask of a secret stands for its value of the first time.
     *
     * @throws InvalidInputException when a mask stands for nothing
     */
    JsonObject unmasked(JsonObject now, Execution before) {
        Set<String> secrets = secrets(before);
        List<Problem> problems = new ArrayList<>();
        var values = JsonObject.builder();
        now.members().forEach((name, value) -> {
            if (!value.equals(Secrets.MASK) || !secrets.contains(name)) {
                values.put(name, value);
            } else {
                before.parameters()
                        .get(name)
                        .ifPresentOrElse(
                                first -> values.put(name, first),
                                () -> problems.add(
                                        Problem.of(
                                                "parameters." + name,
                                                "is the mask of a secret that was not given: leave it out to use the test's own")));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return values.build();
    }

    private Set<String> secrets(Execution execution) {
        Set<Optional<Set<String>>> declared = Stream.concat(
                        Stream.of(execution.revision()),
                        execution.attempts().stream().map(Attempt::revision).filter(revision -> revision > 0))
                .distinct()
                .map(revision -> secrets(execution.testId(), revision))
                .collect(Collectors.toSet());
        return declared.contains(Optional.<Set<String>>empty())
                ? execution.parameters().members().keySet()
                : declared.stream()
                        .flatMap(Optional::stream)
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet());
    }

    private Optional<Set<String>> secrets(TestId test, int revision) {
        return known.computeIfAbsent(test, id -> new HashMap<>())
                .computeIfAbsent(revision, number -> declared(test, number).map(Secrets::names));
    }

    private Optional<JsonObject> declared(TestId test, int revision) {
        try {
            return Optional.of(tests.revision(test, revision).definition().parameters());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
