package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.testkit.incident.IncidentReceiver;
import dev.sst.testkit.incident.ReceiverFault;
import dev.sst.testkit.server.ServerProcess;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedEnding;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server is killed at each stage of an execution and started again: the same end, one run at StackStorm, one incident in
 * our register and one at the receiver.
 */
class KilledServerTest {
    private static final String FAILING = "#!/usr/bin/env python3\n# what it prints is scripted\n";
    private static final ScriptedEnding FAILURE = ScriptedEnding.script(0, "{\"status\": \"failed\"}\n");
    private static final ScriptedStackStorm STACKSTORM = ScriptedStackStorm.start();
    private static final IncidentReceiver RECEIVER = IncidentReceiver.start();
    private static final Map<String, Integer> CREATED_BEFORE = new HashMap<>();

    private static EmbeddedPostgres postgres;
    private static ServerProcess server;

    @TempDir
    private static Path home;

    /** Where the server dies. */
    enum Stage {
        BEFORE_THE_START_ARRIVES {
            @Override
            BooleanSupplier arm() {
                return afterRequest(RequestKind.START, Fault.NEVER_ANSWER);
            }
        },
        BEFORE_THE_START_IS_ANSWERED {
            @Override
            BooleanSupplier arm() {
                STACKSTORM.behave(run -> {
                    server.kill();
                    return FAILURE;
                });
                return () -> true;
            }
        },
        WHILE_IT_RUNS {
            @Override
            BooleanSupplier arm() {
                STACKSTORM.behave(run -> FAILURE.after(Duration.ofSeconds(3)));
                return () ->
                        STACKSTORM.executions().size() > executionsBefore && "running".equals(server.status(execution));
            }
        },
        BEFORE_THE_VERDICT {
            @Override
            BooleanSupplier arm() {
                return afterRequest(RequestKind.COLLECT, Fault.NEVER_ANSWER);
            }
        },
        BEFORE_THE_DELIVERY {
            @Override
            BooleanSupplier arm() {
                RECEIVER.next(ReceiverFault.TOO_SLOW);
                int before = RECEIVER.requests().size();
                return () -> RECEIVER.requests().size() > before;
            }
        },
        DURING_THE_DELIVERY {
            @Override
            BooleanSupplier arm() {
                RECEIVER.next(ReceiverFault.SILENT);
                int before = RECEIVER.creates();
                return () -> RECEIVER.creates() > before;
            }
        };

        static int executionsBefore;
        static String execution = "";

        /** Prepares the place; whether it has been reached. */
        abstract BooleanSupplier arm();

        private static BooleanSupplier afterRequest(RequestKind kind, Fault fault) {
            long before = STACKSTORM.requests().count(kind);
            STACKSTORM.faults().always(kind, fault);
            return () -> STACKSTORM.requests().count(kind) > before;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        STACKSTORM.addPack("synthetic_tests");
        server = startServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        STACKSTORM.close();
        RECEIVER.close();
        postgres.close();
    }

    private static ServerProcess startServer() {
        return OwnJvm.start(
                home,
                Map.of(
                        "DATABASE_URL", "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres",
                        "STACKSTORM_API_URL", STACKSTORM.root() + "/api",
                        "STACKSTORM_AUTH_URL", STACKSTORM.root() + "/auth",
                        "STACKSTORM_STREAM_URL", STACKSTORM.root() + "/stream",
                        "STACKSTORM_API_KEY", ScriptedStackStorm.API_KEY,
                        "INCIDENT_API_URL", RECEIVER.url().toString()),
                "--sst.execution.lease=3",
                "--sst.incidents.delivery-lease=8");
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void aServerKilledAtAnyStageComesToTheSameEnd(Stage stage) {
        STACKSTORM.behave(run -> FAILURE);
        String test = server.deployedTest(stage.name(), FAILING);
        CREATED_BEFORE.putAll(STACKSTORM.createdPerKey());
        int createsBefore = RECEIVER.creates();
        Stage.executionsBefore = STACKSTORM.executions().size();
        BooleanSupplier reached = stage.arm();

        Stage.execution = server.execute(test);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(reached::getAsBoolean);
        server.kill();
        STACKSTORM.faults().clear();
        STACKSTORM.behave(run -> FAILURE);
        server = startServer();

        JsonObject finished = server.awaitFinished(Stage.execution);
        assertThat(finished.text("verdict")).contains("failed");
        assertThat(startsUnderNewKeys()).as("runs at StackStorm, by key").containsExactly(1);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(deliveryStates(test)).containsExactly("delivered"));
        assertThat(RECEIVER.creates() - createsBefore)
                .as("incidents at the receiver")
                .isEqualTo(1);
    }

    private static List<Integer> startsUnderNewKeys() {
        Map<String, Integer> created = new HashMap<>(STACKSTORM.createdPerKey());
        created.keySet().removeAll(CREATED_BEFORE.keySet());
        return List.copyOf(created.values());
    }

    private static List<String> deliveryStates(String test) {
        List<JsonObject> incidents = server.list("/incidents?test_id=" + test);
        assertThat(incidents).as("incidents in our register").hasSize(1);
        return ((JsonArray) incidents.get(0).get("deliveries").orElseThrow())
                .items().stream()
                        .map(delivery -> ((JsonObject) delivery).text("state").orElseThrow())
                        .toList();
    }
}
