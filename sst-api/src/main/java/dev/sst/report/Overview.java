package dev.sst.report;

import dev.sst.execution.Standing;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * How everything stands, in numbers. Immutable.
 *
 * @param at when it was counted
 * @param tests how many there are, the deleted ones left out
 * @param byStanding how many of the tests stand like that; what is missing is none
 * @param waiting executions that wait for their turn or are about to start
 * @param running executions that the engine runs
 */
public record Overview(
        Instant at,
        long tests,
        long enabled,
        Map<Standing, Long> byStanding,
        long openIncidents,
        long acknowledgedIncidents,
        long waiting,
        long running) {
    public Overview {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(byStanding, "byStanding");
        byStanding = Map.copyOf(byStanding);
    }
}
