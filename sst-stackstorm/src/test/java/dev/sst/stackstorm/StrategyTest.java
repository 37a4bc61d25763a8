package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.spi.Probe;
import dev.sst.spi.Probe.State;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which way a test's code gets to the runners, from what is known. */
final class StrategyTest {
    private static final Deployment KEPT = Deployment.builder(
                    "default.t", TestType.ACTION, 1, "stackstorm", Instant.EPOCH)
            .shape(CodeShape.SCRIPT)
            .contentHash("0123456789abcdef")
            .build();
    private static final Deployment WITH_FILES = Deployment.builder(
                    "default.t", TestType.ACTION, 1, "stackstorm", Instant.EPOCH)
            .shape(CodeShape.SCRIPT)
            .contentHash("0123456789abcdef")
            .files(List.of(new DeployedFile("t/0123456789ab/sst_harness.py", "hash")))
            .build();

    @ParameterizedTest
    @CsvSource({"FAILS, DATABASE_ONLY", "WORKS, FILES", "LIMITED, FILES"})
    void whatAProbeFoundOfFilesDecidesWhateverIsLive(State files, Strategy expected) {
        assertThat(Strategy.of(files, order(CodeShape.SCRIPT, null))).isEqualTo(expected);
        assertThat(Strategy.of(files, order(CodeShape.SCRIPT, KEPT))).isEqualTo(expected);
        assertThat(Strategy.of(files, order(CodeShape.SCRIPT, WITH_FILES))).isEqualTo(expected);
    }

    @Test
    void withoutKnowledgeAScriptStaysAsItIsAndTheFirstHasFiles() {
        for (Optional<Probe> unknown : List.of(
                Optional.<Probe>empty(),
                ActionDeployers.files(State.UNKNOWN),
                Optional.of(new Probe(Instant.EPOCH, List.of(), List.of())))) {
            assertThat(Strategy.of(Strategy.files(unknown), order(CodeShape.SCRIPT, null)))
                    .isEqualTo(Strategy.FILES);
            assertThat(Strategy.of(Strategy.files(unknown), order(CodeShape.SCRIPT, WITH_FILES)))
                    .isEqualTo(Strategy.FILES);
            assertThat(Strategy.of(Strategy.files(unknown), order(CodeShape.SCRIPT, KEPT)))
                    .isEqualTo(Strategy.DATABASE_ONLY);
            assertThat(Strategy.of(Strategy.files(unknown), order(CodeShape.ACTION_CLASS, KEPT)))
                    .as("a class cannot stay without files")
                    .isEqualTo(Strategy.FILES);
        }
    }

    @Test
    void contentThatIsNotOursWasNotDeployedWithoutFiles() {
        Deployment existing = Deployment.builder("p.a", TestType.ACTION, 1, "stackstorm", Instant.EPOCH)
                .build();

        assertThat(Strategy.withoutFiles(existing)).isFalse();
        assertThat(Strategy.withoutFiles(KEPT)).isTrue();
    }

    private static DeploymentOrder order(CodeShape shape, @Nullable Deployment live) {
        return new DeploymentOrder(Orders.TEST, 1, Orders.script("print(1)\n").definition(), shape, live);
    }
}
