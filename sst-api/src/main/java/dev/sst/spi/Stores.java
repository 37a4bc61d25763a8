package dev.sst.spi;

import java.util.Objects;

/** Everything that is kept, as one adapter keeps it: what is stored through one of them is seen through all. */
public record Stores(
        TestStore tests,
        ExecutionStore executions,
        ExecutionClaims claims,
        IncidentStore incidents,
        Outbox outbox,
        ChangeFeed changes,
        Leases leases,
        AccessTokens tokens,
        ReportStore reports,
        ExecutionReports executionReports) {
    public Stores {
        Objects.requireNonNull(tests, "tests");
        Objects.requireNonNull(executions, "executions");
        Objects.requireNonNull(claims, "claims");
        Objects.requireNonNull(incidents, "incidents");
        Objects.requireNonNull(outbox, "outbox");
        Objects.requireNonNull(changes, "changes");
        Objects.requireNonNull(leases, "leases");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(reports, "reports");
        Objects.requireNonNull(executionReports, "executionReports");
    }
}
