package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sst.jsontext.JsonText;
import dev.sst.spi.Probe;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import dev.sst.test.TestType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a probe says of a StackStorm in which one part after another is out of order. */
final class StackStormProbeTest extends ProbeScene {

    @Test
    void whereEverythingWorksThatIsSaidWithTheTimeARunTook() {
        Probe probe = probe().probe();

        assertThat(probe.findings())
                .extracting(Finding::name, Finding::state)
                .containsExactly(
                        tuple(StackStormProbe.API, State.WORKS),
                        tuple(StackStormProbe.RIGHTS, State.WORKS),
                        tuple(StackStormProbe.PYTHON, State.WORKS),
                        tuple(StackStormProbe.ORQUESTA, State.WORKS),
                        tuple(StackStormProbe.RUN, State.WORKS),
                        tuple(StackStormProbe.RULES, State.WORKS),
                        tuple(StackStormProbe.FILES, State.WORKS),
                        tuple(StackStormProbe.ENVIRONMENTS, State.WORKS),
                        tuple(StackStormProbe.SENSORS, State.UNKNOWN),
                        tuple(StackStormProbe.TIMERS, State.WORKS),
                        tuple(StackStormProbe.EVENTS, State.WORKS));
        assertThat(probe.findings().get(4).took()).isEqualTo(Duration.ofMillis(100));
        assertThat(able(probe, TestType.WORKFLOW)).isEqualTo(State.WORKS);
        assertThat(requests)
                .filteredOn(request -> request.method().equals("DELETE"))
                .singleElement()
                .satisfies(request -> assertThat(request.path()).startsWith(CARRIER));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /v1/user                     | 404 | {}                                                     | rights                | UNKNOWN | who we are
            GET /v1/user                     | 500 | {"faultstring": "Internal Server Error"}               | rights                | LIMITED | authentication is off
            GET /v1/user                     | 200 | {"username": "root", "rbac": {"enabled": false}}       | rights                | LIMITED | RBAC
            GET /v1/                         | 200 | {"version": "3.7.0"}                                   | API                   | LIMITED | 3.7.0 has known holes
            GET /v1/                         | 200 | {"version": "3.5.0"}                                   | API                   | FAILS   | before 3.6
            GET /v1/                         | 401 | {"faultstring": "Unauthorized"}                        | API                   | FAILS   | Unauthorized
            GET /v1/runnertypes/orquesta     | 404 | {}                                                     | Orquesta runner       | FAILS   | no runner orquesta
            GET /v1/runnertypes/orquesta     | 200 | {"enabled": false}                                     | Orquesta runner       | FAILS   | disabled
            POST /v1/actions                 | 400 | {"faultstring": "[Errno 13] Permission denied"}        | files seen by runners | FAILS   | Permission denied
            POST /v1/actions                 | 500 | {"faultstring": "Internal Server Error"}               | files seen by runners | FAILS   | was answered with 500
            GET /v1/packs/default            | 404 | {}                                                     | files seen by runners | UNKNOWN | there is no pack default to try it in
            GET /v1/triggerinstances?trigger_type=core.st2.sensor.process_spawn | 200 | [] | sensor container | UNKNOWN | any sensor so far
            GET /v1/triggerinstances?trigger_type=core.st2.IntervalTimer | 200 | []                        | timers                | UNKNOWN | last went off at 2026-11-20T01:02:03Z, and no rule has one
            GET /v1/triggerinstances?trigger_type=core.st2.IntervalTimer | 403 | {"faultstring": "not you"}| timers                | UNKNOWN | not you
            GET /v1/packs/core               | 200 | {}                                                     | virtual environments  | UNKNOWN | does not say where its packs are
            GET /v1/packs/core               | 403 | {"faultstring": "not you"}                             | virtual environments  | UNKNOWN | not you
            """)
    void whatIsOutOfOrderIsNamed(String asked, int status, String body, String name, State state, String words) {
        gives(asked, status, body);

        Finding finding = found(name);

        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.words()).contains(words);
    }

    @Test
    void aRunnerWithoutTheFileIsFoundAndTheFileTakenAway() {
        gives("GET /v1/executions/" + CHECKSUMS, 200, """
                {"id": "%s", "status": "failed", "result": {"stdout": "", "stderr":
                "sha256sum: /opt/stackstorm/packs/default/actions/%s: No such file or directory"}}""".formatted(CHECKSUMS, "sst_probe/" + CARRIER_NAME + ".txt")
                .replace('\n', ' '));

        Finding finding = found(StackStormProbe.FILES);

        assertThat(finding.state()).isEqualTo(State.FAILS);
        assertThat(finding.words()).contains("must be shared");
        assertThat(requests)
                .filteredOn(request -> request.method().equals("DELETE"))
                .hasSize(1);
    }

    @Test
    void aFileThatCouldNotBeTriedJustNowSaysNothingOfTheRunners() {
        gives("GET /v1/packs/default", 503, "{\"faultstring\": \"Service Unavailable\"}");

        assertThat(found(StackStormProbe.FILES).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aFolderThatTheApiCannotWriteIsAFailure() {
        gives("POST /v1/actions", 500, "{\"faultstring\": \"Internal Server Error\"}");

        assertThat(found(StackStormProbe.FILES).state()).isEqualTo(State.FAILS);
    }

    @Test
    void aFileThatCannotBeTakenAwayIsARemarkAndNoFailure() {
        gives("DELETE " + CARRIER, 500, "{\"faultstring\": \"Internal Server Error\"}");

        Finding finding = found(StackStormProbe.FILES);

        assertThat(finding.state()).isEqualTo(State.LIMITED);
        assertThat(finding.words()).contains("a runner has read", "stays until a later probe");
    }

    @Test
    void anActionThatIsNotRunIsEndedAndTheRulesEngineIsNotBlamed() {
        gives("GET /v1/executions/" + NOOP, 200, "{\"id\": \"" + NOOP + "\", \"status\": \"requested\"}");

        Probe probe = probe().probe();

        assertThat(probe.findings())
                .filteredOn(finding -> finding.name().equals(StackStormProbe.RUN))
                .singleElement()
                .satisfies(finding -> assertThat(finding.words()).contains("did not end within 30 s", "scheduler"));
        assertThat(probe.findings()).extracting(Finding::name).doesNotContain(StackStormProbe.RULES);
        assertThat(able(probe, TestType.RULE)).isEqualTo(State.FAILS);
        assertThat(requests).anySatisfy(request -> assertThat(request.path()).isEqualTo("/v1/executions/" + NOOP));
    }

    @Test
    void anEventThatNobodyProcessedIsNoProofForTheRulesEngineAndNoneAgainstIt() {
        gives(INSTANCES, 200, "[{\"status\": \"pending\", \"payload\": {\"execution_id\": \"" + NOOP + "\"}}]");

        Finding finding = found(StackStormProbe.RULES);

        assertThat(finding.state()).isEqualTo(State.UNKNOWN);
        assertThat(finding.words()).contains("pending", "st2rulesengine");
    }

    @Test
    void withoutAnEventNothingIsSaidAgainstTheRulesEngine() {
        gives(INSTANCES, 200, "[]");

        assertThat(found(StackStormProbe.RULES).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aStreamThatIsNotConnectedIsALimit() {
        subscribed = Optional.of(false);

        assertThat(found(StackStormProbe.EVENTS).state()).isEqualTo(State.LIMITED);
    }

    @Test
    void theEnvironmentsThatARunnerHasAreNamed() {
        assertThat(found(StackStormProbe.ENVIRONMENTS).words())
                .isEqualTo("a runner has those of 2 packs below /opt/stackstorm/virtualenvs: default, my_pack");
        assertThat(requests)
                .filteredOn(request -> request.toString().equals("POST /v1/executions"))
                .last()
                .satisfies(request -> assertThat(JsonText.write(body(request)))
                        .contains("ls -d -- '/opt/stackstorm/virtualenvs'/*/"));
    }

    @Test
    void noEnvironmentWhereTheyUsuallyAreIsNoFailure() {
        lists("");

        assertThat(found(StackStormProbe.ENVIRONMENTS))
                .returns(State.UNKNOWN, Finding::state)
                .extracting(Finding::words)
                .asString()
                .contains("none below /opt/stackstorm/virtualenvs, or has them elsewhere");
    }

    /** The rules engine may hear late of what the timers engine did before it went: its own time counts. */
    @Test
    void aTimerThatWentOffLongAgoIsNoProofThoughItsEventIsNew() {
        gives(TICKS + "IntervalTimer", 200, tick("2026-11-23 11:54:00+00:00"));
        gives("GET /v1/timers", 200, "[{\"type\": \"core.st2.IntervalTimer\"}]");

        assertThat(found(StackStormProbe.TIMERS))
                .returns(State.UNKNOWN, Finding::state)
                .extracting(Finding::words)
                .asString()
                .contains("last went off at 2026-11-23T11:54:00Z", "of rules there are 1");
    }

    @Test
    void theLastProbeIsKept() {
        StackStormProbe probe = probe();
        assertThat(probe.last()).isEmpty();

        Probe made = probe.probe();

        assertThat(probe.last()).contains(made);
    }

    @Test
    void anActionThatTookLongIsALimitWithItsTime() {
        noopTakes = ProbeRun.SLOW;

        Finding finding = found(StackStormProbe.RUN);

        assertThat(finding.state()).isEqualTo(State.LIMITED);
        assertThat(finding.words()).contains("busy");
        assertThat(finding.took()).isEqualTo(ProbeRun.SLOW.plusMillis(100));
    }

    @Test
    void anActionThatDoesNothingAndFailsIsTheRunnersAndTheRulesEngineIsNotAsked() {
        gives("GET /v1/executions/" + NOOP, 200, "{\"id\": \"" + NOOP + "\", \"status\": \"failed\"}");

        Probe probe = probe().probe();

        assertThat(probe.findings())
                .filteredOn(finding -> finding.name().equals(StackStormProbe.RUN))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo(State.FAILS);
                    assertThat(finding.words()).contains("ended failed", "action runner");
                });
        assertThat(probe.findings()).extracting(Finding::name).doesNotContain(StackStormProbe.RULES);
    }

    @Test
    void whoAsksWhileAProbeIsUnderWayTakesItsAnswer() throws Exception {
        AtomicReference<Probe> second = new AtomicReference<>();
        AtomicReference<StackStormProbe> shared = new AtomicReference<>();
        Thread other = new Thread(() -> second.set(shared.get().probe()));
        shared.set(probe(() -> {
            if (other.getState() == Thread.State.NEW) {
                other.start();
                await().until(() -> other.getState() == Thread.State.BLOCKED);
            }
            now = now.plusMillis(1);
            return Optional.of(true);
        }));

        Probe first = shared.get().probe();
        other.join();

        assertThat(second.get()).isSameAs(first);
        assertThat(requests)
                .filteredOn(request -> request.path().equals("/v1/actions"))
                .hasSize(1);
    }

    @Test
    void whoAsksAfterAProbeGetsANewOne() {
        StackStormProbe probe = probe();
        Probe first = probe.probe();
        now = now.plusSeconds(1);

        assertThat(probe.probe()).isNotSameAs(first);
    }
}
