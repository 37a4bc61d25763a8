package dev.sst.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.Deployment.Input;
import dev.sst.deployment.Deployment.Written;
import dev.sst.deployment.Drift;
import dev.sst.deployment.Drifted;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documents within rows; those of earlier versions are read for ever. */
final class DocumentsTest {
    private static final Instant AT = Instant.parse("2026-05-04T03:02:01.123456Z");

    @Test
    void aDeploymentOfAnyTypeComesBackAsItWas() {
        var workflow = Deployment.builder("synthetic_tests.t_order_1a2b", TestType.WORKFLOW, 7, "stackstorm", AT)
                .contentHash("ab".repeat(32))
                .files(List.of(new DeployedFile("t_order_1a2b/0123/workflow.yaml", "cd".repeat(32))))
                .inputs(List.of(
                        new Input("host", true, null),
                        new Input("nothing", false, JsonNull.NULL),
                        new Input(
                                "deep",
                                false,
                                JsonObject.builder().put("a", "{{ b }}").build())))
                .objects(List.of(new Written("trigger type", "synthetic_tests.order")))
                .build();

        assertThat(Documents.deployment(Documents.deployment(workflow))).isEqualTo(workflow);
    }

    @Test
    void contentThatWasSwitchedOffThenComesBackAsSuch() {
        var rule = Deployment.builder("p.r", TestType.RULE, 1, "stackstorm", AT)
                .disabledThen(true)
                .build();

        assertThat(Documents.deployment(Documents.deployment(rule))).isEqualTo(rule);
    }

    @Test
    void whatWasFoundToDifferComesBackAsItWas() {
        var live = Deployment.builder("p.t", TestType.ACTION, 1, "stackstorm", AT)
                .shape(CodeShape.SCRIPT)
                .contentHash("abab")
                .build();
        var drift = new Drift(List.of("the action is disabled", "its file is another"));

        for (Drifted found : List.of(new Drifted(AT, drift, false), new Drifted(AT, drift, true))) {
            Deployment changed = live.withDrifted(found);
            assertThat(Documents.deployment(Documents.deployment(changed))).isEqualTo(changed);
        }
    }

    @Test
    void aDeploymentStoredByTheFirstVersionIsAnAction() {
        String stored = "{\"revision\": 1, \"engine\": \"stackstorm\", \"ref\": \"synthetic_tests.t_login_1a2b\","
                + " \"contentHash\": \"abab\", \"files\": [{\"path\": \"t/0123/test.py\", \"sha256\": \"cdcd\"}],"
                + " \"deployedAt\": \"2026-05-04T03:02:01.123456Z\", \"shape\": \"SCRIPT\", \"packVersion\": \"0.1.0\"}";

        assertThat(Documents.deployment(stored))
                .isEqualTo(Deployment.builder("synthetic_tests.t_login_1a2b", TestType.ACTION, 1, "stackstorm", AT)
                        .shape(CodeShape.SCRIPT)
                        .contentHash("abab")
                        .files(List.of(new DeployedFile("t/0123/test.py", "cdcd")))
                        .packVersion("0.1.0")
                        .build());
    }
}
