package dev.sst.testkit.incident;

import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One answer of the receiver. */
record ReceiverAnswer(int status, Map<String, String> headers, String body) {
    private static final String TYPE = "Content-Type";

    static ReceiverAnswer json(int status, JsonValue body) {
        return new ReceiverAnswer(status, Map.of(TYPE, "application/json"), JsonText.write(body));
    }

    static ReceiverAnswer problem(int status, String detail) {
        return json(status, JsonObject.builder().put("detail", detail).build());
    }

    /** As FastAPI names a field it refuses. */
    static ReceiverAnswer refusedField(String field, String message) {
        JsonObject problem = JsonObject.builder()
                .put("type", "value_error")
                .put("loc", JsonArray.of(new JsonString("body"), new JsonString(field)))
                .put("msg", message)
                .build();
        return json(
                422, JsonObject.builder().put("detail", JsonArray.of(problem)).build());
    }

    static ReceiverAnswer redirect(String to) {
        return new ReceiverAnswer(307, Map.of("Location", to), "");
    }

    /** What it says instead of doing it; {@code null} for faults that come after the doing. */
    static @Nullable ReceiverAnswer instead(ReceiverFault fault) {
        return switch (fault) {
            case RATE_LIMITED -> problem(429, "Too Many Requests").with("Retry-After", "5");
            case RATE_LIMITED_BY_DATE ->
                problem(429, "Too Many Requests")
                        .with("Retry-After", httpDate(Instant.now().plusSeconds(60)));
            case CREDENTIAL_REFUSED -> problem(401, "Not authenticated");
            case LOGIN_PAGE ->
                new ReceiverAnswer(200, Map.of(TYPE, "text/html"), "<html><body>Please log in</body></html>");
            case ONLY_500 -> problem(500, "Internal Server Error");
            case TOO_SLOW -> problem(408, "Request Timeout");
            case TOO_LARGE -> problem(413, "Content Too Large");
            case REDIRECTED -> redirect("http://192.0.2.1/elsewhere?secret=1");
            case ANSWER_LOST, DONE_THEN_500, DROPPED, NO_ID, HALF_AN_ANSWER, SILENT -> null;
        };
    }

    /** What it says after having done it. */
    ReceiverAnswer spoilt(ReceiverFault fault) {
        return switch (fault) {
            case DONE_THEN_500 -> problem(500, "Failed to create incident");
            case NO_ID -> json(201, JsonObject.builder().put("total_updates", 1).build());
            case HALF_AN_ANSWER -> new ReceiverAnswer(status, headers, body.substring(0, body.length() / 2));
            default -> this;
        };
    }

    private static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private ReceiverAnswer with(String name, String value) {
        return new ReceiverAnswer(
                status,
                Stream.concat(headers.entrySet().stream(), Stream.of(Map.entry(name, value)))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)),
                body);
    }

    /** The texts of an array. */
    static Stream<String> texts(JsonValue value) {
        return value instanceof JsonArray array
                ? array.items().stream().filter(JsonString.class::isInstance).map(item -> ((JsonString) item).value())
                : Stream.empty();
    }
}
