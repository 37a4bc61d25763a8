package dev.sst.incidents;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.jsontext.JsonTextException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** What became of one request. Immutable. */
sealed interface Reply {

    /**
     * There is a status line.
     *
     * @param location of a redirect, without its query; {@code null} when there is none
     * @param retryAfter the header as it came
     * @param date the answer's own time
     * @param body at most what the call allowed
     * @param whole whether that is all of it
     */
    record Answered(
            int status,
            @Nullable String location,
            @Nullable String retryAfter,
            @Nullable String date,
            String body,
            boolean whole)
            implements Reply {

        boolean success() {
            return status / 100 == 2;
        }

        /** The body, when it is one JSON object; empty for a page, half an answer, or nothing. */
        Optional<JsonObject> json() {
            if (!whole) {
                return Optional.empty();
            }
            try {
                return JsonText.parseLenient(body) instanceof JsonObject object
                        ? Optional.of(object)
                        : Optional.empty();
            } catch (JsonTextException e) {
                return Optional.empty();
            }
        }

        /**
         * How long the receiver wants us to wait: seconds, or a date less the answer's own date, since two clocks are apart.
         * Negative, unreadable and absent are empty.
         */
        Optional<Duration> pause() {
            if (retryAfter == null) {
                return Optional.empty();
            }
            if (retryAfter.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
            }
            Instant until = DateUtils.parseStandardDate(retryAfter);
            Instant from = date == null ? null : DateUtils.parseStandardDate(date);
            return until == null || from == null || until.isBefore(from)
                    ? Optional.empty()
                    : Optional.of(Duration.between(from, until));
        }
    }

    /** The receiver cannot have seen it. */
    record NotSent(Why why, String reason) implements Reply {
        /** What follows from that. */
        enum Why {
            /** It may work in a moment. */
            UNREACHABLE,
            /** A person has to do something, though not here: a certificate. */
            UNTRUSTED,
            /** Our own rules refuse the address. */
            FORBIDDEN
        }
    }

    /** It was written, in part or whole, and no answer came. */
    record Lost(String reason) implements Reply {}
}
