package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.Deployments;
import dev.sst.InvalidInputException;
import dev.sst.Problem;
import dev.sst.core.memory.MemoryStores;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.engine.ScriptedEngine;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deploying in spite of Python that our Python does not read. */
class ForcedDeploymentTest {
    private static final Problem NEWER = Problem.at("test_code", 1, 1, "invalid syntax");
    private static final Problem HELPERS = Problem.at("metadata.actions.look.code", 1, 1, "invalid syntax");

    /** Cannot read Python, and has nothing against a workflow. */
    private static CodeInspection inspect(TestDefinition definition) {
        return new CodeInspection(
                null, "", definition.type() == TestType.WORKFLOW ? List.of() : List.of(NEWER), List.of(), null);
    }

    @Test
    void theHelperOfAWorkflowCanBeForcedAsAnActionCan() {
        var definition = TestDefinition.builder("flow", TestType.WORKFLOW)
                .code("version: 1.0\ntasks:\n  one:\n    action: helper.look\n")
                .metadata((JsonObject) JsonText.parse("{\"actions\": {\"look\": {\"code\": \"print(1)\"}}}"))
                .build();
        try (SstCore sst = SstCore.builder(new ScriptedEngine(InstantSource.system()))
                .stores(MemoryStores.create(InstantSource.system()))
                .inspector(ForcedDeploymentTest::inspect)
                .start()) {
            TestId id = sst.tests().create(definition, "me").test().id();

            assertThatThrownBy(() -> sst.deployments().deploy(id, false, DeploymentProgress.SILENT))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.problems()).containsExactly(HELPERS));
            Deployments.Deployed forced = sst.deployments().deploy(id, true, DeploymentProgress.SILENT);
            assertThat(forced.warnings()).contains(HELPERS);
        }
    }
}
