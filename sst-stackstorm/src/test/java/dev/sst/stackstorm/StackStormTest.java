package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineState;
import dev.sst.json.JsonObject;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The client as a program has it, over sockets. */
final class StackStormTest {

    @Test
    void anActionIsStartedAndItsEndAwaited() {
        try (var scripted = ScriptedStackStorm.start();
                var stackstorm = StackStorm.connect(StackStormSettings.behindNginx(scripted.root())
                        .apiKey(ScriptedStackStorm.API_KEY)
                        .build())) {
            scripted.addAction("core.noop", "noop");

            String id = stackstorm.executions().start("core.noop", JsonObject.empty());
            ExecutionRecord ended =
                    stackstorm.executions().await(id, Duration.ofSeconds(30)).orElseThrow();

            assertThat(ended.state()).isEqualTo(EngineState.SUCCEEDED);
            assertThat(ended.action()).isEqualTo("core.noop");
        }
    }

    @Test
    void aWrongKeyIsRefusedAndNotShown() {
        try (var scripted = ScriptedStackStorm.start();
                var stackstorm = StackStorm.connect(StackStormSettings.behindNginx(scripted.root())
                        .apiKey("wrong-key")
                        .build())) {

            assertThatThrownBy(() -> stackstorm.executions().start("core.noop", JsonObject.empty()))
                    .isInstanceOf(EngineRejectedException.class)
                    .hasMessageNotContaining("wrong-key");
        }
    }

    @Test
    void whereNobodyListensItIsUnavailable() {
        var settings = StackStormSettings.behindNginx("http://127.0.0.1:1").build();
        try (var stackstorm = StackStorm.connect(settings)) {
            assertThatThrownBy(stackstorm::version).isInstanceOf(EngineUnavailableException.class);
        }
    }

    /** The total decides where StackStorm says one that makes sense, else the length of the page. */
    @ParameterizedTest
    @CsvSource({"150, 2", "many, 1"})
    void aShortPageIsTheLastUnlessTheTotalSaysThereIsMore(String total, int pages) throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getQuery());
            exchange.getResponseHeaders().set("X-Total-Count", total);
            answer(exchange, "[{\"id\": \"%024x\"}]".formatted(asked.size()));
        });
        server.start();
        var settings = StackStormSettings.behindNginx(
                        "http://127.0.0.1:" + server.getAddress().getPort())
                .build();
        try (var stackstorm = StackStorm.connect(settings)) {
            assertThat(stackstorm.packs().list()).hasSize(pages);
        } finally {
            server.stop(0);
        }
        assertThat(asked).hasSize(pages).startsWith("limit=100&offset=0");
    }

    /** NullAway knows that it is wrong; a caller without it learns it where the record is made. */
    @ParameterizedTest
    @MethodSource("records")
    @SuppressWarnings("NullAway")
    void aRecordIsOfWhatStackStormSaid(Class<?> record) throws ReflectiveOperationException {
        Constructor<?> made = record.getConstructor(JsonObject.class);

        assertThatThrownBy(() -> made.newInstance((Object) null)).hasRootCauseMessage("json");
    }

    static Stream<Class<?>> records() {
        return Stream.of(StackStormRecord.class, ContentRecord.class)
                .<Class<?>>flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .filter(Class::isRecord);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
