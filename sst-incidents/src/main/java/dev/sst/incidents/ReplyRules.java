package dev.sst.incidents;

import dev.sst.incidents.Reply.Answered;
import dev.sst.incidents.Reply.NotSent;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.spi.IncidentSink.Answer;
import java.time.Duration;
import java.util.stream.Collectors;

/** What a reply that is no success means, for a receiver without idempotency: pure. */
final class ReplyRules {
    /** While a person sees to a certificate. */
    static final Duration UNTRUSTED_PAUSE = Duration.ofMinutes(5);

    /** The longest wait a receiver may ask for at once. */
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private ReplyRules() {}

    /**
     * The answer to a write that was not taken, or of which that is not known.
     *
     * @throws IllegalArgumentException for a success, which needs a look at its body
     */
    static Answer refusal(Reply reply) {
        if (reply instanceof NotSent notSent) {
            return switch (notSent.why()) {
                case UNREACHABLE -> new Answer.Retry("not sent: " + notSent.reason());
                case UNTRUSTED ->
                    new Answer.RetryAfter(
                            UNTRUSTED_PAUSE, "not sent, its certificate is not trusted: " + notSent.reason());
                case FORBIDDEN -> new Answer.Permanent("not sent: " + notSent.reason());
            };
        }
        return reply instanceof Answered answered
                ? refusal(answered)
                : new Answer.Ambiguous("sent, but the answer was lost: " + ((Reply.Lost) reply).reason());
    }

    private static Answer refusal(Answered answered) {
        int status = answered.status();
        String words = words(answered);
        if (status / 100 == 2) {
            throw new IllegalArgumentException("status " + status + " is no refusal");
        }
        if (status / 100 == 3) {
            return new Answer.Permanent("configuration error: it redirects to "
                    + (answered.location() == null ? "an unnamed place" : answered.location())
                    + ". INCIDENT_API_URL must be the address that answers itself; we send to it with a slash at the end and"
                    + " never follow");
        }
        return switch (status) {
            case 401, 403, 407 -> new Answer.Permanent("it refuses our credential: " + words);
            case 404, 410 -> new Answer.Permanent("there is no incident API at INCIDENT_API_URL: " + words);
            case 408, 425 -> new Answer.Retry(words);
            case 429 ->
                answered.pause()
                        .<Answer>map(pause -> new Answer.RetryAfter(shorter(pause), words))
                        .orElseGet(() -> new Answer.Retry(words));
            case 422 -> new Answer.Permanent("it refuses a field: " + words);
            case 501, 505 -> new Answer.Permanent(words);
            default ->
                status >= 500
                        ? new Answer.Ambiguous("it may have been taken all the same: " + words)
                        : new Answer.Permanent(words);
        };
    }

    /** In words, without anything secret: the status and the receiver's own first words. */
    static String words(Reply reply) {
        if (reply instanceof NotSent notSent) {
            return notSent.reason();
        }
        if (reply instanceof Reply.Lost lost) {
            return lost.reason();
        }
        Answered answered = (Answered) reply;
        String said = answered.json()
                .map(json -> detail(json.get("detail").orElse(json)))
                .orElseGet(() -> answered.whole() ? answered.body() : "an answer that is too long or broken off");
        return PlainText.line("status " + answered.status() + (said.isBlank() ? "" : ": " + said), 400);
    }

    /** FastAPI names fields as {@code [{"loc": ["body", "incident_type"], "msg": "..."}]}. */
    private static String detail(JsonValue detail) {
        return switch (detail.kind()) {
            case STRING -> ((JsonString) detail).value();
            case ARRAY ->
                ((JsonArray) detail).items().stream().map(ReplyRules::detail).collect(Collectors.joining("; "));
            case OBJECT -> field((JsonObject) detail);
            case NUMBER, BOOLEAN, NULL -> detail.toString();
        };
    }

    private static String field(JsonObject problem) {
        if (!(problem.get("loc").orElse(JsonNull.NULL) instanceof JsonArray path)) {
            return problem.text("message").or(() -> problem.text("error")).orElse("");
        }
        String field = path.items().stream()
                .map(part -> part instanceof JsonNumber number ? number.toString() : detail(part))
                .filter(part -> !part.equals("body"))
                .collect(Collectors.joining("."));
        return field + ": " + problem.text("msg").orElse("refused");
    }

    private static Duration shorter(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
