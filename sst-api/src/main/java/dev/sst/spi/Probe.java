package dev.sst.spi;

import dev.sst.test.TestType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an engine was found able to do, by trying it.
 *
 * @param at when it was begun
 * @param findings what was tried, in that order
 * @param abilities what follows for each type of test
 */
public record Probe(Instant at, List<Finding> findings, List<Ability> abilities) {
    public Probe {
        Objects.requireNonNull(at, "at");
        findings = List.copyOf(findings);
        abilities = List.copyOf(abilities);
    }

    /** How something was found. */
    public enum State {
        WORKS,
        /** It works, and there is something a person should know. */
        LIMITED,
        FAILS,
        /** Nothing speaks for it and nothing against it. */
        UNKNOWN
    }

    /**
     * One thing that was tried.
     *
     * @param name what, in a few words
     * @param words how it went, and what to do where it did not
     * @param took from asking to knowing; {@code null} where the time says nothing
     */
    public record Finding(
            String name,
            State state,
            String words,
            @Nullable Duration took) {
        public Finding {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(words, "words");
        }
    }

    /**
     * Whether tests of a type can be deployed and executed.
     *
     * @param words by which way, or what is missing for it
     */
    public record Ability(TestType type, State state, String words) {
        public Ability {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(words, "words");
        }
    }
}
