package dev.sst.spring;

import dev.sst.SstException;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.spi.Engine;
import dev.sst.spi.EngineMonitor;
import dev.sst.spi.IncidentSink;
import dev.sst.spi.Outbox;
import dev.sst.web.HealthChecks;
import java.util.ArrayList;
import java.util.List;

/** Looks at the database, the engine and the sinks. Only the database is vital: without an engine the history is still there. */
final class StandardHealth implements HealthChecks {
    private final OpenStores stores;
    private final Engine engine;
    private final List<IncidentSink> sinks;

    StandardHealth(OpenStores stores, Engine engine, List<IncidentSink> sinks) {
        this.stores = stores;
        this.engine = engine;
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public List<Component> look() {
        List<Component> components = new ArrayList<>();
        Component database = database();
        components.add(database);
        components.add(engine());
        for (IncidentSink sink : sinks) {
            components.add(sink(sink, database.state() == State.UP));
        }
        return components;
    }

    private Component database() {
        JsonObject details = JsonObject.builder().put("kind", stores.place()).build();
        try {
            stores.stores().changes().end();
            return new Component("database", State.UP, true, "", details);
        } catch (SstException e) {
            return new Component("database", State.DOWN, true, String.valueOf(e.getMessage()), details);
        }
    }

    private Component engine() {
        EngineMonitor.Status status = engine.monitor().status();
        String error = status.error();
        JsonObject details = JsonObject.builder()
                .put("kind", engine.name())
                .put("connected", status.connected())
                .put("version", status.version() == null ? JsonNull.NULL : new JsonString(status.version()))
                .build();
        return new Component(
                "engine", status.usable() ? State.UP : State.DOWN, false, error == null ? "" : error, details);
    }

    private Component sink(IncidentSink sink, boolean databaseUp) {
        IncidentSink.Health health = sink.health();
        var details = JsonObject.builder();
        if (databaseUp) {
            Outbox.Backlog backlog = stores.stores().outbox().backlog(sink.name());
            details.put("waiting", backlog.waiting());
            if (backlog.oldest() != null) {
                details.put("oldest", backlog.oldest().toString());
            }
        }
        return new Component(
                "sink " + sink.name(), health.up() ? State.UP : State.DOWN, false, health.detail(), details.build());
    }
}
