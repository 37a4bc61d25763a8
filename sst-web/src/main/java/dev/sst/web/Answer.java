package dev.sst.web;

import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What a handler answers: status, headers, body. Immutable. It writes itself, so that no message converter of the host
 * application has a say in the contract's JSON. Nothing is cached unless a header says otherwise.
 */
public final class Answer {
    /** Of every answer with JSON in it that is no problem document. */
    public static final String JSON = "application/json";

    private static final Map<String, String> ALWAYS =
            Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

    private final int status;
    private final Map<String, String> headers;
    private final Writer writer;

    /** Writes the body, when there is more to it than bytes. */
    @FunctionalInterface
    interface Writer {
        void write(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private Answer(int status, Map<String, String> headers, Writer writer) {
        this.status = status;
        this.headers = headers;
        this.writer = writer;
    }

    /** 200 with that JSON. */
    public static Answer ok(JsonValue body) {
        return json(200, body);
    }

    /** That status with that JSON. */
    public static Answer json(int status, JsonValue body) {
        return bytes(status, JSON, JsonText.writeBytes(body));
    }

    /** 204. */
    public static Answer nothing() {
        return new Answer(204, ALWAYS, (request, response) -> {});
    }

    /** 302 to that address of ours. */
    static Answer redirect(String address) {
        return new Answer(302, ALWAYS, (request, response) -> {}).with("Location", address);
    }

    static Answer bytes(int status, String contentType, byte[] body) {
        return new Answer(status, ALWAYS, (request, response) -> {
            response.setContentType(contentType);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        });
    }

    static Answer stream(Writer writer) {
        return new Answer(200, ALWAYS, writer);
    }

    /** This answer with that header set. */
    public Answer with(String name, String value) {
        var copy = new LinkedHashMap<>(headers);
        copy.put(name, value);
        return new Answer(status, copy, writer);
    }

    Answer with(Map<String, String> more) {
        Answer answer = this;
        for (var header : more.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    ServerResponse toResponse() {
        return ServerResponse.status(status).build((request, response) -> {
            headers.forEach(response::setHeader);
            writer.write(request, response);
            return null;
        });
    }
}
