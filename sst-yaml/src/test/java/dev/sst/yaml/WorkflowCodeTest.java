package dev.sst.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Problem;
import dev.sst.deployment.CodeInspection;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkflowCodeTest {
    private static final String TASKS = "tasks:\n  one:\n    action: core.noop\n    next:\n      - do: two\n";

    @Test
    void aWorkflowIsItsDocumentWithPlaces() {
        CodeInspection inspection = WorkflowCode.read("version: 1.0\ninput:\n  - host\n  - port: 80\n" + TASKS);

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.notes()).isEmpty();
        assertThat(inspection.shape()).isNull();
        assertThat(inspection.grammar()).isEqualTo("YAML 1.1");
        var document = Objects.requireNonNull(inspection.document());
        assertThat(document.content().members()).containsOnlyKeys("version", "input", "tasks");
        assertThat(document.place("tasks.one.next[0].do")).contains(new Problem.Place(9, 9));
        assertThat(document.place("tasks.one.nothing[3].here")).contains(new Problem.Place(6, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|must be an object|1",
                "just words|must be an object|1",
                "version: 1|tasks is missing|1",
                "'a: 1\ntasks:'|tasks is missing|1",
                "'a: 1\ntasks: {}'|tasks is empty|2",
                "'a: 1\ntasks: [one]'|tasks must be an object|2",
                "'tasks: {a: b}\ninput: {a: b}'|input must be an array|2",
                "'tasks: {a: b}\ninput:\n  - a\n  - {b: 1, c: 2}'|must be a name|4",
                "'tasks: {a: b}\ninput:\n  - 1'|must be a name|3",
                "'tasks: {a: b}\ninput:\n  - a\n  - notify'|must have another name|4",
                "'tasks: {a: b}\ninput:\n  - notify: x'|must have another name|3",
                "'tasks: {a: b}\n a: b'|not YAML|2"
            })
    void whatIsNoWorkflowIsSaidWithItsLine(String code, String words, int line) {
        assertThat(WorkflowCode.read(code).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(words);
            assertThat(Objects.requireNonNull(problem.place()).line()).isEqualTo(line);
        });
    }

    @Test
    void whatJsonDoesNotHaveIsANoteSinceTheTextIsSentAsItIs() {
        CodeInspection inspection = WorkflowCode.read("vars:\n  - day: 2026-01-31\n  - on: yes\n" + TASKS);

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.notes()).hasSize(3);
    }
}
