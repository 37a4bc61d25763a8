package dev.sst.spring;

import dev.sst.NodeStatus;
import dev.sst.Sst;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.IncidentSink;
import dev.sst.spi.Outbox;
import dev.sst.spi.Probe;
import dev.sst.web.HealthChecks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at the database, this process's own work, the engine and the sinks, all at once, and waits {@link #PATIENCE} for
 * them: what has not answered by then counts as down. Only the database and the own work are vital: without an engine the
 * history is still there.
 */
final class StandardHealth implements HealthChecks, AutoCloseable {
    /** How long a part may take to say how it fares. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Set<String> VITAL = Set.of("database", "node");

    private final ExecutorService askers = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "sst-health");
        thread.setDaemon(true);
        return thread;
    });
    private final Sst sst;
    private final OpenStores stores;
    private final Engine engine;
    private final List<IncidentSink> sinks;

    StandardHealth(Sst sst, OpenStores stores, Engine engine, List<IncidentSink> sinks) {
        this.sst = sst;
        this.stores = stores;
        this.engine = engine;
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public List<Component> look() {
        Map<String, Future<Component>> asked = new LinkedHashMap<>();
        asked.put("database", askers.submit(this::database));
        asked.put("node", askers.submit(this::node));
        asked.put("engine", askers.submit(this::engine));
        sinks.forEach(sink -> asked.put("sink " + sink.name(), askers.submit(() -> sink(sink))));
        long end = System.nanoTime() + PATIENCE.toNanos();
        return asked.entrySet().stream()
                .map(each -> answer(each.getKey(), each.getValue(), end))
                .toList();
    }

    private static Component answer(String name, Future<Component> asked, long end) {
        try {
            return asked.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            return down(name, "it did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            return down(
                    name,
                    String.valueOf(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down(name, "interrupted while it was asked");
        }
    }

    private static Component down(String name, String why) {
        return component(name, State.DOWN, why, JsonObject.empty());
    }

    private static Component component(String name, State state, String detail, JsonObject details) {
        return new Component(name, state, VITAL.contains(name), detail, details);
    }

    private Component database() {
        stores.stores().changes().end();
        JsonObject details = JsonObject.builder().put("kind", stores.place()).build();
        return component("database", State.UP, "", details);
    }

    /** A node that takes no executions for good is as good as down: whoever watches it restarts it. */
    private Component node() {
        NodeStatus status = sst.node();
        State state = status.troubles().isEmpty() ? State.UP : status.accepting() ? State.DEGRADED : State.DOWN;
        var details = JsonObject.builder().put("accepting", status.accepting());
        return component("node", state, String.join("; ", status.troubles()), details.build());
    }

    private Component engine() {
        EngineMonitor.Status status = engine.monitor().status();
        String error = status.error();
        var details = JsonObject.builder()
                .put("kind", engine.name())
                .put("connected", status.connected())
                .put("version", status.version() == null ? JsonNull.NULL : new JsonString(status.version()));
        engine.monitor().lastProbe().ifPresent(probe -> details.put("tests", abilities(probe)));
        return component(
                "engine", status.usable() ? State.UP : State.DOWN, error == null ? "" : error, details.build());
    }

    /** What the last probe said of each type of test. */
    private static JsonObject abilities(Probe probe) {
        var abilities = JsonObject.builder();
        probe.abilities()
                .forEach(ability -> abilities.put(
                        ability.type().name().toLowerCase(Locale.ROOT),
                        ability.state().name().toLowerCase(Locale.ROOT) + ": " + ability.words()));
        return abilities.build();
    }

    private Component sink(IncidentSink sink) {
        IncidentSink.Health health = sink.health();
        Outbox.Backlog backlog = stores.stores().outbox().backlog(sink.name());
        var details = JsonObject.builder().put("waiting", backlog.waiting());
        if (backlog.oldest() != null) {
            details.put("oldest", backlog.oldest().toString());
        }
        return component("sink " + sink.name(), health.up() ? State.UP : State.DOWN, health.detail(), details.build());
    }

    @Override
    public void close() {
        askers.shutdownNow();
    }
}
