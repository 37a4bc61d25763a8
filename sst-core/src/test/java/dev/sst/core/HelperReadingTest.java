package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.CodeShape;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A workflow's calls of the actions that its test brings along. */
class HelperReadingTest {
    private static final String CODE = "tasks:\n  one:\n    action: helper.look\n";
    private static final CodeDocument DOCUMENT = new CodeDocument(
            object("{\"tasks\":{\"one\":{\"action\":\"helper.look\"}}}"),
            Map.of("tasks.one.action", new Problem.Place(3, 5)));

    private final List<TestDefinition> asked = new ArrayList<>();

    private CodeInspection read(String code, String actions) {
        var definition = TestDefinition.builder("flow", TestType.WORKFLOW)
                .code(code)
                .metadata(object("{\"actions\":" + actions + "}"))
                .build();
        return new CodeReading(this::inspect).read(definition);
    }

    /** A text that says class is one, and one that says wrong has a problem on its second line. */
    private CodeInspection inspect(TestDefinition definition) {
        if (definition.type() == TestType.WORKFLOW) {
            return new CodeInspection(null, "YAML", List.of(), List.of(), DOCUMENT);
        }
        asked.add(definition);
        String code = String.valueOf(definition.code());
        return new CodeInspection(
                code.contains("class") ? CodeShape.ACTION_CLASS : CodeShape.SCRIPT,
                "Python",
                code.contains("wrong") ? List.of(Problem.at("test_code", 2, 1, "is wrong")) : List.of(),
                List.of());
    }

    @Test
    void whatIsCalledAndCanBeCalledIsInOrder() {
        CodeInspection read = read(CODE, "{\"look\":{\"code\":\"a class\",\"runner\":\"python\"}}");

        assertThat(read.problems()).isEmpty();
        assertThat(read.notes()).isEmpty();
        assertThat(read.document()).isEqualTo(DOCUMENT);
        assertThat(asked).extracting(TestDefinition::code).containsExactly("a class");
    }

    @Test
    void whatIsWrongWithTheCodeOfAHelperIsToldThere() {
        assertThat(read(CODE, "{\"look\":{\"code\":\"wrong\"}}").problems())
                .containsExactly(Problem.at("metadata.actions.look.code", 2, 1, "is wrong"));
    }

    @Test
    void onlyWhatIsWrongWithTheCodeOfAHelperCanBeForced() {
        CodeInspection read = read(CODE, "{\"see\":{\"code\":\"a wrong class\"}}");

        assertThat(read.problems())
                .filteredOn(problem -> CodeReading.ofPython(problem, TestType.WORKFLOW))
                .extracting(Problem::field)
                .containsExactly("metadata.actions.see.code");
        assertThat(read.problems()).extracting(Problem::field).contains("test_code", "metadata.actions.see.runner");
    }

    @Test
    void aClassIsNotStartedByAShell() {
        assertThat(read(CODE, "{\"look\":{\"code\":\"a class\"}}").problems())
                .extracting(Problem::field)
                .containsExactly("metadata.actions.look.runner");
    }

    @Test
    void aCallOfWhatIsNotThereIsToldAtItsTask() {
        assertThat(read(CODE, "{\"see\":{\"code\":\"x\"}}").problems())
                .containsExactly(
                        Problem.at("test_code", 3, 5, "there is no action look in metadata.actions; there are see"));
    }

    @Test
    void aCallThatIsNotWrittenOutIsRefused() {
        assertThat(read(CODE.replace("helper", "&a helper"), "{\"look\":{\"code\":\"x\"}}")
                        .problems())
                .containsExactly(Problem.at(
                        "test_code", 3, 5, "write it out where the task is, on one line: action: helper.look"));
    }

    @Test
    void anActionThatNoTaskCallsIsANote() {
        assertThat(read(CODE, "{\"look\":{\"code\":\"x\"},\"spare\":{\"code\":\"x\"}}")
                        .notes())
                .containsExactly(Problem.of("metadata.actions.spare", "no task calls it: action: helper.spare"));
    }

    @Test
    void withoutHelpersACallIsLeftToStackStorm() {
        CodeInspection read = read(CODE, "{}");

        assertThat(read.problems()).isEmpty();
        assertThat(asked).isEmpty();
    }

    private static JsonObject object(String json) {
        return (JsonObject) JsonText.parse(json);
    }
}
