package dev.sst.core.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Problem;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.HelperAction;
import dev.sst.test.HelperAction.Runner;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelperRulesTest {
    private static final DefinitionRules RULES = new DefinitionRules();

    private static TestDefinition.Builder workflow(String metadata) {
        return TestDefinition.builder("x", TestType.WORKFLOW).metadata((JsonObject) JsonText.parse(metadata));
    }

    private static List<String> fields(TestDefinition.Builder definition) {
        return RULES.check(definition.build()).stream().map(Problem::field).toList();
    }

    @Test
    void aWorkflowMayBringActionsAlongAndWhatTheyRequire() {
        var definition = workflow("{\"requirements\":[\"requests\"],\"actions\":{"
                        + "\"look\":{\"code\":\"x\",\"runner\":\"python\",\"description\":\"d\","
                        + "\"parameters\":{\"url\":{\"type\":\"string\",\"required\":true}}},"
                        + "\"say\":{\"code\":\"y\"}}}")
                .code("tasks: {}");

        assertThat(fields(definition)).isEmpty();
        assertThat(HelperAction.of(definition.build()))
                .containsExactly(
                        new HelperAction(
                                "look",
                                Runner.PYTHON,
                                "x",
                                (JsonObject) JsonText.parse("{\"url\":{\"type\":\"string\",\"required\":true}}"),
                                "d"),
                        new HelperAction("say", Runner.SHELL, "y", JsonObject.empty(), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                  | metadata.actions",
                "{\"Look\":{\"code\":\"x\"}}                         | metadata.actions",
                "{\"a b\":{\"code\":\"x\"}}                          | metadata.actions",
                "{\"a\":\"x\"}                                       | metadata.actions.a",
                "{\"a\":{\"code\":\"x\",\"timeout\":1}}              | metadata.actions.a",
                "{\"a\":{}}                                          | metadata.actions.a.code",
                "{\"a\":{\"code\":\" \"}}                            | metadata.actions.a.code",
                "{\"a\":{\"code\":\"x\\u0000\"}}                     | metadata.actions.a.code",
                "{\"a\":{\"code\":\"x\",\"runner\":\"orquesta\"}}    | metadata.actions.a.runner",
                "{\"a\":{\"code\":\"x\",\"description\":1}}          | metadata.actions.a.description",
                "{\"a\":{\"code\":\"x\",\"parameters\":{\"b\":1}}}   | metadata.actions.a.parameters",
                "{\"a\":{\"code\":\"x\",\"parameters\":{\"b-c\":{\"type\":\"string\"}}}} | metadata.actions.a.parameters"
            })
    void whatCannotBeIsNamed(String actions, String field) {
        assertThat(fields(workflow("{\"actions\":" + actions + "}").code("tasks: {}")))
                .containsExactly(field);
    }

    @Test
    void anExistingWorkflowIsRunAsItIs() {
        assertThat(fields(workflow("{\"actions\":{\"a\":{\"code\":\"x\"}}}").existing("core.flow")))
                .containsExactly("metadata");
        assertThat(HelperAction.of(workflow("{\"actions\":{\"a\":{\"code\":\"x\"}}}")
                        .existing("core.flow")
                        .build()))
                .isEmpty();
    }

    @Test
    void noOtherTestHasHelpers() {
        TestDefinition action = TestDefinition.builder("x", TestType.ACTION)
                .code("print(1)")
                .metadata((JsonObject) JsonText.parse("{\"actions\":{\"a\":{\"code\":\"x\"}}}"))
                .build();

        assertThat(RULES.check(action)).extracting(Problem::field).containsExactly("metadata.actions");
        assertThat(HelperAction.of(action)).isEmpty();
    }
}
