package dev.sst.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.testkit.server.ServerProcess;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a client reads when the StackStorm behind the server answers badly: 200 with the reason from the status route, 502 to 504
 * with a problem document where the request itself needed StackStorm, soon, and nothing half done.
 */
final class BadAnswersOverHttpTest {
    private static final String API = "/api/v1/tests/";
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    private static Path folder;

    private static ScriptedStackStorm stackStorm;
    private static ServerProcess server;
    private static String deployed;
    private static String draft;

    @BeforeAll
    static void start() {
        stackStorm = ScriptedStackStorm.start();
        stackStorm.addPack("synthetic_tests");
        server = OwnJvm.start(
                folder,
                Map.of(
                        "STACKSTORM_API_URL", stackStorm.root() + "/api",
                        "STACKSTORM_AUTH_URL", stackStorm.root() + "/auth",
                        "STACKSTORM_STREAM_URL", stackStorm.root() + "/stream",
                        "STACKSTORM_API_KEY", ScriptedStackStorm.API_KEY,
                        "STACKSTORM_TIMEOUT", "1"));
        deployed = server.deployedTest("deployed", "print(1)\n");
        draft = server.post(
                        "/tests/",
                        JsonObject.builder()
                                .put("name", "draft")
                                .put("test_type", "action")
                                .put("test_code", "print(1)\n")
                                .build())
                .text("test_id")
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        server.close();
        stackStorm.close();
    }

    @AfterEach
    void answerWellAgain() {
        stackStorm.faults().clear();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "BAD_GATEWAY",
                "HTML",
                "EMPTY_BODY",
                "HALF_BODY",
                "ENDLESS_BODY",
                "STALLED_BODY",
                "NEVER_ANSWER",
                "REDIRECT"
            })
    void clientsAreToldTheReasonSoonAndNothingIsHalfDone(Fault fault) throws InterruptedException {
        stackStorm.faults().always(fault);
        long writes = stackStorm.requests().writes();

        JsonObject status = server.get("/tests/stackstorm/status");
        assertThat(status.get("connected")).contains(JsonBoolean.FALSE);
        assertThat(status.text("error")).hasValueSatisfying(BadAnswersOverHttpTest::assertReadable);
        assertToldWhy("POST", draft + "/deploy");
        assertToldWhy("GET", "stackstorm/executions");
        assertToldWhy("DELETE", deployed);

        assertThat(stackStorm.requests().writes()).isEqualTo(writes);
        assertThat(server.get("/tests/" + draft).get("deployed")).contains(JsonBoolean.FALSE);
        assertThat(server.get("/tests/" + deployed).get("deployed")).contains(JsonBoolean.TRUE);
    }

    private static void assertToldWhy(String method, String path) throws InterruptedException {
        long before = System.nanoTime();

        HttpResponse<String> answer = server.send(method, API + path, null);

        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(502, 504);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertReadable(
                ((JsonObject) JsonText.parse(answer.body())).text("detail").orElse(""));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }

    private static void assertReadable(String words) {
        assertThat(words).contains("StackStorm").doesNotContainPattern("<html|Exception|java\\.");
    }
}
