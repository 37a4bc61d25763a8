package dev.sst.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.core.test.DefinitionRules;
import dev.sst.execution.Check;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence;
import dev.sst.execution.Evidence.Dispatched;
import dev.sst.execution.Evidence.Dispatched.Dispatch;
import dev.sst.execution.Judgement;
import dev.sst.execution.Verdict;
import dev.sst.json.JsonString;
import dev.sst.test.RunSettings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SensorRunTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    static Stream<RecordedSensor> all() {
        return RecordedSensor.all().stream();
    }

    static Stream<RecordedSensor> ran() {
        return all().filter(sensor -> !sensor.recorded().refused());
    }

    @Test
    void allRecordedSensorsAreThere() {
        assertThat(all()).hasSize(17);
        assertThat(ran()).hasSize(14);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyRecordedDefinitionCanBeStored(RecordedSensor sensor) {
        assertThat(new DefinitionRules().check(sensor.definition())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ran")
    void aRecordedSensorIsJudgedAsExpected(RecordedSensor sensor) {
        Judgement judgement = Evaluation.judge(Runs.input(sensor.settings(), EngineState.SUCCEEDED, sensor.evidence()));

        assertThat(judgement.verdict().name().toLowerCase(Locale.ROOT))
                .as(judgement.cause())
                .isEqualTo(sensor.recorded().verdict());
        assertThat(failing(judgement)).isEqualTo(sensor.recorded().failingChecks());
        assertThat(Expectation.compare(sensor.recorded().document().orElseThrow(), judgement.document()))
                .allMatch(Check::passed);
        sensor.exitCodes().forEach(code -> assertThat(judgement.cause()).contains("exit code " + code));
        assertThat(Evaluation.decided(sensor.settings(), sensor.evidence()))
                .isEqualTo(judgement.verdict() == Verdict.PASSED);
    }

    @Test
    void theFirstDispatchThatMeetsTheExpectationCountsAndItsNumberCanBeExpected() {
        Dispatched seen = alive(dispatches(1, 2, 3, 3));

        assertThat(judge("{\"payload\": {\"n\": 3}}", seen).document().get("dispatches"))
                .hasToString("Optional[3]");
        assertThat(judge("{\"dispatches\": 3}", seen).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judge("{\"dispatches\": 1, \"payload\": {\"n\": 3}}", seen).verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void aMatchCountsWhateverBecameOfTheSensorLater() {
        var died = new Dispatched(dispatches(1), 1, true, false, List.of(1), null, "it was switched off");

        assertThat(judge("{\"payload\": {\"n\": 1}}", died).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aSensorThatDiedThreeTimesIsAnErrorWithItsExitCodes() {
        Judgement judgement = judge(null, died(false, 1, 1, -9));

        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.cause()).isEqualTo("the sensor's process ended with exit code 1, -9, 3 times");
        assertThat(failing(judgement)).isEmpty();
    }

    @Test
    void aSensorThatDiedAndWasStartedAgainIsAnErrorAsWell() {
        Judgement judgement = judge(null, died(true, 1));

        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.cause()).contains("exit code 1; StackStorm started it again");
    }

    @Test
    void aDispatchThatIsNotAsExpectedDoesNotHideADeath() {
        var seen = new Dispatched(dispatches(1), 1, true, false, List.of(0), null, null);

        assertThat(judge("{\"payload\": {\"n\": 2}}", seen).verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void oneThatNeverStartedIsAnErrorUnlessNothingIsKnown() {
        var unstarted = new Dispatched(List.of(), 0, false, false, List.of(), "no virtual environment", null);
        var unwatched = new Dispatched(List.of(), 0, false, false, List.of(), "whatever", "the container is away");

        assertThat(judge(null, unstarted).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judge(null, unstarted).cause()).contains("never started", "no virtual environment");
        assertThat(judge(null, unwatched).verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(judge(null, unwatched).cause()).isEqualTo("the container is away");
    }

    @Test
    void oneThatIsNotThereIsAnErrorWithWhatIsKnownOfIt() {
        var disabled = new Dispatched(List.of(), 0, true, false, List.of(), "sensor p.x is disabled", null);

        assertThat(judge(null, disabled).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judge(null, disabled).cause())
                .isEqualTo("the sensor's process is not there: sensor p.x is disabled");
    }

    @Test
    void whereSomeDispatchesCouldNotBeComparedSilenceProvesNothingAndAMatchDecides() {
        var many = new Dispatched(dispatches(1, 2), 1200, true, false, List.of(1), null, null);

        assertThat(judge("{\"payload\": {\"n\": 3}}", many).verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(judge("{\"payload\": {\"n\": 3}}", many).cause())
                .contains("more than can be compared", "at least 1200", "2 were")
                .doesNotContain("none of 1200");
        assertThat(judge("{\"payload\": {\"n\": 2}}", many).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void theDeadlineOfALivingSensorIsAFailureAndNoTimeout() {
        var late = Runs.input(
                Runs.expecting(null),
                Runs.input(Runs.expecting(null), EngineState.SUCCEEDED, alive(List.of()))
                        .outcome(),
                false,
                true);

        Judgement judgement = Evaluation.judge(late);

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(failing(judgement)).containsExactly("/dispatches");
        assertThat(judgement.document())
                .hasToString(Runs.object("{\"dispatches\": 0}").toString());
    }

    @Test
    void whatWasCancelledIsNotComparedAndShowsItsFirstDispatch() {
        RunSettings third = Runs.expecting("{\"payload\": {\"n\": 7}}");
        var input = Runs.input(
                third,
                Runs.input(third, EngineState.SUCCEEDED, alive(dispatches(5, 6, 7, 8)))
                        .outcome(),
                true,
                false);

        assertThat(Evaluation.judge(input).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(Evaluation.judge(input).document())
                .hasToString(Runs.object("{\"dispatches\": 4, \"trigger\": \"p.t\", \"payload\": {\"n\": 5}}")
                        .toString());
    }

    @Test
    void theFirstOfManyAndTheirNumberTogetherAreNoMatch() {
        Judgement judgement = judge("{\"dispatches\": 2, \"payload\": {\"n\": 1}}", alive(dispatches(1, 5)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(failing(judgement)).containsExactly("/dispatches");
        assertThat(judgement.cause()).contains("none of 2 dispatches");
    }

    @Test
    void aPayloadThatIsTooLongIsAnErrorAndNotAPass() {
        var huge = new Dispatch("p.t", new JsonString("x".repeat(1 << 20)), AT);

        assertThat(judge(null, alive(List.of(huge))).verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void onlyWhatASensorShowsDecidesBeforeTheEnd() {
        assertThat(Evaluation.decided(Runs.expecting(null), alive(List.of()))).isFalse();
        assertThat(Evaluation.decided(Runs.expecting(null), alive(dispatches(1))))
                .isTrue();
        assertThat(Evaluation.decided(Runs.expecting(null), new Evidence.Unreported("no", null)))
                .isFalse();
    }

    private static List<Dispatch> dispatches(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(n -> new Dispatch("p.t", Runs.object("{\"n\": " + n + "}"), AT.plusSeconds(n)))
                .toList();
    }

    private static Dispatched alive(List<Dispatch> dispatches) {
        return new Dispatched(dispatches, dispatches.size(), true, true, List.of(), null, null);
    }

    private static Dispatched died(boolean again, Integer... codes) {
        return new Dispatched(List.of(), 0, true, again, List.of(codes), null, null);
    }

    private static Judgement judge(@Nullable String expectation, Dispatched seen) {
        return Evaluation.judge(Runs.input(Runs.expecting(expectation), EngineState.SUCCEEDED, seen));
    }

    private static List<String> failing(Judgement judgement) {
        return judgement.checks().stream()
                .filter(check -> !check.passed() && check.path() != null)
                .map(Check::path)
                .toList();
    }
}
