package dev.sst.stackstorm;

import dev.sst.stackstorm.TransportException.Fate;
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
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why an exchange failed, in words that a person can act on: what happened, at which address, and which setting to look at.
 * Java's own exceptions often have no message, or one that is the name of a class; neither gets out of here. Immutable.
 *
 * @param base the address of the service that was to answer
 * @param setting the name of the setting that holds it
 */
record ConnectionFailure(URI base, String setting) {

    /** {@code sun.security.validator.ValidatorException: PKIX path building failed}, {@code java.net.ConnectException}. */
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:\\w+\\.)+[A-Z]\\w*(?:Exception|Error)\\b:?\\s*");

    /** What Java says of an answer that is no TLS at all. */
    private static final String NO_TLS = "Unsupported or unrecognized SSL message";

    /** What that failure says of the request's fate, and why. */
    TransportException of(Throwable failure, Duration connectTimeout) {
        if (failure instanceof SSLException) {
            return told(handshake(failure) ? Fate.NOT_SENT : Fate.RESET, tls(failure), failure);
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return told(
                    Fate.NOT_SENT,
                    "no connection to " + place() + " within " + connectTimeout.toSeconds() + " s: look at " + setting
                            + ", and at firewalls between",
                    failure);
        }
        if (failure instanceof ConnectException || failure instanceof UnresolvedAddressException) {
            return told(Fate.NOT_SENT, unconnected(failure), failure);
        }
        if (failure instanceof CappedBody.TooLongException) {
            return told(Fate.UNREADABLE, detail(failure).orElse("the answer is too long"), failure);
        }
        if (failure instanceof IOException) {
            return told(
                    Fate.RESET,
                    "the connection broke before a whole answer had come"
                            + detail(failure).map(words -> " (" + words + ")").orElse(""),
                    failure);
        }
        return told(
                Fate.LOST,
                "the exchange failed"
                        + detail(failure).map(words -> ": " + words).orElse(""),
                failure);
    }

    private static TransportException told(Fate fate, String words, Throwable cause) {
        return new TransportException(fate, words, cause);
    }

    private String unconnected(Throwable failure) {
        String remedy = ": look at " + setting;
        if (has(failure, UnresolvedAddressException.class)) {
            return "the host name " + base.getHost() + " is not known" + remedy;
        }
        if (has(failure, NoRouteToHostException.class)) {
            return "there is no route to " + place() + remedy;
        }
        return "connection refused at " + place() + ", nothing listens there" + remedy;
    }

    /** Whether TLS failed before anything of ours was sent; later it is a broken connection like any other. */
    private static boolean handshake(Throwable failure) {
        return failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException
                || String.valueOf(failure.getMessage()).startsWith(NO_TLS);
    }

    private String tls(Throwable failure) {
        if (has(failure, CertificateExpiredException.class)) {
            return "TLS: the certificate of " + place() + " has expired";
        }
        if (has(failure, CertPathBuilderException.class)) {
            return "TLS: the certificate of " + place()
                    + " is not trusted: give the certificate of its authority as a PEM"
                    + " file (caCertificates, sst.stackstorm.ca-certificates)";
        }
        if (has(failure, CertificateException.class)) {
            return "TLS: the certificate of " + place() + " is not for this name"
                    + detail(failure).map(words -> " (" + words + ")").orElse("") + ": look at " + setting;
        }
        String failed = "TLS with " + place() + " failed";
        if (String.valueOf(failure.getMessage()).startsWith(NO_TLS)) {
            return failed + ", it does not speak TLS: for plain HTTP " + setting + " begins with http://";
        }
        return failed + detail(failure).map(words -> " (" + words + ")").orElse("");
    }

    private String place() {
        return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    /** Java's own words, where there are any. */
    private static Optional<String> detail(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .map(words -> CLASS_NAME.matcher(words).replaceAll("").strip())
                .filter(words -> !words.isEmpty());
    }
}
