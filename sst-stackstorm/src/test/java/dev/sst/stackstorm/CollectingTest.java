package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Evidence;
import dev.sst.execution.Outcome;
import dev.sst.spi.CollectOrder;
import dev.sst.stackstorm.TransportException.Fate;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one failing request among those of a collection does to the runs that are collected. */
final class CollectingTest {

    private static final EngineExecutionId ONE = new EngineExecutionId("6b03e567856e7d23189eb041");
    private static final EngineExecutionId OTHER = new EngineExecutionId("6b03e567856e7d23189eb042");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final StackStormClient client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
    private final Executions executions = new Executions(client);
    private final ExecutionRuns runner = new ExecutionRuns(
            new RunStart(client, StackStormSettings.DEFAULT_TIMEOUT_MARGIN),
            executions,
            new Cancellation(client, executions, InstantSource.system()),
            new LiveOutput(client, executions));

    static Stream<Arguments> whatPasses() {
        return Stream.of(
                passing("an answer that did not come in time", answers -> answers.fails(Fate.LOST)),
                passing(
                        "two broken connections",
                        answers -> answers.fails(Fate.RESET).fails(Fate.RESET)),
                passing("nobody there", answers -> answers.fails(Fate.NOT_SENT)),
                passing("500", answers -> answers.answers(500, "{\"faultstring\": \"Internal Server Error\"}")),
                passing("502 in HTML", answers -> answers.answers(502, "<html>Bad Gateway</html>")),
                passing("504 in HTML", answers -> answers.answers(504, "<html>Gateway Time-out</html>")),
                passing("a page in place of JSON", answers -> answers.answers(200, "<html>Welcome</html>")),
                passing("an empty body", answers -> answers.answers(200, "")),
                passing("a refusal", answers -> answers.answers(403, "{\"faultstring\": \"no\"}")));
    }

    private static Arguments passing(String name, Consumer<ScriptedTransport> answers) {
        return Arguments.argumentSet(name, answers);
    }

    @ParameterizedTest
    @MethodSource("whatPasses")
    void aResultThatCannotBeReadJustNowIsLeftForTheNextTime(Consumer<ScriptedTransport> failing) {
        transport.answers(504, "<html>Gateway Time-out</html>").answers(200, over(ONE, "failed"));
        failing.accept(transport);

        assertThat(runner.collect(List.of(harnessed(ONE)))).isEmpty();

        transport.answers(200, "[" + over(ONE, "failed") + "]");
        assertThat(runner.collect(List.of(harnessed(ONE)))).hasSize(1);
    }

    @Test
    void aResultThatCanNeverBeReadIsToldForGood() {
        transport.fails(Fate.UNREADABLE).answers(200, over(ONE, "failed")).fails(Fate.UNREADABLE);
        transport.answers(200, "[{\"id\": NONSENSE").answers(200, over(OTHER, "failed"));
        transport.answers(200, "{\"id\": NONSENSE");

        List<Outcome> outcomes = Stream.of(ONE, OTHER)
                .flatMap(id -> runner.collect(List.of(harnessed(id))).stream())
                .toList();

        assertThat(outcomes).extracting(Outcome::id).containsExactly(ONE, OTHER);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.evidence()).isInstanceOf(Evidence.Unreported.class));
    }

    @Test
    void outputThatIsTooLongIsLeftOutAndSpoilsNoOther() {
        transport.answers(200, "[" + over(ONE, "succeeded") + ", " + over(OTHER, "succeeded") + "]");
        transport.fails(Fate.UNREADABLE).answers(200, "all is well\n");

        List<Outcome> outcomes = runner.collect(List.of(existing(ONE), existing(OTHER)));

        assertThat(outcomes).extracting(CollectingTest::printed).containsExactly(null, "all is well\n");
    }

    @Test
    void outputThatCannotBeReadJustNowLetsOnlyItsOwnRunWait() {
        transport.answers(200, "[" + over(ONE, "succeeded") + ", " + over(OTHER, "succeeded") + "]");
        transport.answers(500, "{\"faultstring\": \"Internal Server Error\"}").answers(200, "all is well\n");

        List<Outcome> outcomes = runner.collect(List.of(existing(ONE), existing(OTHER)));

        assertThat(outcomes).extracting(Outcome::id).containsExactly(OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orquesta", "local-shell-cmd"})
    void whatStackStormNeverBeganWithIsNotTakenForATimeoutOfItsOwn(String stackStormsRunner) {
        transport.answers(200, "[" + canceled(stackStormsRunner, "requested") + "]");
        assertThat(runner.collect(List.of(existing(ONE))))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.evidence()).isInstanceOf(Evidence.Unreported.class));

        transport
                .answers(200, "[" + canceled(stackStormsRunner, "running") + "]")
                .answers(200, "");
        assertThat(runner.collect(List.of(existing(ONE))))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.evidence()).isNotInstanceOf(Evidence.Unreported.class));
    }

    private static String canceled(String stackStormsRunner, String last) {
        return "{\"id\": \"%s\", \"status\": \"canceled\", \"runner\": {\"name\": \"%s\"},"
                        .formatted(ONE, stackStormsRunner)
                + " \"log\": [%s, %s, %s]}".formatted(entry("requested"), entry(last), entry("canceled"));
    }

    private static String entry(String status) {
        return "{\"timestamp\": \"2026-11-23T06:00:00Z\", \"status\": \"" + status + "\"}";
    }

    private static @Nullable String printed(Outcome outcome) {
        return outcome.evidence() instanceof Evidence.Raw raw ? raw.stdout() : "no raw evidence";
    }

    private static CollectOrder existing(EngineExecutionId id) {
        return new CollectOrder(id, "", null);
    }

    private static CollectOrder harnessed(EngineExecutionId id) {
        return new CollectOrder(id, Orders.NONCE, CodeShape.SCRIPT);
    }

    private static String over(EngineExecutionId id, String status) {
        return "{\"id\": \"" + id + "\", \"status\": \"" + status + "\"}";
    }
}
