package dev.sst.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.StoreUnavailableException;
import dev.sst.core.memory.MemoryStores;
import dev.sst.core.node.CoreSettings;
import dev.sst.core.node.Node;
import dev.sst.core.node.Pause;
import dev.sst.core.node.SystemIdentifiers;
import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.State;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.spi.IncidentSink;
import dev.sst.spi.Outbox;
import dev.sst.spi.Stores;
import dev.sst.testkit.store.Samples;
import dev.sst.testkit.time.ManualClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The store goes away between a claim and its answer. */
class DeliverIncidentsOutageTest implements IncidentSink {
    private static final String SINK = "sink";

    private final ManualClock clock = clockOfToday();
    private final Stores stores = MemoryStores.create(clock);
    private final List<Delivery> told = new ArrayList<>();

    /** Which calls of the outbox fail, by name and first argument. */
    private final Set<String> failing = new HashSet<>();

    /** Deliveries made by {@link Samples} are due by it. */
    private static ManualClock clockOfToday() {
        var clock = new ManualClock();
        clock.advance(Duration.between(clock.instant(), Samples.now().plusSeconds(60)));
        return clock;
    }

    @Override
    public String name() {
        return SINK;
    }

    @Override
    public Answer deliver(Delivery delivery, @Nullable String externalId) {
        told.add(delivery);
        return new Answer.Accepted("theirs");
    }

    @Override
    public Health health() {
        return new Health(true, "");
    }

    private Outbox unreliable() {
        Outbox real = stores.outbox();
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    if (failing.contains(method.getName()) || failing.contains(method.getName() + " " + arguments[0])) {
                        throw new StoreUnavailableException("the database is restarting");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private DeliverIncidents dispatcher(String owner) {
        var node =
                new Node(owner, "scripted", CoreSettings.defaults(), clock, new SystemIdentifiers(clock), new Pause());
        return new DeliverIncidents(unreliable(), List.of(this), Runnable::run, node);
    }

    private IncidentId opened(String key) {
        Incident incident = Samples.incident(key, Samples.testId());
        stores.incidents().save(incident, List.of(Samples.delivery(incident, SINK, 1)));
        return incident.id();
    }

    private State stateOf(IncidentId incident) {
        return stores.incidents().deliveries(List.of(incident)).get(0).state();
    }

    @Test
    void whatWasToldAndCouldNotBeStoredIsAmbiguousForTheNextAlsoAfterAShutdown() {
        IncidentId incident = opened("one");
        failing.add("save");
        assertThatThrownBy(dispatcher("ann")::step).isInstanceOf(StoreUnavailableException.class);
        failing.clear();

        assertThat(dispatcher("bob").step()).as("the first may still store it").isFalse();
        clock.advance(CoreSettings.DEFAULT_DELIVERY_LEASE);
        dispatcher("bob").step();

        assertThat(told).extracting(Delivery::ambiguous).containsExactly(false, true);
        assertThat(stateOf(incident)).isEqualTo(State.DELIVERED);
    }

    @Test
    void aDeliveryThatCannotBeReadKeepsNoOtherAnswerBack() {
        IncidentId one = opened("one");
        IncidentId two = opened("two");
        failing.add("progress " + one);

        dispatcher("ann").step();

        assertThat(stateOf(one)).isEqualTo(State.PENDING);
        assertThat(stateOf(two)).isEqualTo(State.DELIVERED);
    }
}
