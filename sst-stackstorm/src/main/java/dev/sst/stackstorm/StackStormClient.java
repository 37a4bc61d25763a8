package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import dev.sst.stackstorm.TransportException.Fate;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that is true of any request to StackStorm. {@link #send} reads top to bottom:
 *
 * <ol>
 *   <li>Each request has a fresh {@code X-Request-ID} and exactly one credential.
 *   <li>A read whose connection broke is repeated once: StackStorm closes kept-alive connections after two seconds.
 *   <li>A 401 drops the token, logs in once and repeats once, whatever the method: nothing was processed.
 *   <li>What is left is one of three: an answer (2xx, and 404, which is one); {@link EngineRejectedException} (StackStorm said
 *       no, in its own words); {@link EngineUnavailableException} (nothing was done); and for writes
 *       {@link EngineOutcomeUnknownException} (sent, and the answer is lost, a 5xx, or makes no sense). A read that would fail
 *       the same way for ever is told apart by {@link #unreadable}.
 * </ol>
 *
 * Thread-safe.
 */
final class StackStormClient {

    private final Transport transport;
    private final Credentials credentials;
    private final Supplier<String> requestIds;

    StackStormClient(Transport transport, Credentials credentials, Supplier<String> requestIds) {
        this.transport = transport;
        this.credentials = credentials;
        this.requestIds = requestIds;
    }

    /** A JSON object; empty on 404. */
    Optional<JsonObject> object(Request request) {
        return found(request).map(answer -> shaped(request, answer, JsonObject.class));
    }

    /** The same for a request whose values may be secret: of what StackStorm says, {@link ClearWords} alone are repeated. */
    Optional<JsonObject> discreet(Request request) {
        Answer answer = exchange(request);
        if (!answer.ok()) {
            judged(request, ClearWords.of(answer));
            return Optional.empty();
        }
        return Optional.of(answer.json()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElseThrow(() -> new EngineOutcomeUnknownException("StackStorm: " + request + " was answered with "
                        + answer.status() + ", and not with what was asked for" + named(answer))));
    }

    /** The answer to a request about something that has to be there: 404 is a refusal. */
    JsonObject existing(Request request) {
        return object(request).orElseThrow(() -> absent(request));
    }

    /** What a request about something that has to be there comes to when it is not. */
    static EngineRejectedException absent(Request request) {
        return new EngineRejectedException("StackStorm refused " + request + ": it knows no such thing (404)");
    }

    /** A list of JSON objects; what is no object in it is left out. */
    JsonArray list(Request request) {
        return shaped(request, listed(request), JsonArray.class);
    }

    /** The same as a page, with how many rows there are in all. */
    Page page(Request request) {
        Answer answer = listed(request);
        return new Page(Executions.objects(shaped(request, answer, JsonArray.class)), answer.total());
    }

    private Answer listed(Request request) {
        return found(request)
                .orElseThrow(() -> new EngineUnavailableException(
                        request + " was answered with 404: the address is not that of a StackStorm API"));
    }

    /** The body as it came; empty on 404. */
    Optional<Answer> found(Request request) {
        Answer answer = send(request);
        return answer.status() == 404 ? Optional.empty() : Optional.of(answer);
    }

    /** An answer of status 2xx or 404. */
    Answer send(Request request) {
        return judged(request, exchange(request));
    }

    /** The answer, of any status, for callers to whom a refusal is an answer as well. */
    Answer exchange(Request request) {
        String requestId = requestIds.get();
        Optional<Credentials.Header> credential = credentials.header();
        Answer answer = carried(request, requestId, credential);
        if (answer.status() == 401 && credential.isPresent() && credentials.refused(credential.get())) {
            return carried(request, requestId, credentials.header());
        }
        return answer;
    }

    private Answer carried(Request request, String requestId, Optional<Credentials.Header> credential) {
        Request labelled = request.with(Request.REQUEST_ID, requestId);
        Request complete = credential
                .map(header -> labelled.with(header.name(), header.value()))
                .orElse(labelled);
        try {
            return transport.send(complete).to(requestId);
        } catch (TransportException e) {
            return carriedAgain(complete, requestId, e);
        }
    }

    private Answer carriedAgain(Request request, String requestId, TransportException first) {
        if (!request.readOnly() || first.fate() != Fate.RESET) {
            throw failed(request, requestId, first);
        }
        try {
            return transport.send(request).to(requestId);
        } catch (TransportException e) {
            throw failed(request, requestId, e);
        }
    }

    private static RuntimeException failed(Request request, String requestId, TransportException e) {
        String message = "StackStorm: " + request + ": " + e.getMessage() + named(requestId);
        return request.readOnly() || e.fate() == Fate.NOT_SENT
                ? new EngineUnavailableException(message, e)
                : new EngineOutcomeUnknownException(message, e);
    }

    /** That answer when its status is 2xx or 404; else what {@link #send} throws. */
    static Answer judged(Request request, Answer answer) {
        int status = answer.status();
        if (answer.ok() || status == 404) {
            return answer;
        }
        if (answer.redirect()) {
            throw new EngineUnavailableException("StackStorm: " + request + ": " + answer.elsewhere() + named(answer));
        }
        if (status >= 400 && status < 500) {
            throw new EngineRejectedException("StackStorm refused " + request + ": " + reason(answer) + named(answer));
        }
        String message = "StackStorm: " + request + " was answered with " + status + ", "
                + answer.fault().orElseGet(answer::excerpt) + named(answer);
        throw request.readOnly() ? new EngineUnavailableException(message) : new EngineOutcomeUnknownException(message);
    }

    /** A 409 carries the raw text of the database, which is nobody's business. */
    static String reason(Answer answer) {
        return switch (answer.status()) {
            case 409 -> "something of that name exists already (409)";
            case 413 -> "the request is larger than its front end allows (413)";
            case 414 -> "the request line is too long (414)";
            default ->
                answer.redirect()
                        ? answer.elsewhere()
                        : answer.fault().orElseGet(() -> "status " + answer.status() + " with " + answer.excerpt());
        };
    }

    private static <T extends JsonValue> T shaped(Request request, Answer answer, Class<T> shape) {
        return answer.json().filter(shape::isInstance).map(shape::cast).orElseThrow(() -> senseless(request, answer));
    }

    private static RuntimeException senseless(Request request, Answer answer) {
        String message = "StackStorm: " + request + " was answered with " + answer.status() + " and " + answer.excerpt()
                + ", which is not what was asked for" + named(answer);
        if (!request.readOnly()) {
            return new EngineOutcomeUnknownException(message);
        }
        return answer.carriesText()
                ? new EngineUnavailableException(message, new TransportException(Fate.UNREADABLE, message))
                : new EngineUnavailableException(message);
    }

    /**
     * Whether a read failed for what its answer is, longer than the limit or text that is no JSON, and not for the state of
     * StackStorm or the way to it, which pass.
     */
    static boolean unreadable(EngineUnavailableException failure) {
        return failure.getCause() instanceof TransportException cause && cause.fate() == Fate.UNREADABLE;
    }

    private static String named(Answer answer) {
        return named(answer.requestId());
    }

    private static String named(String requestId) {
        return " [request " + requestId + "]";
    }
}
