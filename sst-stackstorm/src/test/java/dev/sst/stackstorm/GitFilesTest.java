package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.InvalidInputException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import dev.sst.testkit.stackstorm.ScriptedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Actions whose files the runners clone. */
final class GitFilesTest extends GitDeployments {

    private static final String PACK = Orders.PACK;
    private static final String REF = PACK + ".t_login_page_j8z4qk7m";
    private static final TestId OTHER = new TestId("01J8Z4OTHER");

    private static DeploymentOrder order(TestId test, String code, @Nullable Deployment live) {
        TestDefinition definition =
                TestDefinition.builder("Login page", TestType.ACTION).code(code).build();
        return new DeploymentOrder(test, 1, definition, CodeShape.SCRIPT, live);
    }

    private Deployment deployed(TestId test, String code, @Nullable Deployment live) {
        return deployer.deploy(order(test, code, live), DeploymentProgress.SILENT);
    }

    private Deployment deployed(String code) {
        return deployed(Orders.TEST, code, null);
    }

    /** The folders below {@code actions} of what the repository holds. */
    private Set<String> folders() {
        return repositories().head(PACK).keySet().stream()
                .filter(path -> path.startsWith("actions/t_"))
                .map(path -> path.substring("actions/".length(), path.lastIndexOf('/')))
                .collect(Collectors.toSet());
    }

    /** What was sent about actions by that method. */
    private List<Optional<JsonObject>> bodies(String method) {
        return stackStorm.requests().latest().stream()
                .filter(request ->
                        request.method().equals(method) && request.path().contains("/v1/actions"))
                .map(ScriptedRequest::json)
                .toList();
    }

    private static String folder(Deployment deployment) {
        String path = deployment.files().get(0).path();
        return path.substring(0, path.lastIndexOf('/'));
    }

    @Test
    void theFilesAreClonedAndTheActionIsSentWithoutThem() {
        Deployment deployment = deployed("print(1)\n");

        assertThat(brought())
                .containsExactly(
                        "packs.install " + address(PACK, "1.0.0"),
                        "packs.download " + address(PACK, deployment.packVersion()));
        assertThat(deployment.packVersion()).startsWith("1.0.0+");
        assertThat(bodies("POST"))
                .singleElement()
                .satisfies(
                        body -> assertThat(body.orElseThrow().get("data_files")).isEmpty());
        assertThat(stackStorm.action(REF)).isPresent();
        assertThat(deployer.inspect(Orders.TEST, deployment).differences()).isEmpty();
    }

    @Test
    void theSameOnceMoreBringsNothing() {
        Deployment deployment = deployed("print(1)\n");
        int before = brought().size();

        assertThat(deployer.plan(order(Orders.TEST, "print(1)\n", deployment)).nothingToDo())
                .isTrue();
        deployed(Orders.TEST, "print(1)\n", deployment);

        assertThat(brought()).hasSize(before);
    }

    @Test
    void testsShareAPackAndKeepEachOthersFiles() {
        Deployment one = deployed("print(1)\n");
        Deployment two = deployed(OTHER, "print(2)\n", null);

        assertThat(deployer.inspect(Orders.TEST, one).differences()).isEmpty();
        assertThat(deployer.inspect(OTHER, two).differences()).isEmpty();
        assertThat(folders()).containsExactlyInAnyOrder(folder(one), folder(two));
    }

    @Test
    void theVersionBeforeKeepsItsFilesUntilTheOneAfter() {
        Deployment first = deployed("print(1)\n");
        Deployment second = deployed(Orders.TEST, "print(2)\n", first);
        assertThat(folders()).containsExactlyInAnyOrder(folder(first), folder(second));

        Deployment third = deployed(Orders.TEST, "print(3)\n", second);

        assertThat(folders()).containsExactlyInAnyOrder(folder(second), folder(third));
        assertThat(stackStorm.files().keySet()).noneMatch(path -> path.contains(folder(first)));
    }

    @Test
    void undeployingTakesTheFilesFromTheRepositoryAndNeedsNoFileToBeDeletedByTheApi() {
        Deployment one = deployed("print(1)\n");
        Deployment two = deployed(OTHER, "print(2)\n", null);
        List<String> steps = new ArrayList<>();

        deployer.undeploy(Orders.TEST, one, steps::add);

        assertThat(stackStorm.action(REF)).isEmpty();
        assertThat(folders()).containsExactly(folder(two));
        assertThat(bodies("DELETE")).containsExactly(Optional.of(JsonObject.empty()));
        assertThat(steps).anySatisfy(step -> assertThat(step).contains("left the repository of pack"));
    }

    @Test
    void aPackThatSomebodyElseMadeIsNotReplaced() {
        stackStorm.addPack(PACK);

        assertThat(deployer.plan(order(Orders.TEST, "print(1)\n", null)).blockers())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("pack " + PACK + " was not made by this server"));
        assertThatThrownBy(() -> deployed("print(1)\n")).isInstanceOf(InvalidInputException.class);
        assertThat(brought()).isEmpty();
    }

    @Test
    void aPackThatWasOnlyOnTheDiskIsNotReplacedEither() {
        stackStorm.addUnregisteredPack(PACK);

        assertThatThrownBy(() -> deployed("print(1)\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("was not made by this server");
        assertThat(brought()).isEmpty();
    }

    @Test
    void aPackOfOursWithoutARepositoryIsNotReplacedAndItsActionsCanStillGo() {
        try (StackStormEngine before = Orders.engine(stackStorm)) {
            Deployment live = Orders.deployed(before, "print(1)\n");

            assertThat(deployer.plan(order(Orders.TEST, "print(1)\n", live)).nothingToDo())
                    .isTrue();
            assertThat(deployer.plan(order(Orders.TEST, "print(2)\n", live)).blockers())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("has no repository in the folder"));

            deployer.undeploy(Orders.TEST, live, DeploymentProgress.SILENT);
            assertThat(stackStorm.action(REF)).isEmpty();
            assertThat(stackStorm.files().keySet()).noneMatch(path -> path.contains(folder(live)));
        }
    }

    @Test
    void anActionThatWasTakenBackLeavesNoFilesInTheRepository() {
        Deployment other = deployed(OTHER, "print(2)\n", null);
        stackStorm.behave(
                "core.local",
                run -> ScriptedEnding.bare(
                        "failed",
                        JsonObject.builder()
                                .put("stdout", "")
                                .put(
                                        "stderr",
                                        run.parameters().text("cmd").orElseThrow() + ": No such file or directory")
                                .build()));

        assertThatThrownBy(() -> deployed("print(1)\n"))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("the runners do not see the packs folder");

        assertThat(stackStorm.action(REF)).isEmpty();
        assertThat(folders()).containsExactly(folder(other));
    }

    @Test
    void aRunnerThatCannotCloneLeavesThePackAsItWas() {
        Deployment live = deployed("print(1)\n");
        JsonObject before = stackStorm.action(REF).orElseThrow();
        stackStorm.clones(source -> Map.of());

        assertThatThrownBy(() -> deployed(Orders.TEST, "print(2)\n", live))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("packs.download ended failed");

        assertThat(stackStorm.action(REF)).contains(before);
        assertThat(deployer.inspect(Orders.TEST, live).differences()).isEmpty();
    }

    @Test
    void whatWasBroughtAndNotRecordedIsTakenUpAgain() {
        Deployment live = deployed("print(1)\n");
        stackStorm.faults().always(RequestKind.CHANGE_ACTION, Fault.UNAVAILABLE);
        assertThatThrownBy(() -> deployed(Orders.TEST, "print(2)\n", live)).isNotNull();
        Map<String, String> committed = repositories().head(PACK);
        stackStorm.faults().clear();

        Deployment again = deployed(Orders.TEST, "print(2)\n", live);

        assertThat(repositories().head(PACK)).isEqualTo(committed);
        assertThat(deployer.inspect(Orders.TEST, again).differences()).isEmpty();
    }
}
