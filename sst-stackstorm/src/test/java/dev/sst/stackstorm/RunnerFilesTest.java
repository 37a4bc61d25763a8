package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.deployment.Deployment;
import dev.sst.json.JsonObject;
import dev.sst.testkit.stackstorm.Behaviour;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the runners see what was written, and what follows where they do not. */
final class RunnerFilesTest extends EngineScene {

    private static final String REF = "synthetic_tests.t_login_page_j8z4qk7m";

    @Test
    void filesThatNoRunnerSeesAreNoDeployment() {
        stackStorm.addPack(Orders.PACK);
        Deployment first = Orders.deployed(engine, "print(1)\n");
        stackStorm.behave(
                "core.local",
                run -> ScriptedEnding.bare(
                        "failed",
                        sha256sum("", absent(run.parameters().text("cmd").orElse("")))));

        assertThatThrownBy(() -> Orders.deployed(engine, "print(2)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("the runners do not see the packs folder of StackStorm's API node")
                .hasMessageContaining("seen on scripted: ")
                .hasMessageContaining("there is no file t_login_page_j8z4qk7m/");

        assertThat(new LiveAction(stackStorm.action(REF).orElseThrow()).hash()).contains(first.contentHash());
    }

    @Test
    void aRunnerWithOtherFilesIsToldAndWhatWasCreatedIsDeleted() {
        stackStorm.addPack(Orders.PACK);
        stackStorm.behave("core.local", run -> {
            String command = run.parameters().text("cmd").orElse("");
            String path = command.substring(command.indexOf('\'') + 1, command.indexOf("' '"));
            return ScriptedEnding.bare("succeeded", sha256sum("0".repeat(64) + "  " + path, ""));
        });

        assertThatThrownBy(() -> Orders.deployed(engine, "print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("sst_harness.py has other content");

        assertThat(stackStorm.action(REF)).isEmpty();
    }

    @Test
    void whatNoRunnerCouldBeAskedIsSaidAndNoFailure() {
        stackStorm.addPack(Orders.PACK);
        stackStorm.faults().once(RequestKind.START, Fault.UNAUTHORIZED);
        List<String> steps = new ArrayList<>();

        engine.deployer().deploy(Orders.script("print(1)\n"), steps::add);

        assertThat(steps)
                .anySatisfy(step -> assertThat(step).startsWith("whether the runners see the files is not known: "));
        stackStorm.behave(
                "core.local", Behaviour.always(ScriptedEnding.bare("failed", sha256sum("", "sha256sum: not found"))));
        steps.clear();
        engine.deployer().deploy(Orders.script("print(2)\n"), steps::add);
        assertThat(steps)
                .anySatisfy(step -> assertThat(step).contains("core.local ended failed: sha256sum: not found"));
    }

    private static JsonObject sha256sum(String stdout, String stderr) {
        return JsonObject.builder().put("stdout", stdout).put("stderr", stderr).build();
    }

    private static String absent(String command) {
        return Stream.of(command.substring(command.indexOf('\'')).split(" "))
                .map(path -> "sha256sum: " + path.replace("'", "") + ": No such file or directory")
                .collect(Collectors.joining("\n"));
    }
}
