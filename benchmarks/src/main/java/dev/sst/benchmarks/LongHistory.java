package dev.sst.benchmarks;

import dev.sst.Executions;
import dev.sst.core.SstCore;
import dev.sst.execution.Attempt;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionState;
import dev.sst.spi.Engine;
import dev.sst.test.TestId;
import dev.sst.testkit.engine.ScriptedEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Years of executions. The core makes one that passed and one that failed, with its incident; the database then multiplies
 * these rows: a hundred tests in turn, one execution a second, of every test a fifth failed, an incident for every hundred
 * executions, sixty of them open. Not thread-safe.
 */
final class LongHistory {
    private static final int TESTS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant BEGINNING = Instant.parse("2025-01-01T00:00:00Z");

    private final Postgres postgres;
    private final DeployedTest original;
    private int size;

    private LongHistory(Postgres postgres, DeployedTest original) {
        this.postgres = postgres;
        this.original = original;
    }

    /** Makes the originals and their tests. */
    static LongHistory begin(Postgres postgres) throws SQLException {
        var engine = new ScriptedEngine(InstantSource.system());
        DeployedTest original = DeployedTest.passingAfter(Duration.ZERO, engine, postgres.stores());
        execute("success", original, engine, postgres);
        execute("failed", original, engine, postgres);
        postgres.execute(
                "create table original as select * from execution",
                "create table original_incident as select * from incident",
                """
                insert into revision
                select %s, number, definition, code, parameters, expectation, metadata, created_at, created_by, note
                from revision, generate_series(0, %d) as g
                """.formatted(testOf("g"), TESTS - 1),
                """
                insert into test
                select %s, version, pack, name || g, type, enabled, tags, search, revision, deployment, live, created_at,
                    created_by, deleted
                from test, generate_series(0, %d) as g
                """.formatted(testOf("g"), TESTS - 1));
        return new LongHistory(postgres, original);
    }

    private static void execute(String status, DeployedTest test, ScriptedEngine engine, Postgres postgres) {
        engine.endAtOnce(order -> ScriptedEngine.printed("{\"status\": \"" + status + "\"}\n"));
        try (SstCore core =
                SstCore.builder((Engine) engine).stores(postgres.stores()).start()) {
            ExecutionId id = core.executions()
                    .execute(test.id(), Executions.Request.manual())
                    .id();
            if (!core.executions().await(id, PATIENCE).state().finished()) {
                throw new IllegalStateException("the original execution did not finish");
            }
        }
    }

    /** Adds executions until there are so many. */
    void growTo(int executions) throws SQLException {
        String added = "generate_series(%d, %d) as g".formatted(size + 1, executions);
        String at = "timestamptz '%s' + g * interval '1 second'".formatted(BEGINNING);
        postgres.execute(
                """
                insert into execution
                select %s, %s, kind, state, version, revision, %s, %s, %s, cancel_requested, verdict, incident_id,
                    attempts, judgement, document, parameters, context
                from %s join original on verdict = case when g / 100 %% 5 = 0 then 'FAILED' else 'PASSED' end
                """.formatted(idOf("g"), testOf("g"), at, at, at, added),
                """
                insert into incident
                select %s, key || g, episode, version, %s, case when g <= 6000 then 'OPEN' else 'RESOLVED' end, severity,
                    title, cause, search, occurrences, executions, events, %s, acknowledged_at,
                    case when g <= 6000 then null else %s end, notes, evidence
                from %s, original_incident where g %% 100 = 0
                """.formatted(idOf("g"), testOf("g / 100 % 2"), at, at, added),
                "vacuum analyze execution",
                "vacuum analyze incident");
        size = executions;
    }

    private static String idOf(String number) {
        return "'00' || lpad((%s)::text, 24, '0')".formatted(number);
    }

    private static String testOf(String number) {
        return "'00T' || lpad((%s %% %d)::text, 23, '0')".formatted(number, TESTS);
    }

    /** One of the tests. */
    TestId test() {
        return new TestId("00T%023d".formatted(0));
    }

    /** The execution with as many before as after it. */
    ExecutionId middle() {
        return new ExecutionId("00%024d".formatted(size / 2));
    }

    /** When that one was asked for. */
    Instant middleAt() {
        return BEGINNING.plusSeconds(size / 2);
    }

    /** Stores wishes to execute, due at once. */
    void queue(int count) {
        original.queue(count, postgres.stores());
    }

    /** What a worker stores when it claims one. */
    static Execution intended(Execution queued) {
        return queued.toBuilder()
                .state(ExecutionState.STARTING)
                .attempt(Attempt.intended(1, "key-" + queued.id(), "nonce", queued.createdAt()))
                .build();
    }
}
