package dev.sst;

import dev.sst.execution.Check;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.test.Revision;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Creates and edits tests. Thread-safe. */
public interface Tests {
    /**
     * What is wrong with a definition.
     *
     * @param errors why it cannot be stored
     * @param codeErrors why its code cannot work: it is stored all the same, and not deployed
     * @param warnings what its author should know
     */
    record Findings(List<Problem> errors, List<Problem> codeErrors, List<Problem> warnings) {
        public Findings {
            errors = List.copyOf(errors);
            codeErrors = List.copyOf(codeErrors);
            warnings = List.copyOf(warnings);
        }

        /** Whether it can be stored and deployed. */
        public boolean valid() {
            return errors.isEmpty() && codeErrors.isEmpty();
        }
    }

    /** A stored test, and what its author should know. */
    record Stored(SyntheticTest test, Findings findings) {
        public Stored {
            Objects.requireNonNull(test, "test");
            Objects.requireNonNull(findings, "findings");
        }
    }

    /**
     * A change to a definition.
     *
     * @param by who makes it
     * @param note why; may be empty
     * @param expectedRevision the revision it was made from; {@code null} to change whatever is there
     */
    record Edit(String by, String note, @Nullable Integer expectedRevision) {
        public Edit {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(note, "note");
        }
    }

    /**
     * The checks that an expectation makes of a result document, by the evaluation itself; none when nothing is expected. What
     * is checked besides (exit code, {@code status}) is not among them.
     *
     * @throws InvalidInputException when the expectation cannot be used
     */
    List<Check> preview(JsonValue expectation, JsonObject document);

    /** Checks a definition whole; stores nothing. */
    Findings validate(TestDefinition definition);

    /**
     * Stores a new test with its revision 1.
     *
     * @throws InvalidInputException with all problems
     * @throws ConflictException NAME_TAKEN
     */
    default Stored create(TestDefinition definition, String by) {
        return create(definition, by, "");
    }

    /**
     * The same with a word about it.
     *
     * @param note why; may be empty
     */
    Stored create(TestDefinition definition, String by, String note);

    /**
     * Stores a new revision; the same definition is no change.
     *
     * @param change gets the newest definition; may be called more than once
     * @throws ConflictException NAME_TAKEN, or VERSION_MISMATCH when the newest revision is another one than expected
     */
    Stored update(TestId id, UnaryOperator<TestDefinition> change, Edit edit);

    /** Stores an older revision's definition as a new one. */
    Stored rollback(TestId id, int revision, Edit edit);

    /**
     * Stores what somebody edited at the engine as a new revision: the newest one with the author's text, and the description, as
     * they are live. It is not deployed by that, so what is live differs from what was written until it is.
     *
     * @param seen the fingerprint of what {@link Deployments#readBack} showed the person who says so
     * @throws ConflictException NOT_DEPLOYED; NOT_POSSIBLE when it cannot be read whole; OVERTAKEN when something else is live by
     *     now; VERSION_MISMATCH when the newest revision is another one than expected
     */
    Stored adopt(TestId id, String seen, Edit edit);

    /** @throws NotFoundException also when deleted */
    SyntheticTest get(TestId id);

    /** Those of these that exist and are not deleted, in no order. */
    List<SyntheticTest> find(Collection<TestId> ids);

    /** In the order of the question. What only needs a line of each asks {@link Reports#tests}. */
    List<SyntheticTest> list(TestQuery query);

    /** Newest first. Readable after the test is deleted. */
    List<Revision> revisions(TestId id, int before, int limit);

    Revision revision(TestId id, int number);

    /** Undeploys it, resolves its open incident with a note, gives its name free. Its executions stay readable. */
    void delete(TestId id, String by);
}
