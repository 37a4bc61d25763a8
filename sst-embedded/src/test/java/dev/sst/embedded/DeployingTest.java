package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineUnavailableException;
import dev.sst.InvalidInputException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentPlan;
import dev.sst.deployment.DeploymentPlan.Action;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.EngineExecutionId;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DeployingTest {
    private static final TestId ID = new TestId("T-1");

    @TempDir
    Path home;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(home);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatWasWrittenIsWhatIsSaid() throws Exception {
        Deployment deployment = bench.deploy(ID, Bench.definition("print(1)\r\n"), null);

        assertThat(deployment.ref()).isEqualTo("synthetic_tests.a_test_T-1");
        assertThat(deployment.engine()).isEqualTo("embedded");
        assertThat(deployment.files()).hasSize(2);
        assertThat(deployment.files().get(1).path())
                .isEqualTo("T-1/" + deployment.contentHash().substring(0, 16) + "/test.py");
        assertThat(Files.readString(content().resolve(deployment.files().get(1).path())))
                .isEqualTo("#!/usr/bin/env python3\nprint(1)\n");
        assertThat(bench.engine().deployer().inspect(ID, deployment).none()).isTrue();
    }

    @Test
    void deployingTwiceWritesNothing() throws Exception {
        Deployment first = bench.deploy(ID, Bench.definition("print(1)"), null);
        var before = state();
        DeploymentOrder again = order(Bench.definition("print(1)"), first);

        assertThat(bench.engine().deployer().plan(again).nothingToDo()).isTrue();
        Deployment second = bench.engine().deployer().deploy(again, DeploymentProgress.SILENT);

        assertThat(state()).isEqualTo(before);
        assertThat(second.deployedAt()).isEqualTo(first.deployedAt());
        assertThat(second.contentHash()).isEqualTo(first.contentHash());
    }

    @Test
    void whatOthersChangedIsSeenAndPutRight() throws Exception {
        Deployment deployment = bench.deploy(ID, Bench.definition("print(1)"), null);
        Path file = content().resolve(deployment.files().get(1).path());
        Files.writeString(file, "print(2)");
        Files.delete(content().resolve(deployment.files().get(0).path()));

        assertThat(bench.engine().deployer().inspect(ID, deployment).differences())
                .hasSize(2)
                .anySatisfy(each -> assertThat(each).endsWith("test.py was changed"))
                .anySatisfy(each -> assertThat(each).endsWith("sst_harness.py is gone"));
        DeploymentPlan plan = bench.engine().deployer().plan(order(Bench.definition("print(1)"), deployment));
        assertThat(plan.changes()).extracting(DeploymentPlan.Change::action).containsExactly(Action.CHANGE);
        bench.deploy(ID, Bench.definition("print(1)"), deployment);
        assertThat(bench.engine().deployer().inspect(ID, deployment).none()).isTrue();
    }

    @Test
    void aRunKeepsTheFilesItBeganWith() {
        TestDefinition old = Bench.definition("""
                import time
                print('working', flush=True)
                time.sleep(60)
                """);
        Deployment first = bench.deploy(ID, old, null);
        EngineExecutionId id = bench.start(Bench.order(first, old, Set.of()));
        bench.awaitOutput(id, "working");

        Deployment second = bench.deploy(ID, Bench.definition("print('new')"), first);

        assertThat(content().resolve(first.files().get(0).path())).exists();
        bench.engine().runner().cancel(id);
        bench.outcome(id);
        bench.deploy(ID, Bench.definition("print('newer')"), second);
        assertThat(content().resolve(first.files().get(0).path())).doesNotExist();
        assertThat(content().resolve(second.files().get(0).path())).doesNotExist();
    }

    @Test
    void undeployTakesAwayWhatWeWroteAndNothingElse() throws Exception {
        Deployment deployment = bench.deploy(ID, Bench.definition("print(1)"), null);
        Path foreign = Files.createDirectories(content().resolve("foreign"));

        bench.engine().deployer().undeploy(ID, deployment, DeploymentProgress.SILENT);
        bench.engine().deployer().undeploy(ID, deployment, DeploymentProgress.SILENT);

        assertThat(content().resolve("T-1")).doesNotExist();
        assertThat(foreign).exists();
        assertThat(bench.engine().deployer().inspect(ID, deployment).differences())
                .hasSize(2);
    }

    @Test
    void aFolderThatIsNotOursIsNotTouched() throws Exception {
        Path foreign = Files.createDirectories(content().resolve("T-1"));
        Files.writeString(foreign.resolve("precious"), "x");

        assertThatThrownBy(() -> bench.deploy(ID, Bench.definition("print(1)"), null))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("not ours");
        assertThat(foreign.resolve("precious")).hasContent("x");
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKFLOW", "RULE", "SENSOR"})
    void whatItCannotRunYetIsRefusedInThoseWords(TestType type) {
        TestDefinition definition =
                TestDefinition.builder("x", type).code("version: 1.0").build();

        assertThat(bench.engine()
                        .deployer()
                        .plan(new DeploymentOrder(ID, 1, definition, null, null))
                        .blockers())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("the embedded engine cannot run a "
                                + type.name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void contentThatIsNotOursCannotBeHere() {
        TestDefinition definition = TestDefinition.builder("x", TestType.ACTION)
                .existing("core.local")
                .build();
        var order = new DeploymentOrder(ID, 1, definition, null, null);

        assertThatThrownBy(() -> bench.engine().deployer().deploy(order, DeploymentProgress.SILENT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("core.local needs a StackStorm");
        assertThat(content()).doesNotExist();
    }

    private static DeploymentOrder order(TestDefinition definition, Deployment live) {
        return new DeploymentOrder(ID, 2, definition, CodeShape.SCRIPT, live);
    }

    private Path content() {
        return home.resolve("engine/content/synthetic_tests");
    }

    /** Every file below the content, with the time of its last change. */
    private TreeMap<String, String> state() throws IOException {
        var state = new TreeMap<String, String>();
        try (var files = Files.walk(content())) {
            files.forEach(file -> {
                try {
                    state.put(file.toString(), Files.getLastModifiedTime(file).toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return state;
    }
}
