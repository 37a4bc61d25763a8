package dev.sst.server;

import dev.sst.web.ProblemAnswer;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Answers whatever no route answered with a problem document: unknown addresses, and errors the container dispatches. */
final class FallbackRoutes implements RouterFunction<ServerResponse> {

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return Optional.of(any -> answer(any.servletRequest()));
    }

    private static ServerResponse answer(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        HttpStatus known = HttpStatus.resolve(status);
        String detail = status == 404 || known == null
                ? "There is nothing at this address."
                : "The request was not carried out: " + known.getReasonPhrase() + ".";
        byte[] body = ProblemAnswer.document(status, detail);
        return ServerResponse.status(status).build((asked, response) -> {
            response.setContentType(ProblemAnswer.TYPE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            return null;
        });
    }
}
