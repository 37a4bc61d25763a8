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
        return answer(status, detail, List.of(), null);
    }

    /** The document alone, for those who do not answer through a route. */
    public static byte[] document(int status, String detail) {
        return JsonText.writeBytes(json(status, detail, List.of(), null));
    }

    /** What an exception that was thrown on purpose means; empty when it was not. */
    static @Nullable Answer of(RuntimeException e) {
        if (e instanceof RequestRefused refused) {
            return of(refused.status(), String.valueOf(refused.getMessage())).with(refused.headers());
        }
        if (e instanceof InvalidInputException invalid) {
            return answer(422, "The input cannot be accepted: " + invalid.getMessage(), invalid.problems(), null);
        }
        if (e instanceof ConflictException conflict) {
            return answer(409, detail(e), List.of(), conflict.reason());
        }
        OptionalInt status = status(e);
        if (status.isEmpty()) {
            return null;
        }
        Answer answer = of(status.getAsInt(), detail(e));
        return status.getAsInt() == 503 ? answer.with(Map.of("Retry-After", "5")) : answer;
    }

    /** The same as a document: its status, its words and its reason, for one of several in an answer. */
    static Optional<JsonObject> json(RuntimeException e) {
        if (e instanceof RequestRefused refused) {
            return Optional.of(json(refused.status(), detail(e), List.of(), null));
        }
        if (e instanceof InvalidInputException invalid) {
            return Optional.of(json(422, detail(e), invalid.problems(), null));
        }
        if (e instanceof ConflictException conflict) {
            return Optional.of(json(409, detail(e), List.of(), conflict.reason()));
        }
        OptionalInt status = status(e);
        return status.isEmpty() ? Optional.empty() : Optional.of(json(status.getAsInt(), detail(e), List.of(), null));
    }

    private static OptionalInt status(RuntimeException e) {
        if (e instanceof NotFoundException) {
            return OptionalInt.of(404);
        }
        if (e instanceof EngineRejectedException) {
            return OptionalInt.of(502);
        }
        if (e instanceof EngineUnavailableException || e instanceof StoreUnavailableException) {
            return OptionalInt.of(503);
        }
        return e instanceof EngineOutcomeUnknownException ? OptionalInt.of(504) : OptionalInt.empty();
    }

    private static String detail(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private static Answer answer(
            int status, String detail, List<Problem> errors, ConflictException.@Nullable Reason reason) {
        return Answer.bytes(status, TYPE, JsonText.writeBytes(json(status, detail, errors, reason)));
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
