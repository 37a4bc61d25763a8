package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.InvalidInputException;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for a person's answer would be left behind in StackStorm by every run. */
final class InquiryTest extends EngineScene {

    @BeforeEach
    void inquiry() {
        stackStorm.addAction("other.ask", "inquirer");
    }

    @Test
    void anActionThatWaitsForAnAnswerIsNoTest() {
        refused(new DeploymentOrder(
                Orders.TEST,
                1,
                TestDefinition.builder("n", TestType.ACTION)
                        .existing("other.ask")
                        .build(),
                null,
                null));
    }

    @Test
    void aRuleWhoseActionWaitsForAnAnswerIsNoTest() {
        var document = new CodeDocument(
                RuleWorld.json("{'trigger': {'type': 'p.event'}, 'action': {'ref': 'other.ask'}}"), Map.of());
        refused(new DeploymentOrder(
                Orders.TEST,
                1,
                TestDefinition.builder("n", TestType.RULE).code("...").build(),
                null,
                document,
                null));
    }

    private void refused(DeploymentOrder order) {
        assertThat(engine.deployer().plan(order).blockers())
                .anySatisfy(problem -> assertThat(problem.message()).contains("other.ask waits for a person's answer"));
        assertThatThrownBy(() -> engine.deployer().deploy(order, DeploymentProgress.SILENT))
                .isInstanceOf(InvalidInputException.class);
        assertThat(stackStorm.requests().writes()).isZero();
    }
}
