package dev.sst.core;

import static dev.sst.testkit.engine.ScriptedEngine.printed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.ConflictException.Reason;
import dev.sst.Executions.Request;
import dev.sst.InvalidInputException;
import dev.sst.NotFoundException;
import dev.sst.Problem;
import dev.sst.Tests.Edit;
import dev.sst.core.node.CoreSettings;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.OutputChunk;
import dev.sst.execution.Verdict;
import dev.sst.incident.IncidentQuery;
import dev.sst.incident.IncidentStatus;
import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import dev.sst.test.TestType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SstCoreTest extends SstCoreScene {
    SstCoreTest() {
        super(CoreSettings.builder().deployPatience(Duration.ofMillis(200)).build());
    }

    private Execution run(TestId id) {
        return sst.executions()
                .await(sst.executions().execute(id, Request.manual()).id(), SOON);
    }

    @Test
    void aTestIsWrittenDeployedExecutedBreaksAndHeals() {
        engine.endAtOnce(order -> printed("{\"status\":\"success\"}\n"));
        TestId id = deployed("login");
        assertThat(run(id).verdict().orElseThrow().verdict()).isEqualTo(Verdict.PASSED);

        engine.endAtOnce(order -> printed("{\"status\":\"failed\"}\n"));
        Execution failed = run(id);
        assertThat(failed.verdict().orElseThrow().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(sst.incidents().list(IncidentQuery.newest(10)))
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.id()).isEqualTo(failed.incidentId());
                    assertThat(incident.status()).isEqualTo(IncidentStatus.OPEN);
                });

        engine.endAtOnce(order -> printed("{\"status\":\"success\"}\n"));
        run(id);
        assertThat(sst.incidents().list(IncidentQuery.newest(10)).get(0).resolved())
                .isTrue();
    }

    @Test
    void whatIsWrongWithADefinitionIsToldAllAtOnceAndNothingIsStored() {
        var wrong = definition("").toBuilder()
                .pack("No Pack")
                .timeout(Duration.ofSeconds(-1))
                .build();

        assertThatThrownBy(() -> sst.tests().create(wrong, ME))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.problems())
                                .extracting("field")
                                .contains("name", "stackstorm_pack", "timeout"));
        assertThat(sst.tests().list(TestQuery.newest(10))).isEmpty();
    }

    @Test
    void aNameIsTakenUntilItsTestIsDeleted() {
        TestId id = sst.tests().create(definition("login"), ME).test().id();
        assertThat(reasonOf(() -> sst.tests().create(definition("login"), ME))).isEqualTo(Reason.NAME_TAKEN);

        sst.tests().delete(id, ME);

        assertThat(sst.tests().create(definition("login"), ME).test().id()).isNotEqualTo(id);
        assertThatThrownBy(() -> sst.tests().get(id)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void anEditMadeFromAnOlderRevisionIsRefusedAndTheSameDefinitionIsNoRevision() {
        TestId id = sst.tests().create(definition("login"), ME).test().id();
        sst.tests().update(id, now -> now.toBuilder().description("better").build(), new Edit(ME, "", 1));

        assertThat(reasonOf(() -> sst.tests()
                        .update(id, now -> now.toBuilder().description("worse").build(), new Edit(ME, "", 1))))
                .isEqualTo(Reason.VERSION_MISMATCH);
        assertThat(sst.tests()
                        .update(id, now -> now, new Edit(ME, "", null))
                        .test()
                        .revision()
                        .number())
                .isEqualTo(2);
    }

    @Test
    void rollingBackIsARevisionForward() {
        TestId id = sst.tests().create(definition("login"), ME).test().id();
        sst.tests().update(id, now -> now.toBuilder().description("changed").build(), new Edit(ME, "", null));

        var back = sst.tests().rollback(id, 1, new Edit(ME, "", null)).test();

        assertThat(back.revision().number()).isEqualTo(3);
        assertThat(back.definition().description()).isEmpty();
        assertThat(sst.tests().revisions(id, 0, 10)).extracting("number").containsExactly(3, 2, 1);
    }

    @Test
    void whatIsNotDeployedOrDisabledIsNotExecuted() {
        TestId id = sst.tests().create(definition("login"), ME).test().id();
        assertThat(reasonOf(() -> sst.executions().execute(id, Request.manual())))
                .isEqualTo(Reason.NOT_DEPLOYED);

        sst.deployments().deploy(id, false, DeploymentProgress.SILENT);
        sst.tests().update(id, now -> now.toBuilder().enabled(false).build(), new Edit(ME, "", null));
        assertThat(reasonOf(() -> sst.executions().execute(id, Request.manual())))
                .isEqualTo(Reason.DISABLED);
    }

    @Test
    void theDeployedRevisionRunsNotTheNewestOne() {
        engine.endAtOnce(order -> printed("{}"));
        TestId id = deployed("login");
        sst.tests()
                .update(
                        id,
                        now -> now.toBuilder()
                                .expectation(
                                        JsonObject.builder().put("never", 1).build())
                                .build(),
                        new Edit(ME, "", null));

        Execution execution = run(id);

        assertThat(execution.revision()).isEqualTo(1);
        assertThat(execution.verdict().orElseThrow().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void valuesThatDoNotFitAreRefusedBeforeAnythingIsStored() {
        var id = sst.tests()
                .create(
                        definition("login").toBuilder()
                                .parameters(JsonObject.builder()
                                        .put(
                                                "n",
                                                JsonObject.builder()
                                                        .put("type", "integer")
                                                        .build())
                                        .build())
                                .build(),
                        ME)
                .test()
                .id();
        sst.deployments().deploy(id, false, DeploymentProgress.SILENT);
        var wrong = new Request(
                ExecutionKind.API,
                JsonObject.builder().put("n", "many").put("x", 1).build(),
                JsonObject.empty());

        assertThatThrownBy(() -> sst.executions().execute(id, wrong))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.problems())
                                .extracting("field")
                                .containsExactlyInAnyOrder("parameters.n", "parameters.x"));
        assertThat(sst.executions().newest(List.of(id))).isEmpty();
    }

    @Test
    void moreValuesThanAScriptCanBeHandedAreToldWhenItIsWrittenAndRefusedBeforeAnythingIsSent() {
        var large = JsonObject.builder().put("text", "x".repeat(64 * 1024)).build();
        var definition = definition("large").toBuilder().parameters(large).build();
        TestId id = sst.tests().create(definition, ME).test().id();

        assertThat(sst.tests().validate(definition).codeErrors())
                .extracting(Problem::field)
                .containsExactly("test_parameters");
        assertThatThrownBy(() -> sst.deployments().deploy(id, true, DeploymentProgress.SILENT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at most 65536 can be handed over");
        assertThat(sst.tests().get(id).live()).isEmpty();
    }

    @Test
    void moreValuesThanAScriptCanBeHandedAreRefusedWhenTheyAreGivenToAnExecution() {
        TestId id = sst.tests()
                .create(
                        definition("asked").toBuilder()
                                .parameters(JsonObject.builder().put("text", "").build())
                                .build(),
                        ME)
                .test()
                .id();
        sst.deployments().deploy(id, false, DeploymentProgress.SILENT);
        var large = JsonObject.builder().put("text", "x".repeat(64 * 1024)).build();

        assertThatThrownBy(
                        () -> sst.executions().execute(id, new Request(ExecutionKind.API, large, JsonObject.empty())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("parameters: have");
        assertThat(sst.executions().newest(List.of(id))).isEmpty();
    }

    @Test
    void aRunningExecutionIsCancelledAndAFinishedOneIsNot() {
        TestId id = deployed("login");
        Execution running = sst.executions().execute(id, Request.manual());

        sst.executions().cancel(running.id());
        Execution ended = sst.executions().await(running.id(), SOON);

        assertThat(ended.verdict().orElseThrow().verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(reasonOf(() -> sst.executions().cancel(running.id()))).isEqualTo(Reason.ALREADY_FINISHED);
    }

    @Test
    void anotherDeploymentToThePackMakesThisOneWaitAndThenGiveUp() {
        TestId id = sst.tests().create(definition("login"), ME).test().id();
        stores.leases().hold("pack/" + TestDefinition.DEFAULT_PACK, "somebody", Duration.ofMinutes(1));

        assertThat(reasonOf(() -> sst.deployments().deploy(id, false, DeploymentProgress.SILENT)))
                .isEqualTo(Reason.DEPLOYMENT_IN_PROGRESS);
        assertThat(sst.tests().get(id).live()).isEmpty();
    }

    @Test
    void deletingATestResolvesItsIncidentWithANoteAndKeepsItsExecutionsReadable() {
        engine.endAtOnce(order -> printed("{\"status\":\"failed\"}"));
        TestId id = deployed("login");
        Execution failed = run(id);

        sst.tests().delete(id, ME);

        var incident = sst.incidents().list(IncidentQuery.newest(1)).get(0);
        assertThat(incident.resolved()).isTrue();
        assertThat(incident.notes())
                .extracting("text")
                .anySatisfy(note -> assertThat((String) note).contains("deleted"));
        assertThat(sst.executions().get(failed.id()).state().finished()).isTrue();
    }

    @Test
    void theOutputOfAFinishedExecutionIsReadFromAnyByteInPieces() {
        engine.endAtOnce(order -> printed("zürich\n{}"));
        Execution finished = run(deployed("login"));

        assertThat(sst.executions().output(finished.id(), 0, 100).text()).isEqualTo("zürich\n{}");
        assertThat(sst.executions().output(finished.id(), 8, 100).text()).isEqualTo("{}");
        assertThat(sst.executions().output(finished.id(), 2, 100).text()).startsWith("ü");
        assertThat(sst.executions().output(finished.id(), 99, 100).text()).isEmpty();
        assertThat(sst.executions().output(finished.id(), 0, 2)).isEqualTo(new OutputChunk(0, "z", 1, false));
    }

    @Test
    void withoutAnInspectorItIsSaidThatNothingWasChecked() {
        assertThat(sst.tests().validate(definition("x")).warnings())
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("not checked"));
    }

    @Test
    void aWorkflowThatCannotWorkIsStoredWithWarningsAndNotDeployed() {
        Problem broken = Problem.at("test_code", 3, 8, "the list is never closed");
        try (SstCore reading = SstCore.builder(engine)
                .stores(stores)
                .inspector(any -> new CodeInspection(null, "", List.of(broken), List.of(), null))
                .start()) {
            var stored = reading.tests()
                    .create(
                            TestDefinition.builder("flow", TestType.WORKFLOW)
                                    .code("version: 1.0\ntasks:\n  one: [\n")
                                    .build(),
                            ME);

            assertThat(stored.findings().codeErrors()).containsExactly(broken);
            for (boolean force : new boolean[] {false, true}) {
                assertThatThrownBy(() ->
                                reading.deployments().deploy(stored.test().id(), force, DeploymentProgress.SILENT))
                        .isInstanceOfSatisfying(
                                InvalidInputException.class,
                                e -> assertThat(e.problems()).containsExactly(broken));
            }
        }
    }
}
