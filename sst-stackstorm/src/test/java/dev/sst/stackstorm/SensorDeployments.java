package dev.sst.stackstorm;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.Deployer;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.ScriptedExecution;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A StackStorm that holds the sensor of one test, or is to. */
abstract class SensorDeployments {
    static final String PACK = "disk_watch";
    static final String REF = PACK + ".DiskSensor_j8z4qk7m";
    static final String CODE = "class DiskSensor:\r\n    pass\n";
    static final JsonObject METADATA =
            RuleWorld.json("{'class_name': 'DiskSensor', 'trigger_types': [{'name': 'full'}]}");

    final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    final StackStormEngine engine = Orders.engine(stackStorm);
    final Deployer deployer = engine.deployer();

    @AfterEach
    void close() {
        engine.close();
        stackStorm.close();
    }

    StackStormClient client() {
        var settings = Orders.settings(stackStorm).build();
        return new StackStormClient(
                new HttpTransport(settings), Credentials.apiKey(ScriptedStackStorm.API_KEY), () -> "request");
    }

    Deployment deploy(DeploymentOrder order) {
        return deployer.deploy(order, DeploymentProgress.SILENT);
    }

    List<String> blockers(DeploymentOrder order) {
        return deployer.plan(order).blockers().stream().map(Problem::message).toList();
    }

    List<String> runs() {
        return Orders.runs(stackStorm).stream().map(ScriptedExecution::ref).toList();
    }

    String file(String path) {
        return stackStorm.files().getOrDefault(PACK + "/" + path, "");
    }

    JsonObject metadata() {
        return (JsonObject) JsonText.parse(file("sensors/DiskSensor_j8z4qk7m.yaml"));
    }

    static DeploymentOrder order(String code) {
        return order(code, METADATA);
    }

    static DeploymentOrder order(String code, JsonObject metadata) {
        return order(code, metadata, CodeDocument.sensor("DiskSensor", true), null);
    }

    static DeploymentOrder order(String code, JsonObject metadata, CodeDocument document, @Nullable Deployment live) {
        return new DeploymentOrder(Orders.TEST, 1, definition(code, metadata), null, document, live);
    }

    static TestDefinition definition(String code, JsonObject metadata) {
        return TestDefinition.builder("Disk is watched", TestType.SENSOR)
                .pack(PACK)
                .code(code)
                .metadata(metadata)
                .build();
    }
}
