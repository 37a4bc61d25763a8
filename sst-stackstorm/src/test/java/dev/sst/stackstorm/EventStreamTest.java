package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.spi.Observation;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();
    private final StackStormEngine engine = StackStormEngine.at(
            Orders.settings(stackStorm).streamSilence(Duration.ofSeconds(2)).build(), InstantSource.system());
    private final Queue<Observation> heard = new ConcurrentLinkedQueue<>();
    private Deployment deployment;

    @BeforeEach
    void deploy() {
        stackStorm.addPack(Orders.PACK);
        deployment = Orders.deployed(engine, "print(1)\n");
    }

    @AfterEach
    void close() {
        engine.close();
        stackStorm.close();
    }

    @Test
    void oneConnectionTellsOfEveryRun() {
        EventStream stream = open();
        await().atMost(PATIENCE).until(stream::subscribed);

        EngineExecutionId one = Orders.started(engine, Orders.start("key-1", deployment));
        EngineExecutionId two = Orders.started(engine, Orders.start("key-2", deployment));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(heard)
                        .contains(
                                new Observation(one, EngineState.SUCCEEDED),
                                new Observation(two, EngineState.SUCCEEDED)));
        assertThat(stackStorm.requests().count(RequestKind.STREAM)).isOne();
        assertThat(stackStorm.openStreams()).isOne();
    }

    @Test
    void aListenerThatFailsMissesThatEventAndHearsTheNext() {
        EventStream stream = (EventStream) engine.runner().signals(observation -> {
            boolean first = heard.isEmpty();
            heard.add(observation);
            if (first) {
                throw new IllegalStateException("as this test wants it");
            }
        });
        await().atMost(PATIENCE).until(stream::subscribed);

        EngineExecutionId one = Orders.started(engine, Orders.start("key-1", deployment));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(heard).contains(new Observation(one, EngineState.SUCCEEDED)));
        assertThat(stackStorm.requests().count(RequestKind.STREAM)).isOne();
    }

    @Test
    void itIsHealthyOnlySomeTimeAfterItSubscribed() {
        try (StackStormEngine patient = Orders.engine(stackStorm)) {
            EventStream stream = (EventStream) patient.runner().signals(heard::add);
            await().atMost(PATIENCE).until(stream::subscribed);
            assertThat(stream.healthy()).isFalse();

            await().atMost(PATIENCE).until(stream::healthy);
        }
    }

    @Test
    void aStreamThatWasDroppedIsOpenedAnew() {
        EventStream stream = open();
        await().atMost(PATIENCE).until(stream::subscribed);

        stackStorm.dropStreams();

        await().atMost(PATIENCE).until(() -> stackStorm.requests().count(RequestKind.STREAM) >= 2);
        await().atMost(PATIENCE).until(stream::subscribed);
    }

    @Test
    void aSilentStreamIsOpenedAnew() {
        open();

        await().atMost(PATIENCE).until(() -> stackStorm.requests().count(RequestKind.STREAM) >= 2);
    }

    @Test
    void nginxsFake200IsNotConnected() {
        stackStorm.faults().always(RequestKind.STREAM, Fault.DEAD_STREAM);

        EventStream stream = open();

        await().atMost(PATIENCE).until(() -> stackStorm.requests().count(RequestKind.STREAM) >= 2);
        assertThat(stream.subscribed()).isFalse();
        assertThat(stream.healthy()).isFalse();
    }

    @Test
    void aClosedStreamLetsGoOfItsConnection() {
        EventStream stream = open();
        await().atMost(PATIENCE).until(() -> stackStorm.openStreams() == 1);

        stream.close();
        Orders.started(engine, Orders.start("key-1", deployment));

        assertThat(stream.healthy()).isFalse();
        assertThat(stream.subscribed()).isFalse();
    }

    @Test
    void aRefusedTokenIsReplacedAtTheNextConnection() {
        try (StackStormEngine byPassword = StackStormEngine.at(
                Orders.settings(stackStorm)
                        .apiKey(null)
                        .login(ScriptedStackStorm.USER, ScriptedStackStorm.PASSWORD)
                        .build(),
                InstantSource.system())) {
            stackStorm.faults().once(RequestKind.STREAM, Fault.UNAUTHORIZED);
            EventStream stream = (EventStream) byPassword.runner().signals(heard::add);

            await().atMost(PATIENCE).until(stream::subscribed);

            assertThat(stackStorm.logins().given()).isEqualTo(2);
        }
    }

    private EventStream open() {
        return (EventStream) engine.runner().signals(heard::add);
    }
}
