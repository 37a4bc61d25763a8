package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sst.deployment.CodeShape;
import dev.sst.deployment.Deployment;
import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.Fault;
import dev.sst.testkit.stackstorm.ScriptedStackStorm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read when there is no answer: what happened, where, what to look at, and no name of a class. */
final class ConnectionFailureTest {

    private static final Pattern CLASS_NAME = Pattern.compile("\\w+(Exception|Error)|java\\.|sun\\.|javax\\.");

    private final ConnectionFailure failure =
            new ConnectionFailure(URI.create("https://st2.test:9101"), "apiUrl (STACKSTORM_API_URL)");

    static Stream<Arguments> failuresOfJava() {
        return Stream.of(
                Arguments.of(new ConnectException(), Fate.NOT_SENT, "connection refused at st2.test:9101"),
                Arguments.of(
                        caused(new ConnectException(), new UnresolvedAddressException()),
                        Fate.NOT_SENT,
                        "the host name st2.test is not known"),
                Arguments.of(
                        caused(new ConnectException(), new NoRouteToHostException()),
                        Fate.NOT_SENT,
                        "no route to st2.test"),
                Arguments.of(
                        new HttpConnectTimeoutException("HTTP connect timed out"),
                        Fate.NOT_SENT,
                        "no connection to st2.test:9101 within 10 s"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException(
                                        "sun.security.validator.ValidatorException: PKIX path failed"),
                                new CertPathBuilderException()),
                        Fate.NOT_SENT,
                        "is not trusted"),
                Arguments.of(
                        caused(new SSLHandshakeException("x"), new CertificateExpiredException()),
                        Fate.NOT_SENT,
                        "has expired"),
                Arguments.of(
                        caused(new SSLHandshakeException("No name matching st2.test"), new CertificateException()),
                        Fate.NOT_SENT,
                        "is not for this name (No name matching st2.test)"),
                Arguments.of(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        Fate.NOT_SENT,
                        "begins with http://"),
                Arguments.of(
                        new SSLException("Tag mismatch"), Fate.RESET, "TLS with st2.test:9101 failed (Tag mismatch)"),
                Arguments.of(
                        new IOException("java.io.EOFException: fixed content-length: 9, bytes received: 4"),
                        Fate.RESET,
                        "(fixed content-length: 9, bytes received: 4)"),
                Arguments.of(new IOException("java.net.SocketException"), Fate.RESET, "before a whole answer had come"),
                Arguments.of(new IllegalStateException(), Fate.LOST, "the exchange failed"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfJava")
    void everyFailureOfJavaBecomesWordsAndAFate(Throwable cause, Fate fate, String words) {
        TransportException told = failure.of(cause, Duration.ofSeconds(10));

        assertThat(told.fate()).isEqualTo(fate);
        assertThat(told).hasMessageContaining(words).hasMessageNotContaining("null");
        assertThat(told.getMessage()).doesNotContainPattern(CLASS_NAME);
    }

    @Test
    void aPortWhereNobodyListensIsToldWithTheSettingToLookAt() {
        assertThat(statusAt("http://127.0.0.1:1"))
                .contains("connection refused at 127.0.0.1:1")
                .contains("look at apiUrl (STACKSTORM_API_URL)")
                .doesNotContainPattern(CLASS_NAME);
    }

    @Test
    void aHostThatDoesNotExistIsToldWithTheSettingToLookAt() {
        assertThat(statusAt("http://no-such-host.invalid"))
                .contains("host name no-such-host.invalid is not known")
                .contains("STACKSTORM_API_URL")
                .doesNotContainPattern(CLASS_NAME);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "RESET",
                "HALF_BODY",
                "ENDLESS_BODY",
                "STALLED_BODY",
                "NEVER_ANSWER",
                "HTML",
                "EMPTY_BODY",
                "REDIRECT"
            })
    void noClassOfJavaIsNamedWhateverAStackStormDoes(Fault fault) {
        try (var stackStorm = ScriptedStackStorm.start();
                var engine = StackStormEngine.at(
                        Orders.settings(stackStorm)
                                .requestTimeout(Duration.ofSeconds(1))
                                .answerLimit(100_000)
                                .build(),
                        InstantSource.system())) {
            stackStorm.faults().always(fault);

            assertThat(engine.monitor().status().error()).isNotNull().doesNotContainPattern(CLASS_NAME);
            var deployment = Deployment.builder("p.a", TestType.ACTION, 1, "stackstorm", Instant.EPOCH)
                    .shape(CodeShape.SCRIPT)
                    .contentHash("hash")
                    .build();
            RuntimeException search = catchThrowableOfType(
                    RuntimeException.class,
                    () -> engine.runner().findByKey(Orders.start("key-1", deployment), Instant.now()));
            assertThat(search.getMessage()).isNotNull().doesNotContainPattern(CLASS_NAME);
        }
    }

    private static String statusAt(String root) {
        try (var engine =
                StackStormEngine.at(StackStormSettings.at(root, root, root).build(), InstantSource.system())) {
            return String.valueOf(engine.monitor().status().error());
        }
    }

    private static Throwable caused(Throwable failure, Throwable cause) {
        return failure.initCause(cause);
    }
}
