package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Step;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ChildrenTest {

    private static final EngineExecutionId PARENT = new EngineExecutionId("6b03de253b0b283900cba941");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final StackStormClient client = new StackStormClient(transport, Credentials.apiKey("k"), () -> "id");
    private final Children children = new Children(new Executions(client));

    @Test
    void everyItemIsAStepOfItsTask() {
        transport.answers(200, recorded("workflow-with-items-one-fails"));

        List<Step> steps = children.all(PARENT);

        assertThat(steps).extracting(Step::name).containsExactly("each", "each", "each");
        assertThat(steps).extracting(Step::item).containsExactly("0", "1", "2");
        assertThat(steps).extracting(Step::status).containsExactly("succeeded", "failed", "succeeded");
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.action()).isEqualTo("core.local");
            assertThat(step.runningAt()).isBetween(step.startedAt(), step.endedAt());
        });
        assertThat(transport.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.path()).startsWith("/v1/executions?parent=" + PARENT + "&"));
    }

    @Test
    void theStepsOfAWorkflowWithinAWorkflowAreItsOwn() {
        List<JsonValue> both = recordedChildren("workflow-subworkflow");
        transport
                .answers(200, JsonText.write(JsonArray.of(both.get(0))))
                .answers(200, JsonText.write(JsonArray.of(both.get(1))));

        assertThat(children.all(PARENT)).singleElement().satisfies(sub -> {
            assertThat(sub.name()).isEqualTo("sub");
            assertThat(sub.steps()).extracting(Step::name).containsExactly("calc");
        });
    }

    @Test
    void aThousandStepsAreReadAPageAtATimeAndToldUpToALimit() {
        JsonObject one = (JsonObject) recordedChildren("workflow-with-items").get(0);
        String page = JsonText.write(new JsonArray(
                IntStream.range(0, 100).<JsonValue>mapToObj(any -> one).toList()));
        for (int i = 0; i < 5; i++) {
            transport.answers(200, page);
        }

        assertThat(children.all(PARENT)).hasSize(Children.MOST);
        assertThat(transport.requests().get(4).path()).contains("&offset=400&");
    }

    @Test
    void theFailingOnesComeInTheOrderOfTheirEnds() {
        transport.answers(200, recorded("workflow-parallel-one-fails"));

        assertThat(children.failed(PARENT)).extracting(Step::name).containsExactly("bad");
    }

    @Test
    void resultsTooLargeTogetherAreLeftOut() {
        transport.fails(Fate.UNREADABLE).answers(200, recorded("workflow-task-timeout"));

        assertThat(children.failed(PARENT)).extracting(Step::status).containsExactly("timeout");
        assertThat(transport.requests().get(0).path()).endsWith(",result");
        assertThat(transport.requests().get(1).path()).doesNotContain("result");
    }

    @Test
    void theWordsOfAnErrorComeBeforeTheRestOfItsResult() {
        transport.answers(
                200,
                "[{\"id\": \"" + PARENT + "\", \"status\": \"failed\", \"start_timestamp\": \"2026-11-23T06:00:00Z\","
                        + " \"result\": {\"stdout\": \"working\", \"stderr\": \"disk full\\n\", \"return_code\": 1}}]");

        assertThat(children.all(PARENT))
                .singleElement()
                .satisfies(step -> assertThat(step.excerpt()).isEqualTo("disk full"));
    }

    @Test
    void whatWaitsForAnAnswerAndWhatIsOverIsNotOpen() {
        transport.answers(
                200,
                "[{\"id\": \"6b03de253b0b283900cba942\", \"status\": \"pending\"},"
                        + " {\"id\": \"6b03de253b0b283900cba943\", \"status\": \"succeeded\"},"
                        + " {\"id\": \"6b03de253b0b283900cba944\", \"status\": \"running\"}]");

        assertThat(children.open(PARENT)).containsExactly(new EngineExecutionId("6b03de253b0b283900cba944"));
    }

    @Test
    void ofThousandsThatFailedNoMoreAreReadThanAreTold() {
        String hundred = children(100, "failed", "2026-11-23T06:00:00Z");
        IntStream.range(0, Children.MOST / 100).forEach(page -> transport.answers(200, hundred));

        assertThat(children.failed(PARENT)).hasSize(Children.MOST);
    }

    @Test
    void theOldestOfManyAreNotTheOnlyOnesLookedThrough() {
        String hundred = children(100, "succeeded", "2026-11-23T06:00:00Z");
        String last = children(1, "running", "2026-11-23T07:00:00Z");
        transport.answers(200, hundred).answers(200, last).answers(200, hundred);
        transport.answers(200, children(1, "failed", "2026-11-23T07:00:00Z"));

        assertThat(children.open(PARENT)).hasSize(1);
        assertThat(children.failed(PARENT)).extracting(Step::status).containsExactly("failed");
        assertThat(transport.requests().get(1).path()).contains("&offset=100&");
    }

    @Test
    void stepsOfEveryKindComeInTheOrderOfTheirStarts() {
        String later = children(100, "succeeded", "2026-11-23T07:00:00Z");
        List<JsonValue> tries = new ArrayList<>(recordedChildren("workflow-retry-passes"));
        Collections.reverse(tries);
        transport.answers(200, later).answers(200, JsonText.write(new JsonArray(tries)));

        List<Step> steps = children.all(PARENT);

        assertThat(steps).hasSize(102).isSortedAccordingTo(Comparator.comparing(Step::startedAt));
        assertThat(steps.subList(0, 2)).extracting(Step::name).containsExactly("try", "try");
        assertThat(steps.subList(0, 2)).extracting(Step::status).containsExactly("failed", "succeeded");
    }

    @Test
    void aFailedStepOfAWorkflowThatWentOnIsToldAsWell() {
        transport.answers(200, recorded("workflow-noop-command"));

        assertThat(children.all(PARENT)).extracting(Step::name, Step::status).containsExactly(tuple("one", "failed"));
    }

    private static String children(int count, String status, String startedAt) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"id\": \"%024x\", \"status\": \"%s\", \"start_timestamp\": \"%s\"}"
                        .formatted(n + 1, status, startedAt))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String recorded(String id) {
        return JsonText.write(new JsonArray(recordedChildren(id)));
    }

    private static List<JsonValue> recordedChildren(String id) {
        JsonObject stackstorm = RecordedOutcome.all("workflow").stream()
                .filter(recorded -> recorded.id().equals(id))
                .findFirst()
                .orElseThrow()
                .stackstorm();
        return ((JsonArray) stackstorm.get("children").orElseThrow()).items();
    }
}
