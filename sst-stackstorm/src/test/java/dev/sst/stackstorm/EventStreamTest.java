package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.StartOrder;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
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
    void oneConnectionServesFiveHundredRuns() {
        try (StackStormEngine patient = Orders.engine(stackStorm)) {
            EventStream stream = (EventStream) patient.runner().signals(heard::add);
            await().atMost(PATIENCE).until(stream::subscribed);

            Set<Observation> ends = new HashSet<>();
            for (int run = 0; run < 500; run++) {
                EngineExecutionId id = Orders.started(patient, Orders.start("key-" + run, deployment));
                ends.add(new Observation(id, EngineState.SUCCEEDED));
            }

            await().atMost(PATIENCE).until(() -> heard.containsAll(ends));
            assertThat(ends).hasSize(500);
            assertThat(stackStorm.requests().count(RequestKind.STREAM)).isOne();
        }
    }

    @Test
    void onlyTheFirstEmptyLineMeansSubscribed() {
        List<Boolean> subscribed = new CopyOnWriteArrayList<>();
        var source = new SaidInTurn(
                "retry: 1000\n\n", event("6b03e567856e7d23189eb041"), "\n", event("6b03e567856e7d23189eb042"), "\n");
        var stream = new EventStream(source, Credentials.NONE, () -> "request-1", PATIENCE, heard::add);
        source.before = () -> subscribed.add(stream.subscribed());

        try (stream) {
            stream.started();
            await().atMost(PATIENCE).until(() -> subscribed.size() == 6);
        }

        assertThat(subscribed).containsExactly(false, false, false, true, true, true);
        assertThat(heard)
                .extracting(Observation::id)
                .containsExactly(new EngineExecutionId("6b03e567856e7d23189eb042"));
    }

    private static String event(String id) {
        return "event: st2.execution__update\ndata: {\"id\": \"" + id + "\", \"status\": \"running\"}\n\n";
    }

    /** A stream that says one thing at each reading, and then ends; it opens once. */
    private static final class SaidInTurn extends InputStream implements EventSource {
        private final Iterator<String> texts;
        private boolean opened;
        private Runnable before = () -> {};

        SaidInTurn(String... texts) {
            this.texts = List.of(texts).iterator();
        }

        @Override
        public Opened open(Request request) throws TransportException {
            if (opened) {
                throw new TransportException(Fate.NOT_SENT, "it was opened before");
            }
            opened = true;
            return new Opened(200, this);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("it is read in blocks");
        }

        @Override
        public int read(byte[] block, int offset, int length) {
            before.run();
            if (!texts.hasNext()) {
                return -1;
            }
            byte[] text = texts.next().getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, block, offset, text.length);
            return text.length;
        }
    }

    @Test
    void withoutAStreamTheEndIsFoundByLooking() {
        stackStorm.faults().always(RequestKind.STREAM, Fault.UNAVAILABLE);
        EventStream stream = open();
        StartOrder order = Orders.start("key-1", deployment);
        EngineExecutionId id = Orders.started(engine, order);

        await().atMost(PATIENCE)
                .until(() -> engine.runner().observe(List.of(id)).contains(new Observation(id, EngineState.SUCCEEDED)));

        assertThat(engine.runner().collect(List.of(new CollectOrder(id, Orders.NONCE, CodeShape.SCRIPT))))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.evidence()).isInstanceOf(Evidence.Reported.class));
        await().atMost(PATIENCE).until(() -> stackStorm.requests().count(RequestKind.STREAM) >= 1);
        assertThat(stream.subscribed()).isFalse();
        assertThat(heard).isEmpty();
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
