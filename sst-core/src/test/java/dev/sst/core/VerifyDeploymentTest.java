package dev.sst.core;

import static dev.sst.testkit.engine.ScriptedEngine.printed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.ConflictException;
import dev.sst.Deployments.Deployed;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.Tests.Edit;
import dev.sst.core.node.CoreSettings;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionQuery;
import dev.sst.execution.Verdict;
import dev.sst.incident.IncidentQuery;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.engine.ScriptedEngine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A deployment that is followed by one execution. */
class VerifyDeploymentTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final JsonObject CONTEXT =
            JsonObject.builder().put("requested_by", "ada").build();

    private final ScriptedEngine engine = new ScriptedEngine(InstantSource.system());
    private final SstCore sst = SstCore.builder(engine).start();

    @AfterEach
    void close() {
        sst.close();
    }

    private TestId created(String parameters) {
        var definition = TestDefinition.builder("login", TestType.ACTION)
                .code("print('{}')")
                .parameters((JsonObject) JsonText.parse(parameters))
                .build();
        return sst.tests().create(definition, "ada").test().id();
    }

    private Deployed deploy(TestId id) {
        return sst.deployments().deployAndExecute(id, false, CONTEXT, DeploymentProgress.SILENT);
    }

    private List<Execution> executions(TestId id) {
        return sst.executions().list(ExecutionQuery.ofTest(id, 10));
    }

    @Test
    void whatWasDeployedIsExecutedOnceAndABadEndOpensNoIncident() {
        engine.endAtOnce(order -> printed("{\"status\":\"failed\"}\n"));
        TestId id = created("{}");

        Execution begun = deploy(id).execution();

        assertThat(begun).isNotNull();
        Execution finished = sst.executions().await(begun.id(), SOON);
        assertThat(finished.kind()).isEqualTo(ExecutionKind.DEPLOY_VERIFICATION);
        assertThat(finished.context()).isEqualTo(CONTEXT);
        assertThat(finished.verdict().orElseThrow().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(executions(id)).hasSize(1);
        assertThat(sst.incidents().list(IncidentQuery.newest(10))).isEmpty();
    }

    @Test
    void whatIsLiveAlreadyIsExecutedAgainWhenThatIsAskedFor() {
        TestId id = created("{}");
        deploy(id);

        assertThat(deploy(id).plan().nothingToDo()).isTrue();

        assertThat(executions(id)).hasSize(2);
    }

    @Test
    void aDeploymentAloneExecutesNothing() {
        TestId id = created("{}");

        assertThat(sst.deployments()
                        .deploy(id, false, DeploymentProgress.SILENT)
                        .execution())
                .isNull();

        assertThat(executions(id)).isEmpty();
    }

    @Test
    void aDeploymentThatFailsExecutesNothing() {
        engine.reachable(false);
        TestId id = created("{}");

        assertThatThrownBy(() -> deploy(id)).isInstanceOf(RuntimeException.class);

        assertThat(executions(id)).isEmpty();
        assertThat(sst.tests().get(id).live()).isEmpty();
    }

    @Test
    void aDisabledTestIsNotEvenDeployed() {
        TestId id = created("{}");
        sst.tests()
                .update(id, definition -> definition.toBuilder().enabled(false).build(), new Edit("ada", "", null));

        assertThatThrownBy(() -> deploy(id))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(ConflictException.Reason.DISABLED));

        assertThat(sst.tests().get(id).live()).isEmpty();
    }

    @Test
    void aTestWithAParameterThatMustBeGivenIsNotEvenDeployed() {
        TestId id = created("{\"host\":{\"type\":\"string\",\"required\":true}}");

        assertThatThrownBy(() -> deploy(id))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("host");

        assertThat(sst.tests().get(id).live()).isEmpty();
    }

    @Test
    void whatOnlyTheDeployedContentDemandsIsAWarning() {
        engine.demands(new Deployment.Input("host", true, null));
        TestId id = created("{}");

        Deployed deployed = deploy(id);

        assertThat(deployed.execution()).isNull();
        assertThat(deployed.warnings())
                .extracting(Problem::message)
                .contains("it was deployed and not executed: parameters.host: is required and has no value");
        assertThat(sst.tests().get(id).live()).isPresent();
        assertThat(executions(id)).isEmpty();
    }

    /** A worker that is left to itself would claim it an hour later. */
    @Test
    void theWorkerIsWokenForTheExecution() {
        var lazy = CoreSettings.builder().claimEvery(Duration.ofHours(1)).build();
        var waiting = new ScriptedEngine(InstantSource.system());
        waiting.endAtOnce(order -> printed("{}\n"));
        try (SstCore slow = SstCore.builder(waiting).settings(lazy).start()) {
            TestId id = slow.tests()
                    .create(
                            TestDefinition.builder("login", TestType.ACTION)
                                    .code("print('{}')")
                                    .build(),
                            "ada")
                    .test()
                    .id();
            Execution first = slow.deployments()
                    .deployAndExecute(id, false, CONTEXT, DeploymentProgress.SILENT)
                    .execution();
            slow.executions().await(Objects.requireNonNull(first).id(), SOON);

            Execution second = slow.deployments()
                    .deployAndExecute(id, false, CONTEXT, DeploymentProgress.SILENT)
                    .execution();

            assertThat(slow.executions()
                            .await(Objects.requireNonNull(second).id(), SOON)
                            .verdict())
                    .isPresent();
        }
    }
}
