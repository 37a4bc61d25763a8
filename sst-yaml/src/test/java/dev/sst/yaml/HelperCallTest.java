package dev.sst.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.HelperCall;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in a workflow's text a helper action is called. */
class HelperCallTest {
    private static final String TASKS = "version: 1.0\ntasks:\n  one:\n";

    private static CodeDocument document(String code) {
        return Objects.requireNonNull(WorkflowCode.read(code).document());
    }

    private static OptionalInt offset(String code) {
        CodeDocument document = document(code);
        return HelperCall.in(document).get(0).offset(code, document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    action: helper.look\n",
                "    action:   'helper.look'\n",
                "    \"action\": \"helper.look\"\n",
                "    action : helper.look url=<% ctx().url %>\n",
                "    action: helper.look # of ours\n",
                "    {action: helper.look, input: {a: helper.look}}\n",
                "    {\"\ud83d\ude00\": 1, action: helper.look}\n",
                "    action: helper.look"
            })
    void aCallIsFoundWhereItIsWritten(String task) {
        String code = TASKS + task;

        assertThat(offset(code)).hasValue(code.indexOf("helper.look"));
        String elsewhere = code.replace("\n", "\r\n");
        assertThat(offset(elsewhere)).hasValue(elsewhere.indexOf("helper.look"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    action: >-\n      helper.look\n",
                "    action: &look helper.look\n",
                "    action: !!str helper.look\n",
                "    action:\n      helper.look\n",
                "    action: \"helper.l\\x6fok\"\n"
            })
    void aCallThatIsWrittenInAnotherWayHasNoPlace(String task) {
        assertThat(offset(TASKS + task)).isEmpty();
    }

    @Test
    void aTaskThatRepeatsAnotherHasNoPlaceOfItsOwn() {
        String code = TASKS + "    &one\n    action: helper.look\n  two: *one\n";
        CodeDocument document = document(code);

        assertThat(HelperCall.in(document))
                .containsExactly(
                        new HelperCall("tasks.one.action", "look"), new HelperCall("tasks.two.action", "look"));
        assertThat(HelperCall.in(document).get(1).offset(code, document)).isEmpty();
    }

    @Test
    void onlyTasksCallHelpers() {
        assertThat(HelperCall.in(document(TASKS + "    action: core.local cmd=helper.look\n    input:\n"
                        + "      action: helper.look\n  two:\n    action: helpers.look\n  three:\n    action: 5\n")))
                .isEqualTo(List.of());
    }
}
