package dev.sst.incidents;

import dev.sst.incident.Delivery;
import dev.sst.incidents.Reply.Answered;
import dev.sst.incidents.SinkHttp.Call;
import dev.sst.json.JsonObject;
import dev.sst.spi.IncidentSink;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sink of {@code INCIDENT_API_URL}: a REST API of incidents that has no idempotency key.
 *
 * <ol>
 *   <li>An opening is {@code POST {url}/}. When its answer was lost, or was a 5xx (the receiver was seen to create first and
 *       fail then), it is ambiguous.
 *   <li>An ambiguous opening is looked up by the marker in its notes and tags: found, it is adopted. Not found, it is looked
 *       up once more at the next try, and only then created anew. A look-up that fails decides nothing.
 *   <li>Every other event is {@code PUT {url}/{id}}; without an id the incident is looked up first.
 *   <li>A 404 may also come from a gateway or a wrong address, so it is believed only when the list of open incidents can be
 *       read and has none of ours. Then the incident is gone: its resolution is accepted, for nothing of ours is open there; an
 *       update is refused for good. No other is made: the next episode opens a new one.
 * </ol>
 *
 * At least once, therefore; twice only where the look-up could not see the first. An id is only ever one that the receiver
 * said. Thread-safe; it never throws for what the receiver does.
 */
public final class RestIncidentSink implements IncidentSink, AutoCloseable {
    /** The largest body sent at first; after a 413 half of what was sent. */
    static final int MAX_BODY = 64 * 1024;

    /** As much of an answer to a write as is read. */
    static final int ANSWER_CAP = 64 * 1024;

    /** Stays in the row as its last error, and so tells the next try that one look-up has been made. */
    static final String NOT_FOUND_YET =
            "not found among the receiver's open incidents; looked up once more before it is made anew";

    private static final Logger LOG = LoggerFactory.getLogger(RestIncidentSink.class);

    private final String name;
    private final URI url;
    private final RestPayload payload;
    private final SinkHttp http;
    private final OpenIncidents openIncidents;

    public RestIncidentSink(RestIncidentSettings settings) {
        this(settings, new AllowedAddresses());
    }

    RestIncidentSink(RestIncidentSettings settings, AllowedAddresses addresses) {
        name = settings.name();
        url = settings.url();
        payload = new RestPayload(settings.incidentType());
        http = new SinkHttp(settings, addresses);
        openIncidents = new OpenIncidents(url, http);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer deliver(Delivery delivery, @Nullable String externalId) {
        return switch (delivery.event()) {
            case OPENED -> externalId == null ? open(delivery) : new Answer.Accepted(externalId);
            case UPDATED, ACKNOWLEDGED -> change(delivery, externalId, detail -> payload.update(delivery, detail));
            case RESOLVED -> change(delivery, externalId, detail -> payload.resolution(delivery, detail));
        };
    }

    @Override
    public Health health() {
        Reply reply =
                http.send(new Call("GET", URI.create(url + "/?page=1&per_page=1"), null, "sst-health", ANSWER_CAP));
        return reply instanceof Answered answered
                        && answered.success()
                        && answered.json().isPresent()
                ? new Health(true, "")
                : new Health(false, "its list of incidents cannot be read: " + ReplyRules.words(reply));
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer open(Delivery delivery) {
        if (!delivery.ambiguous()) {
            return create(delivery);
        }
        Lookup lookup = openIncidents.find(delivery.key(), delivery.id().value());
        if (lookup instanceof Lookup.Found found) {
            LOG.info("Incident {} was found at {} as {}", delivery.incidentId(), name, found.externalId());
            return new Answer.Accepted(found.externalId());
        }
        if (lookup instanceof Lookup.Unclear unclear) {
            return new Answer.Ambiguous(unclear.reason());
        }
        return lookedUpBefore(delivery) ? create(delivery) : new Answer.Ambiguous(NOT_FOUND_YET);
    }

    private static boolean lookedUpBefore(Delivery delivery) {
        return delivery.lastError() != null && delivery.lastError().contains(NOT_FOUND_YET);
    }

    private Answer create(Delivery delivery) {
        Reply reply = write("POST", URI.create(url + "/"), delivery, detail -> payload.opening(delivery, detail));
        if (!(reply instanceof Answered answered && answered.success())) {
            return ReplyRules.refusal(reply);
        }
        return answered.json()
                .flatMap(RestIncidentSink::createdId)
                .<Answer>map(Answer.Accepted::new)
                .orElseGet(
                        () -> new Answer.Ambiguous("it said yes without an incident id: " + ReplyRules.words(reply)));
    }

    private static Optional<String> createdId(JsonObject answer) {
        return OpenIncidents.id(answer.get("incident")
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElse(answer));
    }

    private Answer change(Delivery delivery, @Nullable String externalId, Function<Detail, JsonObject> form) {
        if (externalId != null) {
            Reply reply = put(delivery, externalId, form);
            return saysNotThere(reply) ? changeFound(delivery, externalId, form) : changed(reply, externalId);
        }
        return changeFound(delivery, null, form);
    }

    /** @param absent an id that the receiver has just said it does not have; {@code null} when none was asked for */
    private Answer changeFound(Delivery delivery, @Nullable String absent, Function<Detail, JsonObject> form) {
        Lookup lookup = openIncidents.find(delivery.key(), delivery.id().value());
        if (lookup instanceof Lookup.Unclear unclear) {
            return new Answer.Retry(unclear.reason());
        }
        if (!(lookup instanceof Lookup.Found found)) {
            return gone(
                    delivery,
                    absent,
                    absent == null
                            ? "the receiver has no open incident with our key"
                            : "incident " + absent + " is gone at the receiver");
        }
        Reply reply = put(delivery, found.externalId(), form);
        return saysNotThere(reply)
                ? new Answer.Retry("incident " + found.externalId()
                        + " is in the receiver's list, and then it is not there: " + ReplyRules.words(reply))
                : changed(reply, found.externalId());
    }

    private Reply put(Delivery delivery, String externalId, Function<Detail, JsonObject> form) {
        URI incident = URI.create(url + "/"
                + URLEncoder.encode(externalId, StandardCharsets.UTF_8).replace("+", "%20"));
        return write("PUT", incident, delivery, form);
    }

    private static boolean saysNotThere(Reply reply) {
        return reply instanceof Answered answered
                && (answered.status() == 404 || answered.status() == 410)
                && answered.json().isPresent();
    }

    private static Answer changed(Reply reply, String externalId) {
        if (!(reply instanceof Answered answered && answered.success())) {
            return ReplyRules.refusal(reply);
        }
        return answered.status() == 204 || answered.json().isPresent()
                ? new Answer.Accepted(externalId)
                : new Answer.Ambiguous("it said yes with something that is no JSON: " + ReplyRules.words(reply));
    }

    private Answer gone(Delivery delivery, @Nullable String externalId, String what) {
        if (delivery.event() == Delivery.Event.RESOLVED) {
            LOG.info("Incident {} needs no resolution at {}: {}", delivery.incidentId(), name, what);
            return new Answer.Accepted(externalId);
        }
        return new Answer.Permanent(what + "; no other is made for this episode");
    }

    private Reply write(String method, URI to, Delivery delivery, Function<Detail, JsonObject> form) {
        String id = delivery.id().value();
        String body = RestPayload.fitting(form, MAX_BODY);
        Reply reply = http.send(new Call(method, to, body, id, ANSWER_CAP));
        if (!(reply instanceof Answered answered && answered.status() == 413)) {
            return reply;
        }
        int half = body.getBytes(StandardCharsets.UTF_8).length / 2;
        return http.send(new Call(method, to, RestPayload.fitting(form, half), id, ANSWER_CAP));
    }
}
