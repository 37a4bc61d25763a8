package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.EngineRejectedException;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.testkit.stackstorm.RequestKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whole packs by git: sensors, and packs that do not exist yet. */
final class GitPacksTest extends GitDeployments {

    private static final String PACK = SensorDeployments.PACK;

    private Deployment deployed(String code, @Nullable Deployment live) {
        return deployer.deploy(
                SensorDeployments.order(
                        code, SensorDeployments.METADATA, CodeDocument.sensor("DiskSensor", true), live),
                DeploymentProgress.SILENT);
    }

    private static String version(Deployment deployment) {
        return "1.0.0+" + deployment.contentHash().substring(0, 12);
    }

    @Test
    void aSensorIsClonedByItsVersionAndNothingIsStaged() {
        Deployment deployment = deployed(SensorDeployments.CODE, null);

        assertThat(brought()).containsExactly("packs.install " + address(PACK, version(deployment)));
        assertThat(stackStorm.requests().count(RequestKind.CREATE_ACTION)).isZero();
        assertThat(stackStorm.sensor(SensorDeployments.REF)).isPresent();
        assertThat(deployment.packVersion()).isEqualTo(version(deployment));
        assertThat(deployer.inspect(Orders.TEST, deployment).differences()).isEmpty();
    }

    @Test
    void otherCodeIsAnotherVersionAndTheFirstOneAgainIsTheFirstVersion() {
        Deployment first = deployed(SensorDeployments.CODE, null);
        Deployment second = deployed(SensorDeployments.CODE + "x = 1\n", first);
        Deployment back = deployed(SensorDeployments.CODE, second);

        assertThat(brought())
                .containsExactly(
                        "packs.install " + address(PACK, version(first)),
                        "packs.install " + address(PACK, version(second)),
                        "packs.install " + address(PACK, version(first)));
        assertThat(back.packVersion()).isEqualTo(first.packVersion());
        assertThat(stackStorm.files().keySet())
                .noneMatch(path -> path.contains(second.contentHash().substring(0, 12)));
    }

    @Test
    void aDeploymentThatDiedAfterItsCommitIsTakenUpAgain() {
        stackStorm.clones(source -> Map.of());
        assertThatThrownBy(() -> deployed(SensorDeployments.CODE, null)).isInstanceOf(EngineRejectedException.class);
        Map<String, String> committed = repositories().head(PACK);
        stackStorm.clones(ServedFolder::cloned);

        Deployment deployment = deployed(SensorDeployments.CODE, null);

        assertThat(repositories().head(PACK)).isEqualTo(committed);
        assertThat(deployer.inspect(Orders.TEST, deployment).differences()).isEmpty();
    }

    @Test
    void whatNoRunnerCanCloneIsTakenBack() {
        stackStorm.clones(source -> Map.of());

        assertThatThrownBy(() -> deployed(SensorDeployments.CODE, null)).isInstanceOf(EngineRejectedException.class);

        assertThat(stackStorm.files()).isEmpty();
        assertThat(Orders.runs(stackStorm)
                        .get(Orders.runs(stackStorm).size() - 1)
                        .ref())
                .isEqualTo("packs.uninstall");
    }

    @Test
    void aRepositoryThatCannotBeWrittenSaysWhich() throws IOException {
        Files.writeString(folder.resolve(PACK + ".git"), "no repository");

        assertThatThrownBy(() -> deployed(SensorDeployments.CODE, null))
                .isInstanceOf(EngineRejectedException.class)
                .hasMessageContaining("the repository of pack disk_watch, " + folder.resolve(PACK + ".git"));
        assertThat(brought()).isEmpty();
    }

    @Test
    void itSaysWhichAddressTheRunnersAreToClone() {
        List<String> steps = new ArrayList<>();

        deployer.deploy(SensorDeployments.order(SensorDeployments.CODE), steps::add);

        assertThat(steps)
                .anySatisfy(step -> assertThat(step)
                        .contains(
                                "for the runners to clone " + served.settings().repository(PACK) + "=1.0.0+"));
    }
}
