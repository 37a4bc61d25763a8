package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.spi.ChangeFeed.Subject;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events over a real connection. */
@Timeout(60)
final class EventStreamTest {
    private ServedWeb served;

    @BeforeEach
    void open() throws Exception {
        served = new ServedWeb();
    }

    @AfterEach
    void close() throws Exception {
        served.close();
    }

    private String createTest(String name, String code) {
        var definition =
                TestDefinition.builder(name, TestType.ACTION).code(code).build();
        return served.sst.create(definition, "ada").test().id().value();
    }

    private static String next(Iterator<String> lines, String beginning) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended before a line that begins with " + beginning);
    }

    @Test
    void aChangeArrivesAsTheResourceWithItsCursorAsId() throws Exception {
        createTest("before", "1");
        var response = served.events(null);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
        Iterator<String> lines = response.body().iterator();
        assertThat(next(lines, "id:")).isEqualTo("id: 1");

        String id = createTest("login", "print(1)");
        assertThat(next(lines, "event:")).isEqualTo("event: test");
        assertThat(lines.next()).isEqualTo("id: 2");
        String resource = served.get("/api/v1/tests/" + id).body();
        assertThat(lines.next()).isEqualTo("data: " + resource);
        response.body().close();
    }

    @Test
    void whoComesBackGoesOnBehindTheLastId() throws Exception {
        for (int i = 1; i <= 4; i++) {
            createTest("test " + i, "1");
        }
        var response = served.events("2");
        Iterator<String> lines = response.body().iterator();
        assertThat(next(lines, "data:")).contains("test 3");
        assertThat(next(lines, "data:")).contains("test 4");
        response.body().close();
    }

    @Test
    void anIdOfAnotherPlaceCountsAsTheEnd() throws Exception {
        createTest("before", "1");
        var response = served.events("from-elsewhere");
        Iterator<String> lines = response.body().iterator();
        next(lines, "id:");
        createTest("after", "1");
        assertThat(next(lines, "data:")).contains("after");
        response.body().close();
    }

    @Test
    void severalChangesOfOneThingAreToldOnceWithTheLastId() throws Exception {
        String id = createTest("login", "1");
        served.sst.changed(Subject.TEST, id);
        served.sst.changed(Subject.TEST, id);
        var response = served.events("0");
        Iterator<String> lines = response.body().iterator();
        next(lines, "id:");
        assertThat(next(lines, "id:")).isEqualTo("id: 3");
        response.body().close();
    }

    @Test
    void aChangeThatCannotBeToldHoldsUpNobody() throws Exception {
        served.sst.changed(Subject.TEST, "no id, but a row that somebody wrote by hand");
        createTest("after", "1");
        var response = served.events("0");
        assertThat(next(response.body().iterator(), "data:")).contains("after");
        response.body().close();
    }

    @Test
    void everyStepOfADeploymentIsTold() throws Exception {
        String id = createTest("login", "1");
        var response = served.events(null);
        Iterator<String> lines = response.body().iterator();
        next(lines, "id:");
        var client = HttpClient.newHttpClient();
        var deploy = HttpRequest.newBuilder(served.address("/api/v1/tests/" + id + "/deploy"))
                .header("Prefer", "respond-async")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        var answer = client.send(deploy, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(next(lines, "data:")).contains("writing the action");
        assertThat(next(lines, "data:")).contains("\"state\":\"done\"");
        response.body().close();
    }

    @Test
    void aDeploymentGoesOnWhenItsStepsCannotBeTold() throws Exception {
        String id = createTest("login", "1");
        var response = served.events(null);
        next(response.body().iterator(), "id:");
        served.sst.unreadableAtSteps = true;

        var answer = served.post("/api/v1/tests/" + id + "/deploy");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"state\":\"done\"");
        response.body().close();
    }

    @Test
    void aTestThatIsGoneIsToldAsDeleted() throws Exception {
        String id = createTest("login", "1");
        served.sst.delete(new TestId(id), "ada");
        var response = served.events("0");
        assertThat(next(response.body().iterator(), "data:"))
                .isEqualTo("data: {\"test_id\":\"" + id + "\",\"deleted\":true}");
        response.body().close();
    }

    @Test
    void whoDoesNotReadIsDroppedAndNobodyWaitsForThem() throws Exception {
        List<String> ids = IntStream.range(0, 40)
                .mapToObj(i -> createTest("test " + i, "x".repeat(400_000)))
                .toList();
        try (Socket lazy = new Socket("127.0.0.1", served.address("/").getPort())) {
            lazy.setReceiveBufferSize(4096);
            lazy.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var reader = served.events("39");
            Iterator<String> lines = reader.body().iterator();
            assertThat(next(lines, "event:")).isEqualTo("event: test");
            assertThat(ids).hasSize(40);
            await().atMost(Duration.ofSeconds(20)).until(() -> served.web.openStreams() == 1);
            reader.body().close();
        }
    }

    @Test
    void theFeedIsReadOnlyWhileSomebodyListens() throws Exception {
        assertThat(threads()).isZero();
        var response = served.events(null);
        next(response.body().iterator(), "id:");
        assertThat(threads()).isEqualTo(1);
        served.web.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> threads() == 0);
        response.body().close();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sst-events") && thread.isAlive())
                .count();
    }
}
