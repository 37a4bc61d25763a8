package dev.sst.stackstorm;

import dev.sst.deployment.Deployment;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.spi.Engine;
import dev.sst.testkit.engine.EngineContract;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * The engine's contract on a real StackStorm: {@code ./mvnw verify -Pstackstorm-live} with {@code ST2_API_URL}, {@code
 * ST2_AUTH_URL}, {@code ST2_STREAM_URL} and {@code ST2_API_KEY}.
 */
@Tag("live")
final class StackStormEngineLiveTest extends EngineContract {

    private static final String PACK = "sst_contract";

    private static StackStormEngine engine;

    @BeforeAll
    static void open() {
        engine = StackStormEngine.at(LiveStackStorm.settings("engine-contract"), InstantSource.system());
    }

    /** The pack was made by the suite, and goes with all that is in it. */
    @AfterAll
    static void leaveNothingBehind() {
        engine.close();
        try (var transport = new HttpTransport(LiveStackStorm.settings("engine-contract"))) {
            var client = LiveStackStorm.client(transport);
            var own = new OwnExecutions(
                    client, new Executions(client), InstantSource.system(), Pause.real(), new SystemRequestIds());
            own.run(
                    "packs.uninstall",
                    JsonObject.builder()
                            .put("packs", JsonArray.of(new JsonString(PACK)))
                            .build(),
                    Duration.ofMinutes(2));
        }
    }

    /** Over the API, by which an action's files are written whatever they are of. */
    @Override
    protected void edit(Deployment deployment, String name, String text) {
        String written = deployment.files().stream()
                .map(Deployment.DeployedFile::path)
                .filter(each -> each.endsWith("/" + name))
                .findFirst()
                .orElseThrow();
        try (var transport = new HttpTransport(LiveStackStorm.settings("engine-contract"))) {
            var client = LiveStackStorm.client(transport);
            String path = "/v1/actions/" + deployment.ref();
            LiveAction live = new LiveAction(client.object(Request.get(path)).orElseThrow());
            JsonObject edited = JsonObject.builder()
                    .put("file_path", written)
                    .put("content", text)
                    .build();
            client.send(Request.put(path, live.body().with("data_files", JsonArray.of(edited))));
        }
    }

    @Override
    protected String pack() {
        return PACK;
    }

    @Override
    protected Engine engine() {
        return engine;
    }
}
