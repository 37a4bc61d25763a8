package dev.sst.jpa;

import static dev.sst.testkit.store.Samples.AWKWARD;
import static dev.sst.testkit.store.Samples.claimed;
import static dev.sst.testkit.store.Samples.delivery;
import static dev.sst.testkit.store.Samples.deployment;
import static dev.sst.testkit.store.Samples.document;
import static dev.sst.testkit.store.Samples.finished;
import static dev.sst.testkit.store.Samples.incident;
import static dev.sst.testkit.store.Samples.now;
import static dev.sst.testkit.store.Samples.output;
import static dev.sst.testkit.store.Samples.queued;
import static dev.sst.testkit.store.Samples.stored;
import static dev.sst.testkit.store.Samples.testId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.Check;
import dev.sst.execution.Execution;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.incident.Delivery;
import dev.sst.incident.Incident;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.test.RunSettings;
import dev.sst.test.SyntheticTest;
import dev.sst.testkit.store.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every value comes back from its row as it went in, one version later. */
final class RowsTest {
    @Test
    void aTest() {
        SyntheticTest test = sample().withDeployment(deployment(1));

        SyntheticTest back = Rows.test(Rows.row(test), Rows.row(test.id(), test.revision()));

        assertThat(back.version()).isEqualTo(1);
        assertThat(back.revision()).isEqualTo(test.revision());
        assertThat(back.deployment()).isEqualTo(test.deployment());
        assertThat(Rows.row(test).live).isEqualTo(1);
    }

    @Test
    void runSettings() {
        SyntheticTest test = sample();
        RevisionRow row = Rows.row(test.id(), test.revision());

        assertThat(Rows.settings(
                        test.id(), deployment(1), row.definition, row.parameters, row.expectation, row.metadata))
                .usingRecursiveComparison()
                .ignoringFields("deployment.deployedAt")
                .isEqualTo(RunSettings.of(test.id(), test.definition(), deployment(1)));
    }

    @Test
    void anExecution() {
        Execution waiting = queued(testId()).toBuilder().parameters(document()).build();
        Execution over = finished(claimed(waiting), Verdict.FAILED);

        assertThat(Rows.execution(Rows.row(waiting))).isEqualTo(stored(waiting));
        assertThat(Rows.execution(Rows.row(over))).isEqualTo(stored(over));
    }

    @Test
    void anOutput() {
        assertThat(Rows.output(Rows.row(queued(testId()), output(AWKWARD)))).isEqualTo(output(AWKWARD));
    }

    @Test
    void anIncident() {
        Incident incident = incident("key", testId()).toBuilder()
                .evidence(document())
                .note(new Incident.Note(now(), AWKWARD, AWKWARD))
                .build();

        assertThat(Rows.incident(Rows.row(incident))).isEqualTo(stored(incident));
    }

    @Test
    void aDelivery() {
        Delivery told = delivery(incident("key", testId()), "mail", 3)
                .tried(Delivery.State.RETRYING, AWKWARD, AWKWARD, now(), true);

        assertThat(Rows.delivery(Rows.row(told))).isEqualTo(stored(told));
    }

    @Test
    void aValueAsDeepAsCanBeReadIsReadBackFromWithinADocument() {
        JsonValue deep = JsonNull.NULL;
        for (int i = 0; i < JsonText.MAX_DEPTH; i++) {
            deep = JsonArray.of(deep);
        }
        Execution execution = finished(claimed(queued(testId())), Verdict.FAILED);
        var judgement = execution.judgement();
        var check = new Check("deep", "", deep, deep, false, "it is deep");
        Execution judged = execution.toBuilder()
                .finished(
                        new Judgement(
                                judgement.verdict(),
                                judgement.cause(),
                                List.of(check),
                                judgement.document(),
                                judgement.warnings()),
                        now())
                .build();

        assertThat(Rows.execution(Rows.row(judged))).isEqualTo(stored(judged));
    }

    @Test
    void timesAreCutToMicroseconds() {
        assertThat(Rows.micros(Instant.parse("2026-11-23T10:00:00.123456999Z")))
                .isEqualTo(Instant.parse("2026-11-23T10:00:00.123456Z"));
    }

    private static SyntheticTest sample() {
        return Samples.test("login");
    }
}
