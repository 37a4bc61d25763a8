package dev.sst.web;

import dev.sst.ConflictException;
import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.InvalidInputException;
import dev.sst.NotFoundException;
import dev.sst.Problem;
import dev.sst.StoreUnavailableException;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What went wrong, as RFC 9457 has it: {@code application/problem+json} with {@code type}, {@code title}, {@code status},
 * {@code detail} (always a text) and {@code errors} (everything that is wrong with the input, often empty). It holds no
 * stack, no SQL, no path and no class name.
 */
public final class ProblemAnswer {
    /** Its content type. */
    public static final String TYPE = "application/problem+json";

    /** All that is told of what nobody thought of. */
    static final String UNEXPECTED = "Something unexpected happened; the server's log tells more.";

    private static final int LONGEST_DETAIL = 8192;

    private ProblemAnswer() {}

    /** A problem without a list of errors. */
    public static Answer of(int status, String detail) {
        return answer(status, json(status, detail, List.of(), null));
    }

    /** The document alone, for those who do not answer through a route. */
    public static byte[] document(int status, String detail) {
        return JsonText.writeBytes(json(status, detail, List.of(), null));
    }

    /** What an exception that was thrown on purpose means; {@code null} when it was not. */
    static @Nullable Answer of(RuntimeException e) {
        OptionalInt status = status(e);
        return status.isEmpty()
                ? null
                : answer(status.getAsInt(), json(status.getAsInt(), e)).with(headers(e));
    }

    /** The same as a document, for one of several in an answer. */
    static Optional<JsonObject> json(RuntimeException e) {
        OptionalInt status = status(e);
        return status.isEmpty() ? Optional.empty() : Optional.of(json(status.getAsInt(), e));
    }

    private static OptionalInt status(RuntimeException e) {
        if (e instanceof RequestRefused refused) {
            return OptionalInt.of(refused.status());
        }
        if (e instanceof InvalidInputException) {
            return OptionalInt.of(422);
        }
        if (e instanceof ConflictException) {
            return OptionalInt.of(409);
        }
        if (e instanceof NotFoundException) {
            return OptionalInt.of(404);
        }
        if (e instanceof EngineRejectedException) {
            return OptionalInt.of(502);
        }
        if (away(e)) {
            return OptionalInt.of(503);
        }
        return e instanceof EngineOutcomeUnknownException ? OptionalInt.of(504) : OptionalInt.empty();
    }

    private static boolean away(RuntimeException e) {
        return e instanceof EngineUnavailableException || e instanceof StoreUnavailableException;
    }

    private static Map<String, String> headers(RuntimeException e) {
        if (e instanceof RequestRefused refused) {
            return refused.headers();
        }
        return away(e) ? Map.of("Retry-After", "5") : Map.of();
    }

    private static JsonObject json(int status, RuntimeException e) {
        if (e instanceof InvalidInputException invalid) {
            return json(status, "The input cannot be accepted: " + invalid.getMessage(), invalid.problems(), null);
        }
        ConflictException.Reason reason = e instanceof ConflictException conflict ? conflict.reason() : null;
        return json(status, String.valueOf(e.getMessage()), List.of(), reason);
    }

    private static Answer answer(int status, JsonObject json) {
        return Answer.bytes(status, TYPE, JsonText.writeBytes(json));
    }

    private static JsonObject json(
            int status, String detail, List<Problem> errors, ConflictException.@Nullable Reason reason) {
        HttpStatus known = HttpStatus.resolve(status);
        var json = JsonObject.builder()
                .put("type", "about:blank")
                .put("title", known == null ? "Problem" : known.getReasonPhrase())
                .put("status", status)
                .put("detail", detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "..." : detail)
                .put("errors", Json.problems(errors));
        if (reason != null) {
            json.put("reason", Json.word(reason));
        }
        return json.build();
    }
}
