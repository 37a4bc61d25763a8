package dev.sst.testkit.store;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.execution.Attempt;
import dev.sst.execution.CapturedText;
import dev.sst.execution.Check;
import dev.sst.execution.Execution;
import dev.sst.execution.ExecutionId;
import dev.sst.execution.ExecutionKind;
import dev.sst.execution.ExecutionState;
import dev.sst.execution.Judgement;
import dev.sst.execution.RunOutput;
import dev.sst.execution.Verdict;
import dev.sst.incident.Delivery;
import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.spi.AttemptKeys;
import dev.sst.test.Revision;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Values to store. Each call of {@link #id} gives a later id; times are whole microseconds, which every store keeps. */
public final class Samples {
    /** Holds what databases like to lose: NUL, a lone surrogate, a pair, line ends, quotes and SQL's wildcards. */
    public static final String AWKWARD = "a\u0000b\ud800c\ud83d\ude00 \u0010 \\ 'q' \"d\" 100% _ \r\n\tend\udc00";

    private static final AtomicLong COUNT = new AtomicLong();

    private Samples() {}

    /** An id that sorts behind all before it. */
    public static String id(String prefix) {
        return "%s-%09d".formatted(prefix, COUNT.incrementAndGet());
    }

    public static TestId testId() {
        return new TestId(id("t"));
    }

    /** The present, a second ago, so that what is due by it is due by every clock. */
    public static Instant now() {
        return Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MICROS);
    }

    /** A document with values that are easily changed on their way. */
    public static JsonObject document() {
        return JsonObject.builder()
                .put("text", AWKWARD)
                .put(
                        "exact",
                        new JsonArray(List.of(
                                new JsonNumber(new BigDecimal("12345678901234567890.123456789012345678901234567890")),
                                new JsonNumber(new BigDecimal("1E+400")),
                                new JsonNumber(new BigDecimal("-0.10")))))
                .put(
                        "nested",
                        JsonObject.builder()
                                .put("", true)
                                .put("\u0000 \ud83d\ude00 \\ \"", 1)
                                .build())
                .build();
    }

    public static TestDefinition definition(String name) {
        return TestDefinition.builder(name, TestType.ACTION)
                .description("Logs in and out")
                .code("print('" + name + "')\n")
                .tags(List.of("smoke", "login"))
                .build();
    }

    /** A new test of that name; nothing is live. */
    public static SyntheticTest test(String name) {
        return test(definition(name));
    }

    public static SyntheticTest test(TestDefinition definition) {
        Instant at = now();
        return new SyntheticTest(testId(), 0, new Revision(1, definition, at, "ann", ""), null, at, "ann", false);
    }

    public static Deployment deployment(int revision) {
        return Deployment.builder("synthetic_tests.login", TestType.ACTION, revision, "stackstorm", now())
                .shape(CodeShape.SCRIPT)
                .contentHash("ab".repeat(32))
                .files(List.of(new DeployedFile("login/1a2b/test.py", "cd".repeat(32))))
                .packVersion("0.1.0")
                .build();
    }

    /** The test as its store has it: one version later. */
    public static SyntheticTest stored(SyntheticTest test) {
        return new SyntheticTest(
                test.id(),
                test.version() + 1,
                test.revision(),
                test.deployment(),
                test.begun(),
                test.createdAt(),
                test.createdBy(),
                test.deleted());
    }

    /** A new execution of that test, due at once. */
    public static Execution queued(TestId test) {
        return Execution.queued(new ExecutionId(id("e")), test, ExecutionKind.API, 1, now());
    }

    /** The same with its first or next attempt intended, as a claim stores it. */
    public static Execution claimed(Execution queued) {
        int number = queued.attempts().size() + 1;
        String key = queued.id() + "-" + number;
        return queued.toBuilder()
                .state(ExecutionState.STARTING)
                .attempt(Attempt.intended(number, key, "nonce-" + number, queued.createdAt()))
                .build();
    }

    public static final AttemptKeys KEYS = Samples::claimed;

    public static Execution finished(Execution execution, Verdict verdict) {
        return execution.toBuilder().finished(judgement(verdict), now()).build();
    }

    public static Judgement judgement(Verdict verdict) {
        var check = new Check(
                "status",
                "/status",
                new JsonString("success"),
                new JsonString(AWKWARD),
                false,
                "other status" + AWKWARD);
        var bare = new Check("exit code", null, null, null, true, "it was 0");
        return new Judgement(verdict, "because " + AWKWARD, List.of(check, bare), document(), List.of("w" + AWKWARD));
    }

    public static RunOutput output(String text) {
        return new RunOutput(CapturedText.of(text), new CapturedText(AWKWARD, "tail", 17));
    }

    /** The first state of an incident of that key. */
    public static Incident incident(String key, TestId test) {
        return Incident.opening(new IncidentId(id("i")), key, 1, test, now())
                .title("Login is broken")
                .cause("It said no")
                .build();
    }

    /** The first state of the episode after that one. Its id sorts before all others: ids say nothing of the order of episodes. */
    public static Incident nextEpisode(Incident before) {
        return Incident.opening(
                        new IncidentId(id("a")), before.key(), before.episode() + 1, before.testId(), before.openedAt())
                .title("Login is broken")
                .cause("It said no")
                .build();
    }

    /** The incident as its store has it: one version later. */
    public static Incident stored(Incident incident) {
        return incident.toBuilder().version(incident.version() + 1).build();
    }

    /** The execution as its store has it: one version later. */
    public static Execution stored(Execution execution) {
        return execution.toBuilder().version(execution.version() + 1).build();
    }

    /** A delivery of that incident that waits, in the lane of the incident's key. */
    public static Delivery delivery(Incident incident, String sink, long sequence) {
        return delivery(incident, sink, sequence, Delivery.Event.OPENED);
    }

    public static Delivery delivery(Incident incident, String sink, long sequence, Delivery.Event event) {
        Instant at = now();
        return new Delivery(
                new DeliveryId(id("d")),
                incident.id(),
                sink,
                "sst-" + "a".repeat(52),
                sink + ":" + incident.key(),
                sequence,
                event,
                document(),
                Delivery.State.PENDING,
                null,
                0,
                false,
                null,
                at,
                at,
                0);
    }

    /** The delivery as its store has it: one version later. */
    public static Delivery stored(Delivery delivery) {
        return delivery.withVersion(delivery.version() + 1);
    }

    /** Long enough for a test to end before it does. */
    public static final Duration LONG_LEASE = Duration.ofMinutes(5);

    /** Short enough to wait for its end. */
    public static final Duration SHORT_LEASE = Duration.ofMillis(150);
}
