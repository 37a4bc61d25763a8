package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.RequestKind;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Which credential StackStorm gets, and who else gets to see it: nobody. */
final class CredentialsTest {

    private final ScriptedStackStorm stackStorm = ScriptedStackStorm.start();

    @AfterEach
    void close() {
        stackStorm.close();
    }

    private StackStormSettings.Builder settings() {
        return StackStormSettings.behindNginx(stackStorm.root()).requestTimeout(Duration.ofSeconds(1));
    }

    private static StackStormEngine engine(StackStormSettings.Builder settings) {
        return StackStormEngine.at(settings.build(), InstantSource.system());
    }

    @Test
    void ofKeyAndPasswordOnlyTheKeyIsSentAndNobodyLogsIn() {
        try (StackStormEngine engine =
                engine(settings().apiKey(ScriptedStackStorm.API_KEY).login("scripted", "stale"))) {
            assertThat(engine.monitor().status().usable()).isTrue();
            engine.monitor().recent(1);
        }

        assertThat(stackStorm.requests().count(RequestKind.LOGIN)).isZero();
        assertThat(stackStorm.requests().latest())
                .allSatisfy(request -> assertThat(request.headers())
                        .containsKey("st2-api-key")
                        .doesNotContainKeys("x-auth-token", "authorization"));
    }

    @Test
    void withAPasswordTheTokenIsSentAndThePasswordOnlyWhenLoggingIn() {
        try (StackStormEngine engine = engine(settings().login(ScriptedStackStorm.USER, ScriptedStackStorm.PASSWORD))) {
            assertThat(engine.monitor().status().usable()).isTrue();
        }

        assertThat(stackStorm.requests().latest())
                .filteredOn(request -> request.header("Authorization").isPresent())
                .hasSize(1);
        assertThat(stackStorm.logins().given()).isOne();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "DEAD_STREAM")
    void noSecretIsInAnyErrorOrLogWhateverStackStormAnswers(Fault fault) {
        List<String> said;
        try (StackStormEngine withKey = engine(settings().apiKey(ScriptedStackStorm.API_KEY));
                StackStormEngine withPassword =
                        engine(settings().login(ScriptedStackStorm.USER, ScriptedStackStorm.PASSWORD))) {
            said = logged(() -> {
                withPassword.monitor().status();
                stackStorm.faults().always(fault);
                return Stream.of(withKey, withPassword)
                        .flatMap(engine -> Stream.of(
                                trace(() -> Orders.deployed(engine, "print(1)\n")),
                                trace(() -> engine.monitor().recent(1)),
                                engine.monitor().status().toString(),
                                engine.toString()))
                        .toList();
            });
        }

        assertThat(said).anySatisfy(text -> assertThat(text).contains("dev.sst"));
        assertThat(said)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(
                                ScriptedStackStorm.API_KEY, ScriptedStackStorm.PASSWORD, "scripted-token-", "Basic "));
    }

    private static String trace(Runnable failing) {
        StringWriter text = new StringWriter();
        Throwable failure = catchThrowable(failing::run);
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    private interface Saying {
        List<String> said();
    }

    /** What that says, and what is logged meanwhile, down to the last detail. */
    private static List<String> logged(Saying saying) {
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        Level level = root.getLevel();
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        try {
            List<String> said = saying.said();
            return Stream.concat(
                            said.stream(), List.copyOf(appender.list).stream().map(CredentialsTest::text))
                    .toList();
        } finally {
            root.setLevel(level);
            root.detachAppender(appender);
        }
    }

    private static String text(ILoggingEvent event) {
        String cause = event.getThrowableProxy() == null
                ? ""
                : event.getThrowableProxy().getMessage();
        return event.getFormattedMessage() + " " + cause;
    }

    /** A StackStorm without authentication cannot say who we are. */
    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void whereAuthenticationIsOffEverythingWorksWithoutACredentialAndNobodyIsNamed(int status) {
        var transport = new ScriptedTransport()
                .answers(200, "{\"version\": \"3.10.0\"}")
                .answers(status, "{\"faultstring\": \"Internal Server Error\"}")
                .answers(200, "{\"id\": \"6b03e567856e7d23189eb041\", \"status\": \"running\"}");
        var client = new StackStormClient(transport, Credentials.NONE, () -> "id");
        var executions = new Executions(client);
        var clock = InstantSource.fixed(Instant.EPOCH);
        var own = new OwnExecutions(client, executions, clock, Pause.real(), () -> "key");
        var probe = new StackStormProbe(
                new ProbeReads(client, clock),
                new ProbeRun(client, executions, own, clock, Pause.real()),
                new StackStormProbe.Parts(
                        () -> new ProbeFile.Seen(Optional.empty(), Optional.empty()),
                        new ProbeEnvironments(client, own)::look,
                        new ProbeTimers(client, clock)::look),
                Optional::empty,
                clock);
        var monitor = new StackStormMonitor(client, executions, probe, "http://st2.test", clock);

        assertThat(monitor.status()).satisfies(found -> {
            assertThat(found.usable()).isTrue();
            assertThat(found.details()).isEqualTo(JsonObject.empty());
        });
        assertThat(executions.one(new EngineExecutionId("6b03e567856e7d23189eb041"), "id,status"))
                .isPresent();
        assertThat(transport.requests())
                .allSatisfy(request -> assertThat(request.headers()).containsOnlyKeys(Request.REQUEST_ID));
    }
}
