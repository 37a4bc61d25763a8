package dev.sst.stackstorm;

import dev.sst.stackstorm.TransportException.Fate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/**
 * {@link Transport} and {@link EventSource} over {@link HttpClient}: HTTP/1.1, no cookies (StackStorm's would become a
 * credential), no redirects (Java's client would take the credentials along), one deadline for a request as a whole, a limit
 * for each body. Thread-safe.
 */
final class HttpTransport implements Transport, EventSource, AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final StackStormSettings settings;
    private final ExecutorService threads;
    private final HttpClient http;
    private final Deadlines deadlines;

    HttpTransport(StackStormSettings settings) {
        this.settings = settings;
        this.threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "sst-stackstorm-http");
            thread.setDaemon(true);
            return thread;
        });
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout())
                .executor(threads);
        Tls.context(settings).ifPresent(builder::sslContext);
        this.http = builder.build();
        this.deadlines = new Deadlines(settings.requestTimeout());
    }

    @Override
    public Answer send(Request request) throws TransportException {
        HttpResponse<byte[]> response = exchange(request, answer -> new CappedBody(settings.answerLimit()));
        Answer answer = new Answer(response.statusCode(), response.body())
                .pointingTo(response.headers().firstValue("Location").orElse(""));
        OptionalLong total = total(response.headers());
        return total.isPresent() ? answer.of(total.getAsLong()) : answer;
    }

    private static OptionalLong total(HttpHeaders headers) {
        try {
            return headers.firstValueAsLong(Answer.TOTAL);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Opened open(Request request) throws TransportException {
        HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
        return new Opened(response.statusCode(), response.body());
    }

    /** On this thread: what the client does asynchronously begins and ends on threads of its own, for each request. */
    private <T> HttpResponse<T> exchange(Request request, BodyHandler<T> handler) throws TransportException {
        HttpRequest built = built(request);
        try {
            return deadlines.within(() -> http.send(built, handler));
        } catch (TimeoutException e) {
            throw new TransportException(
                    Fate.LOST,
                    "no whole answer within " + settings.requestTimeout().toSeconds()
                            + " s (requestTimeout, STACKSTORM_TIMEOUT)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(Fate.LOST, "interrupted while waiting for the answer", e);
        } catch (IOException e) {
            throw failure(request, e.getCause() == null ? e : e.getCause());
        }
    }

    private HttpRequest built(Request request) {
        var builder = HttpRequest.newBuilder(URI.create(base(request.service()) + request.path()));
        request.headers().forEach(builder::header);
        Request.Content content = request.content();
        if (content == null) {
            builder.method(request.method(), BodyPublishers.noBody());
        } else {
            builder.header("Content-Type", content.type())
                    .method(request.method(), BodyPublishers.ofByteArray(content.bytes()));
        }
        return builder.build();
    }

    private URI base(Request.Service service) {
        return switch (service) {
            case API -> settings.apiUrl();
            case AUTH -> settings.authUrl();
            case STREAM -> settings.streamUrl();
        };
    }

    private TransportException failure(Request request, Throwable cause) {
        String setting = switch (request.service()) {
            case API -> "apiUrl (STACKSTORM_API_URL)";
            case AUTH -> "authUrl (STACKSTORM_AUTH_URL)";
            case STREAM -> "streamUrl (STACKSTORM_STREAM_URL)";
        };
        return new ConnectionFailure(base(request.service()), setting).of(cause, connectTimeout());
    }

    private Duration connectTimeout() {
        return shorter(CONNECT_TIMEOUT, settings.requestTimeout());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        deadlines.close();
    }
}
