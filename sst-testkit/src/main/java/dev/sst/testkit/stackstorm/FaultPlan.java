package dev.sst.testkit.stackstorm;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which requests go wrong, and how often. Thread-safe. */
public final class FaultPlan {

    private record Planned(Fault fault, int times) {}

    private final Map<RequestKind, Planned> plan = new EnumMap<>(RequestKind.class);

    /** The next request of that kind. */
    public void once(RequestKind kind, Fault fault) {
        times(kind, fault, 1);
    }

    /** The next requests of that kind. */
    public synchronized void times(RequestKind kind, Fault fault, int times) {
        plan.put(kind, new Planned(fault, times));
    }

    /** All requests of that kind until {@link #clear}. */
    public void always(RequestKind kind, Fault fault) {
        times(kind, fault, Integer.MAX_VALUE);
    }

    /** All requests of all kinds until {@link #clear}. */
    public void always(Fault fault) {
        for (RequestKind kind : RequestKind.values()) {
            always(kind, fault);
        }
    }

    /** From now on nothing goes wrong. */
    public synchronized void clear() {
        plan.clear();
    }

    synchronized Optional<Fault> next(RequestKind kind) {
        Planned planned = plan.get(kind);
        if (planned == null) {
            return Optional.empty();
        }
        if (planned.times() == 1) {
            plan.remove(kind);
        } else if (planned.times() < Integer.MAX_VALUE) {
            plan.put(kind, new Planned(planned.fault(), planned.times() - 1));
        }
        return Optional.of(planned.fault());
    }
}
