package dev.sst.core.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.ConflictException;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.execution.Attempt;
import dev.sst.execution.CapturedText;
import dev.sst.execution.Check;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.Judgement;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Verdict;
import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentStatus;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.test.RunSettings;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final String LINK = "https://sst.example";

    private final IncidentPolicy policy = new IncidentPolicy(List.of("rest", "pager"), LINK);

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"FAILED", "ERROR", "TIMEOUT"})
    void aBadVerdictOpensAnIncidentAndTellsEverySink(Verdict verdict) {
        IncidentDecision decision = decide(null, finished("e1", verdict)).orElseThrow();

        Incident incident = decision.incident();
        assertThat(incident.status()).isEqualTo(IncidentStatus.OPEN);
        assertThat(incident.version()).isZero();
        assertThat(incident.key()).isEqualTo("t1@stackstorm");
        assertThat(incident.episode()).isEqualTo(1);
        assertThat(incident.occurrences()).isEqualTo(1);
        assertThat(incident.executions()).containsExactly(new ExecutionId("e1"));
        assertThat(decision.deliveries()).extracting(Delivery::sink).containsExactly("rest", "pager");
        assertThat(decision.deliveries()).extracting(Delivery::event).containsOnly(Event.OPENED);
        assertThat(decision.deliveries()).extracting(Delivery::incidentId).containsOnly(incident.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"INFRASTRUCTURE", "CANCELLED", "SKIPPED"})
    void whatSaysNothingAboutTheTestChangesNothing(Verdict verdict) {
        Incident open =
                decide(null, finished("e1", Verdict.FAILED)).orElseThrow().incident();

        assertThat(decide(null, finished("e2", verdict))).isEmpty();
        assertThat(decide(open, finished("e2", verdict))).isEmpty();
        assertThat(IncidentPolicy.concerns(finished("e2", verdict))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = ExecutionKind.class,
            names = {"DEPLOY_VERIFICATION", "DRY_RUN"})
    void checksOfADeploymentAndDryRunsTouchNoIncident(ExecutionKind kind) {
        Incident open =
                decide(null, finished("e1", Verdict.FAILED)).orElseThrow().incident();

        assertThat(decide(null, finished("e2", Verdict.FAILED, kind))).isEmpty();
        assertThat(decide(open, finished("e2", Verdict.PASSED, kind))).isEmpty();
    }

    @Test
    void aLaterFailureAddsAnOccurrenceToTheSameIncident() {
        Incident open =
                decide(null, finished("e1", Verdict.FAILED)).orElseThrow().incident();

        IncidentDecision decision =
                decide(open, finished("e2", Verdict.TIMEOUT)).orElseThrow();

        assertThat(decision.incident().id()).isEqualTo(open.id());
        assertThat(decision.incident().occurrences()).isEqualTo(2);
        assertThat(decision.incident().title()).isEqualTo(open.title());
        assertThat(decision.incident().cause()).isEqualTo("cause of e2");
        assertThat(decision.deliveries()).extracting(Delivery::event).containsOnly(Event.UPDATED);
    }

    @Test
    void theSameExecutionIsNotCountedTwice() {
        Incident open =
                decide(null, finished("e1", Verdict.FAILED)).orElseThrow().incident();

        assertThat(decide(open, finished("e1", Verdict.FAILED))).isEmpty();
    }

    @Test
    void aPassResolvesTheOpenIncidentOnce() {
        Incident open =
                decide(null, finished("e1", Verdict.FAILED)).orElseThrow().incident();

        IncidentDecision decision = decide(open, finished("e2", Verdict.PASSED)).orElseThrow();

        assertThat(decision.incident().resolved()).isTrue();
        assertThat(decision.incident().resolvedAt()).isEqualTo(NOW);
        assertThat(decision.incident().notes()).extracting(Incident.Note::text).containsExactly("execution e2 passed");
        assertThat(decision.deliveries()).extracting(Delivery::event).containsOnly(Event.RESOLVED);
        assertThat(decide(decision.incident(), finished("e3", Verdict.PASSED))).isEmpty();
        assertThat(decide(null, finished("e3", Verdict.PASSED))).isEmpty();
    }

    @Test
    void breakingAgainIsANewEpisodeUnderANewNameInTheSameLane() {
        IncidentDecision first = decide(null, finished("e1", Verdict.FAILED)).orElseThrow();
        Incident resolved = decide(first.incident(), finished("e2", Verdict.PASSED))
                .orElseThrow()
                .incident();

        IncidentDecision second =
                decide(resolved, finished("e3", Verdict.FAILED)).orElseThrow();

        assertThat(second.incident().id()).isNotEqualTo(first.incident().id());
        assertThat(second.incident().episode()).isEqualTo(2);
        assertThat(second.incident().version()).isZero();
        assertThat(second.deliveries().get(0).key())
                .isNotEqualTo(first.deliveries().get(0).key());
        assertThat(second.deliveries().get(0).lane())
                .isEqualTo(first.deliveries().get(0).lane());
    }

    @Test
    void theNamesOfADeliveryAreStableAndOfTheContractsForm() {
        Delivery delivery = decide(null, finished("e1", Verdict.FAILED))
                .orElseThrow()
                .deliveries()
                .get(0);
        Delivery again = decide(null, finished("e1", Verdict.FAILED))
                .orElseThrow()
                .deliveries()
                .get(0);

        assertThat(delivery).isEqualTo(again);
        assertThat(delivery.key()).matches("sst-[a-z2-7]{52}");
        assertThat(delivery.id().value()).hasSizeLessThanOrEqualTo(64);
        assertThat(delivery.lane()).isEqualTo("t1@stackstorm/rest");
    }

    /** A life of breaking, healing and hands, by chance: the numbers of a lane only rise, and no name is used twice. */
    @Test
    void withinALaneTheNumbersRiseAndNoIdIsUsedTwice() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            Incident newest = null;
            List<Long> sequences = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                Optional<IncidentDecision> decision = step(random, newest, i);
                if (decision.isPresent()) {
                    newest = decision.get().incident();
                    decision.get().deliveries().forEach(delivery -> {
                        assertThat(ids.add(delivery.id().value())).isTrue();
                        if (delivery.sink().equals("rest")) {
                            sequences.add(delivery.sequence());
                        }
                    });
                }
            }
            assertThat(sequences).isSorted().doesNotHaveDuplicates();
        }
    }

    private Optional<IncidentDecision> step(Random random, @Nullable Incident newest, int i) {
        if (newest != null && !newest.resolved() && random.nextInt(5) == 0) {
            return random.nextBoolean()
                    ? policy.acknowledge(newest, "ann", NOW)
                    : Optional.of(policy.resolve(newest, "ann", "", NOW));
        }
        return decide(newest, finished("e" + i, random.nextBoolean() ? Verdict.FAILED : Verdict.PASSED));
    }

    @Test
    void theSnapshotHoldsEverythingASinkNeeds() {
        JsonObject snapshot = decide(null, finished("e1", Verdict.FAILED))
                .orElseThrow()
                .deliveries()
                .get(0)
                .incident();

        assertThat(snapshot.text("event")).contains("opened");
        assertThat(snapshot.text("status")).contains("open");
        assertThat(snapshot.text("severity")).contains("high");
        assertThat(snapshot.text("title")).contains("log in failed");
        assertThat(snapshot.text("cause")).contains("cause of e1");
        assertThat(snapshot.text("test_id")).contains("t1");
        assertThat(snapshot.text("test_name")).contains("log in");
        assertThat(snapshot.text("pack")).contains("synthetic_tests");
        assertThat(snapshot.text("action")).contains("synthetic_tests.t_log_in");
        assertThat(snapshot.text("engine")).contains("stackstorm");
        assertThat(snapshot.text("execution_id")).contains("e1");
        assertThat(snapshot.text("stackstorm_execution_id")).contains("s-e1");
        assertThat(snapshot.text("output_excerpt")).contains("it broke");
        assertThat(snapshot.text("opened_at")).contains("2026-11-23T09:00:00Z");
        assertThat(snapshot.text("incident_link").orElseThrow()).startsWith(LINK + "/incidents/");
        assertThat(snapshot.text("execution_link")).contains(LINK + "/executions/e1");
        assertThat(((JsonArray) snapshot.get("checks").orElseThrow()).items()).hasSize(1);
    }

    @Test
    void parametersAndContextNeverReachAnIncident() {
        Execution execution = finished("e1", Verdict.FAILED).toBuilder()
                .parameters(JsonObject.builder().put("password", "hunter2").build())
                .context(JsonObject.builder().put("note", "hunter2").build())
                .build();

        IncidentDecision decision = decide(null, execution).orElseThrow();

        assertThat(decision.toString()).doesNotContain("hunter2");
        assertThat(JsonText.write(decision.deliveries().get(0).incident())).doesNotContain("hunter2");
    }

    @Test
    void aLongOutputIsCutToItsEndAndATitleIsOneLineThatKeepsItsDirection() {
        RunSettings settings = settings("a\u202eb\nc");
        var output = new RunOutput(CapturedText.of("x".repeat(100_000) + "END"), CapturedText.EMPTY);

        Incident incident = policy.decide(null, finished("e1", Verdict.FAILED), settings, output, NOW)
                .orElseThrow()
                .incident();

        assertThat(incident.title()).isEqualTo("a b c failed");
        assertThat(incident.evidence().text("output_excerpt").orElseThrow())
                .hasSize(4000)
                .startsWith("…")
                .endsWith("END");
    }

    @Test
    void acknowledgingIsToldOnceAndRefusedWhenResolved() {
        Incident open =
                decide(null, finished("e1", Verdict.FAILED)).orElseThrow().incident();

        IncidentDecision taken = policy.acknowledge(open, "ann", NOW).orElseThrow();

        assertThat(taken.incident().status()).isEqualTo(IncidentStatus.ACKNOWLEDGED);
        assertThat(taken.deliveries()).extracting(Delivery::event).containsOnly(Event.ACKNOWLEDGED);
        assertThat(policy.acknowledge(taken.incident(), "bob", NOW)).isEmpty();
        Incident resolved =
                policy.resolve(taken.incident(), "ann", "fixed", NOW).incident();
        assertThatThrownBy(() -> policy.acknowledge(resolved, "bob", NOW)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> policy.resolve(resolved, "bob", "", NOW)).isInstanceOf(ConflictException.class);
    }

    @Test
    void anAcknowledgedIncidentStaysSoWhenItHappensAgainAndIsResolvedByAPass() {
        Incident taken = policy.acknowledge(
                        decide(null, finished("e1", Verdict.FAILED))
                                .orElseThrow()
                                .incident(),
                        "ann",
                        NOW)
                .orElseThrow()
                .incident();

        Incident again =
                decide(taken, finished("e2", Verdict.FAILED)).orElseThrow().incident();

        assertThat(again.status()).isEqualTo(IncidentStatus.ACKNOWLEDGED);
        assertThat(decide(again, finished("e3", Verdict.PASSED))
                        .orElseThrow()
                        .incident()
                        .resolved())
                .isTrue();
    }

    @Test
    void deletingItsTestResolvesItWithANote() {
        Incident open =
                decide(null, finished("e1", Verdict.FAILED)).orElseThrow().incident();

        IncidentDecision decision = policy.testDeleted(open, "ann", NOW).orElseThrow();

        assertThat(decision.incident().resolved()).isTrue();
        assertThat(decision.incident().notes()).extracting(Incident.Note::text).containsExactly("the test was deleted");
        assertThat(decision.deliveries()).hasSize(2);
        assertThat(policy.testDeleted(decision.incident(), "ann", NOW)).isEmpty();
    }

    @Test
    void aNoteIsKeptAndToldOnlyWithTheNextEvent() {
        Incident open =
                decide(null, finished("e1", Verdict.FAILED)).orElseThrow().incident();

        IncidentDecision noted = policy.note(open, "ann", "looking", NOW);
        Delivery next = policy.resolve(noted.incident(), "ann", "done", NOW)
                .deliveries()
                .get(0);

        assertThat(noted.deliveries()).isEmpty();
        assertThat(JsonText.write(next.incident())).contains("looking", "done");
    }

    @Test
    void withoutSinksTheRegisterIsKeptAllTheSame() {
        var alone = new IncidentPolicy(List.of(), null);

        IncidentDecision decision = alone.decide(null, finished("e1", Verdict.FAILED), settings("x"), null, NOW)
                .orElseThrow();

        assertThat(decision.deliveries()).isEmpty();
        assertThat(decision.incident().evidence().get("execution_link")).isEmpty();
    }

    private Optional<IncidentDecision> decide(@Nullable Incident newest, Execution execution) {
        var output = new RunOutput(CapturedText.of("printed"), CapturedText.of("it broke"));
        return policy.decide(newest, execution, settings("log in"), output, NOW);
    }

    private static RunSettings settings(String name) {
        var deployment = Deployment.builder("synthetic_tests.t_log_in", TestType.ACTION, 1, "stackstorm", NOW)
                .shape(CodeShape.SCRIPT)
                .build();
        return RunSettings.of(
                new TestId("t1"),
                TestDefinition.builder(name, TestType.ACTION).code("x").build(),
                deployment);
    }

    private static Execution finished(String id, Verdict verdict) {
        return finished(id, verdict, ExecutionKind.SCHEDULED);
    }

    private static Execution finished(String id, Verdict verdict, ExecutionKind kind) {
        var checks = List.of(
                new Check("exit code", null, JsonNumber.of(0), JsonNumber.of(0), true, "exit code was 0"),
                new Check("status", "/status", null, new JsonString("failed"), false, "/status was failed"));
        return Execution.queued(new ExecutionId(id), new TestId("t1"), kind, 1, NOW).toBuilder()
                .attempt(Attempt.intended(1, "k", "n", NOW).started(new EngineExecutionId("s-" + id), 1, NOW))
                .finished(new Judgement(verdict, "cause of " + id, checks, JsonObject.empty(), List.of()), NOW)
                .build();
    }
}
