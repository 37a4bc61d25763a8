package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.harness.ContentFile;
import dev.sst.json.JsonObject;
import dev.sst.stackstorm.ActionContent.Form;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names and files that an action of ours has, whatever its test is called. */
final class ActionContentTest {

    /** StackStorm writes up to 255 characters of a name, and anything below {@code .git} as it is told. */
    private static final int LONGEST = 200;

    @ParameterizedTest
    @ValueSource(strings = {".git/config", "../../etc/passwd", "a//b", "./x", "/abs", "\u0000", "ünïcode", "..", "🚀"})
    void noNameOfATestLeadsOutOfItsFolderOrIntoAnother(String name) {
        assertThat(pathsOf(name))
                .allSatisfy(path -> assertThat(path)
                        .matches("t_[a-z0-9_]+_[a-z0-9]+/[0-9a-f]{12}/[a-z_]+\\.py")
                        .hasSizeLessThan(LONGEST));
    }

    @Test
    void noNameOfATestMakesAPathTooLong() {
        assertThat(pathsOf("x".repeat(5000)))
                .allSatisfy(path -> assertThat(path).hasSizeLessThan(LONGEST));
    }

    private static List<String> pathsOf(String name) {
        TestDefinition definition =
                TestDefinition.builder(name, TestType.ACTION).code("print(1)\n").build();
        var order = new DeploymentOrder(new TestId("_-".repeat(32)), 1, definition, CodeShape.SCRIPT, null);
        ActionContent content = ActionContent.behindHarness(order, CodeShape.SCRIPT, "print(1)\n", "server-1");
        return content.files().stream().map(content::path).toList();
    }

    @ParameterizedTest
    @EnumSource(CodeShape.class)
    void theFirstFileAndEntryPointIsTheHarnessAndTheSecondTheAuthorsText(CodeShape shape) {
        DeploymentOrder order = Orders.deployment("# the author's\n", shape);

        ActionContent content = ActionContent.behindHarness(order, shape, "# the author's\n", "server-1");

        assertThat(content.entryPoint()).endsWith("/sst_harness.py");
        assertThat(content.files()).hasSize(2);
        assertThat(content.files().get(0).text()).contains("#sst1").doesNotContain("# the author's");
        assertThat(content.files().get(1).text()).contains("# the author's");
    }

    @Test
    void anotherHarnessAroundTheSameCodeIsOtherContentAndDeployed() {
        try (ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
                StackStormEngine engine = Orders.engine(stackStorm)) {
            stackStorm.addPack(Orders.PACK);
            Orders.deployed(engine, "print(1)\n");
            var live = new LiveAction(
                    stackStorm.action(Orders.PACK + ".t_login_page_j8z4qk7m").orElseThrow());
            ActionContent now = content("harness 1");
            ActionContent next = content("harness 2");

            assertThat(next.hash()).isNotEqualTo(now.hash());
            assertThat(next.folder()).isNotEqualTo(now.folder());
            assertThat(live.differences(next.owner(), next.hash(), next.entryPoint()))
                    .contains("action " + next.ref() + " has other content than was deployed");
        }
    }

    private static ActionContent content(String harness) {
        var form = new Form(
                "SCRIPT",
                "local-shell-script",
                JsonObject.empty(),
                List.of(ContentFile.of("sst_harness.py", harness), ContentFile.of("test.py", "print(1)\n")));
        return ActionContent.of(Orders.script("print(1)\n"), form, "server-1");
    }
}
