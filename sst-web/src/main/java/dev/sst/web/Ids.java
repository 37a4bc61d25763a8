package dev.sst.web;

import dev.sst.NotFoundException;
import dev.sst.execution.ExecutionId;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.IncidentId;
import dev.sst.test.TestId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads ids out of addresses. What cannot be an id names nothing: it is not found, in a path, and refused in a query. */
final class Ids {
    private static final int SHOWN = 64;

    private Ids() {}

    static TestId test(Exchange exchange) {
        return inPath(exchange, "test_id", "test", TestId::new);
    }

    static ExecutionId execution(Exchange exchange) {
        return inPath(exchange, "execution_id", "execution", ExecutionId::new);
    }

    static IncidentId incident(Exchange exchange) {
        return inPath(exchange, "incident_id", "incident", IncidentId::new);
    }

    static DeliveryId delivery(Exchange exchange) {
        return inPath(exchange, "delivery_id", "delivery", DeliveryId::new);
    }

    private static <T> T inPath(Exchange exchange, String name, String what, Function<String, T> id) {
        String text = exchange.path(name);
        try {
            return id.apply(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(what, text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
        }
    }

    /** The id in that parameter; {@code null} when there is none, or one that cannot be, which is noted as a problem. */
    static <T> @Nullable T inQuery(QueryParameters query, String name, Function<String, T> id) {
        try {
            return query.text(name).map(id).orElse(null);
        } catch (IllegalArgumentException e) {
            query.refuse(name, "must be an id: 1 to 64 letters, digits, _ and -");
            return null;
        }
    }
}
