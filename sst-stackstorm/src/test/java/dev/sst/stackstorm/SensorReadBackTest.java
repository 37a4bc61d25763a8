package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.ReadBack;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What is read back of a sensor whose pack somebody edited on StackStorm's disk. */
final class SensorReadBackTest extends SensorDeployments {
    private static final String EDITED = "class DiskSensor:\n    found = True\n";

    @Test
    void theAuthorsTextIsAFileOfThePack() {
        Deployment deployment = deploy(order(CODE));
        assertThat(readBack(deployment, METADATA)).isEqualTo(ReadBack.of(CODE, ""));

        edit(deployment, "sst_code_");

        assertThat(readBack(deployment, METADATA)).isEqualTo(ReadBack.of(EDITED, ""));
    }

    @Test
    void whatIsOursAndWasEditedIsAnObstacle() {
        Deployment deployment = deploy(order(CODE));
        edit(deployment, "sst_code_");
        String ours = edit(deployment, "sst_sensor_");

        assertThat(readBack(deployment, METADATA).obstacles())
                .containsExactly("file " + ours + " has other content than was deployed");
    }

    @Test
    void oneThatIsToRunAndWasSwitchedOffIsNotReadBack() {
        JsonObject kept = METADATA.with("keep_running", JsonBoolean.TRUE);
        Deployment deployment = deploy(order(CODE, kept));
        edit(deployment, "sst_code_");
        assertThat(readBack(deployment, kept).obstacles()).isEmpty();

        new Sensors(client()).enable(REF, false);

        assertThat(readBack(deployment, kept).obstacles()).containsExactly("sensor " + REF + " was disabled");
    }

    @Test
    void whatWentWithItsPackIsNotReadBack() {
        Deployment deployment = deploy(order(CODE));
        deployer.undeploy(Orders.TEST, deployment, DeploymentProgress.SILENT);

        assertThat(readBack(deployment, METADATA).obstacles())
                .containsExactly("pack " + PACK + " does not exist", "sensor " + REF + " does not exist");
    }

    private ReadBack readBack(Deployment deployment, JsonObject metadata) {
        return deployer.readBack(order(CODE, metadata, CodeDocument.sensor("DiskSensor", true), deployment));
    }

    private String edit(Deployment deployment, String beginning) {
        String path = deployment.files().stream()
                .map(Deployment.DeployedFile::path)
                .filter(each -> each.startsWith("sensors/" + beginning))
                .findFirst()
                .orElseThrow();
        stackStorm.putFile(PACK, path, EDITED);
        return path;
    }
}
