package dev.sst.stackstorm;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonString;
import dev.sst.spi.Deployer;
import dev.sst.testkit.stackstorm.ScriptedExecution;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A StackStorm whose runners clone packs from a plain web server, for real. */
abstract class GitDeployments {

    @TempDir
    Path folder;

    final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    ServedFolder served;
    StackStormEngine engine;
    Deployer deployer;

    @BeforeEach
    void serve() {
        stackStorm.clones(ServedFolder::cloned);
        served = ServedFolder.of(folder);
        engine = StackStormEngine.at(
                Orders.settings(stackStorm).git(served.settings()).build(), InstantSource.system());
        deployer = engine.deployer();
    }

    @AfterEach
    void close() {
        engine.close();
        served.close();
        stackStorm.close();
    }

    PackRepositories repositories() {
        return PackRepositories.in(folder, InstantSource.system());
    }

    String address(String pack, String version) {
        return served.settings().repository(pack) + "=" + version;
    }

    /** What was executed to bring packs, oldest first: the action and its source. */
    List<String> brought() {
        return Orders.runs(stackStorm).stream()
                .filter(run -> run.ref().equals("packs.install") || run.ref().equals("packs.download"))
                .map(GitDeployments::brought)
                .toList();
    }

    private static String brought(ScriptedExecution run) {
        JsonArray packs = (JsonArray) run.parameters().get("packs").orElseThrow();
        return run.ref() + " " + ((JsonString) packs.items().get(0)).value();
    }
}
