package dev.sst.incidents;

import dev.sst.incidents.AllowedAddresses.RefusedAddressException;
import dev.sst.incidents.Reply.NotSent.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request and says what became of it. Nothing happens behind the caller's back: no retry, redirect, cookie, cached
 * credential, compression or proxy, and each request has a connection of its own, since a request on one that the other side has
 * just closed would count as lost. A whole exchange ends at its deadline however slowly it drips. Thread-safe; never throws.
 */
final class SinkHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkHttp.class);
    private static final int MAX_CONNECTIONS = 20;

    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Duration exchangeTimeout;
    private final @Nullable Supplier<String> bearer;

    SinkHttp(RestIncidentSettings settings, AllowedAddresses addresses) {
        exchangeTimeout = settings.exchangeTimeout();
        bearer = settings.bearer();
        deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sst-sink-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                        .setSocketTimeout(millis(exchangeTimeout), TimeUnit.MILLISECONDS)
                        .build())
                .build();
        client = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(exchangeTimeout.toMillis(), TimeUnit.MILLISECONDS)
                        .setResponseTimeout(exchangeTimeout.toMillis(), TimeUnit.MILLISECONDS)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("stackstorm-synthetic-tests/" + version())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * One request.
     *
     * @param json its body; {@code null} for none
     * @param id tells the receiver a repeated delivery from a new one
     * @param answerCap how many bytes of the answer are read; a longer one is judged by its status line alone
     */
    record Call(String method, URI url, @Nullable String json, String id, int answerCap) {}

    Reply send(Call call) {
        var request = new HttpUriRequestBase(call.method(), call.url());
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        request.setHeader("X-Request-Id", call.id());
        WatchedBody body = call.json() == null ? null : new WatchedBody(call.json());
        request.setEntity(body);
        Future<?> deadline = null;
        try {
            if (bearer != null) {
                request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + bearer.get());
            }
            deadline = deadlines.schedule(request::cancel, exchangeTimeout.toMillis(), TimeUnit.MILLISECONDS);
            ClassicHttpResponse response = client.executeOpen(null, request, null);
            Reply reply = answered(response, call.answerCap());
            breakOff(request, response);
            return reply;
        } catch (IOException | RuntimeException e) {
            String reason =
                    request.isCancelled() ? "no answer within " + exchangeTimeout.toSeconds() + " s" : reason(e);
            return body != null && body.begun ? new Reply.Lost(reason) : new Reply.NotSent(why(e), reason);
        } finally {
            if (deadline != null) {
                deadline.cancel(false);
            }
        }
    }

    /** Cancelled first: closing alone would read an endless answer to its end. */
    private static void breakOff(HttpUriRequestBase request, ClassicHttpResponse response) {
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            LOG.debug("The connection was closed after the answer had been read", e);
        }
    }

    private static Reply answered(ClassicHttpResponse response, int cap) {
        var body = Body.read(response.getEntity(), cap);
        return new Reply.Answered(
                response.getCode(),
                withoutQuery(header(response, HttpHeaders.LOCATION)),
                header(response, HttpHeaders.RETRY_AFTER),
                header(response, HttpHeaders.DATE),
                body.text(),
                body.whole());
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null
                ? null
                : header.getValue().trim();
    }

    private static @Nullable String withoutQuery(@Nullable String location) {
        return location == null ? null : PlainText.line(location.replaceAll("[?#].*", ""), 200);
    }

    private static Why why(Exception e) {
        if (e instanceof RefusedAddressException) {
            return Why.FORBIDDEN;
        }
        return e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException
                ? Why.UNTRUSTED
                : Why.UNREACHABLE;
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return PlainText.line(
                e.getClass().getSimpleName().replaceAll("Exception$", "") + (message == null ? "" : ": " + message),
                300);
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    private static String version() {
        String version = SinkHttp.class.getPackage().getImplementationVersion();
        return version == null ? "unversioned" : version;
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.GRACEFUL);
    }

    /** What was read of an answer's body. An answer that breaks off is not whole; its status still counts. */
    private record Body(String text, boolean whole) {

        /** The stream is left open on purpose: closing it would read an endless answer to its end. */
        static Body read(@Nullable HttpEntity entity, int cap) {
            if (entity == null) {
                return new Body("", true);
            }
            try {
                InputStream in = entity.getContent();
                byte[] bytes = in.readNBytes(cap + 1);
                return bytes.length > cap
                        ? new Body("", false)
                        : new Body(new String(bytes, StandardCharsets.UTF_8), true);
            } catch (IOException e) {
                return new Body("", false);
            }
        }
    }

    /** A JSON body that knows whether its writing began: before that nothing can have been carried out. */
    private static final class WatchedBody extends HttpEntityWrapper {
        private volatile boolean begun;

        WatchedBody(String json) {
            super(new ByteArrayEntity(json.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            begun = true;
            super.writeTo(out);
        }
    }
}
