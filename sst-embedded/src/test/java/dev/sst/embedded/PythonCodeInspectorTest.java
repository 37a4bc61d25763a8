package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Problem;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.CodeShape;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PythonCodeInspectorTest {
    private static final String IMPORT = "from st2common.runners.base_action import Action\n";

    private final PythonCodeInspector inspector = new PythonCodeInspector(EmbeddedSettings.in(Path.of(".")));

    @Test
    void aProgramIsAScript() {
        CodeInspection inspection = inspect("print('hello')");

        assertThat(inspection.shape()).isEqualTo(CodeShape.SCRIPT);
        assertThat(inspection.grammar()).startsWith("Python 3.");
        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.notes()).isEmpty();
    }

    @Test
    void aClassThatDerivesFromActionIsOne() {
        CodeInspection inspection = inspect(IMPORT + "class A(Action):\n    def run(self):\n        pass\n");

        assertThat(inspection.shape()).isEqualTo(CodeShape.ACTION_CLASS);
        assertThat(inspection.problems()).isEmpty();
    }

    @Test
    void aSyntaxErrorHasItsPlaceInTheAuthorsText() {
        assertThat(inspect("x = 1\r\ny = (\r\n").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.place()).isEqualTo(new Problem.Place(2, 5)));
    }

    @Test
    void aClassThatCannotBeMadeIsSaid() {
        CodeInspection inspection = inspect(
                IMPORT + "import abc\nclass A(Action):\n    @abc.abstractmethod\n    def run(self):\n        pass\n");

        assertThat(inspection.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("A leave abstract methods open"));
    }

    @Test
    void theAuthorsWordForTheRunnerCounts() {
        CodeInspection inspection = inspector.inspect(Bench.definition("print(1)").toBuilder()
                .metadata(JsonObject.empty().with("runner", new JsonString("python")))
                .build());

        assertThat(inspection.shape()).isEqualTo(CodeShape.ACTION_CLASS);
        assertThat(inspection.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("there is no class with run()"));
    }

    @Test
    void whatIsNoPythonIsNotCheckedAndThatIsSaid() {
        CodeInspection inspection = inspect("#!/bin/sh\necho {");

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("run by sh"));
    }

    @Test
    void withoutPythonTheNotesSayWhatWasNotChecked() {
        CodeInspection inspection = new PythonCodeInspector("no-such-python", "/usr/bin")
                .inspect(Bench.definition(IMPORT + "class A(Action):\n    def run(self)"));

        assertThat(inspection.shape()).isEqualTo(CodeShape.ACTION_CLASS);
        assertThat(inspection.grammar()).isEmpty();
        assertThat(inspection.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("not checked", "no-such-python", "install"));
    }

    @Test
    void codeMadeToHurtAParserHurtsNobody() {
        assertThat(inspect("(".repeat(200_000)).problems()).isNotEmpty();
        assertThat(inspect("x = " + "-".repeat(300_000) + "1")).isNotNull();
    }

    private CodeInspection inspect(String code) {
        return inspector.inspect(Bench.definition(code));
    }
}
