package dev.sst.core.delivery;

import dev.sst.core.node.Node;
import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.State;
import dev.sst.spi.IncidentSink;
import dev.sst.spi.IncidentSink.Answer;
import dev.sst.spi.Outbox;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries from the outbox and tells the sinks. One turn ({@link #step}):
 *
 * <ol>
 *   <li>claim the heads of lanes that are due, of those sinks that this node has; one whose earlier claim was never
 *       answered comes back as ambiguous;
 *   <li>leave out what a later event of the same incident has made needless;
 *   <li>tell the sinks, each delivery once, in parallel;
 *   <li>store what became of each.
 * </ol>
 *
 * A row goes only when the sink has said yes, or never will. What cannot be read, or whose answer cannot be stored, stays
 * claimed, as with a process that dies in between; it is never handed back, so that the next to claim it knows that it may
 * have been sent.
 */
public final class DeliverIncidents {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverIncidents.class);
    private static final int BATCH = 20;

    private final Outbox outbox;
    private final Map<String, IncidentSink> sinks;
    private final Executor executor;
    private final Node node;

    public DeliverIncidents(Outbox outbox, List<IncidentSink> sinks, Executor executor, Node node) {
        this.outbox = outbox;
        this.sinks = sinks.stream().collect(Collectors.toUnmodifiableMap(IncidentSink::name, Function.identity()));
        this.executor = executor;
        this.node = node;
    }

    /** One turn; whether there was anything to tell. */
    public boolean step() {
        List<Delivery> claimed = outbox.claim(
                node.owner(), sinks.keySet(), BATCH, node.settings().deliveryLease());
        if (claimed.isEmpty()) {
            return false;
        }
        List<CompletableFuture<Optional<Delivery>>> told = claimed.stream()
                .map(delivery -> CompletableFuture.supplyAsync(() -> tell(delivery), executor))
                .toList();
        List<Delivery> results = told.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
        List<Boolean> stored = outbox.save(results);
        for (int i = 0; i < results.size(); i++) {
            if (!stored.get(i)) {
                LOG.warn(
                        "Delivery {} was taken by another node before its answer was stored",
                        results.get(i).id());
            }
        }
        return true;
    }

    /** Empty when it has to stay claimed. */
    private Optional<Delivery> tell(Delivery delivery) {
        try {
            return Optional.of(told(delivery));
        } catch (RuntimeException e) {
            LOG.warn("Delivery {} stays claimed until its lease ends: {}", delivery.id(), e.toString());
            return Optional.empty();
        }
    }

    private Delivery told(Delivery delivery) {
        Outbox.Progress progress = outbox.progress(delivery.incidentId(), delivery.sink());
        return DeliveryRule.needless(delivery, progress)
                .map(delivery::superseded)
                .orElseGet(() -> send(delivery, progress.externalId()));
    }

    private Delivery send(Delivery delivery, @Nullable String externalId) {
        IncidentSink sink = Objects.requireNonNull(sinks.get(delivery.sink()), delivery.sink());
        String known = externalId == null ? delivery.externalId() : externalId;
        Delivery result = DeliveryRule.after(
                delivery,
                known,
                deliver(sink, delivery, known),
                node.clock().instant(),
                node.ids().fraction());
        if (result.state() != State.DELIVERED) {
            LOG.warn(
                    "Delivery {} of incident {} to {} is {}: {}",
                    delivery.id(),
                    delivery.incidentId(),
                    delivery.sink(),
                    result.state(),
                    result.lastError());
        }
        return result;
    }

    private static Answer deliver(IncidentSink sink, Delivery delivery, @Nullable String known) {
        try {
            return sink.deliver(delivery, known);
        } catch (RuntimeException e) {
            LOG.error("Sink {} failed in a way it should have answered", sink.name(), e);
            return new Answer.Ambiguous(
                    "the sink failed unexpectedly: " + e.getClass().getSimpleName());
        }
    }
}
