package dev.sst.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Tells who sent a request: the one question the routes ask of whatever secures the application they are mounted in.
 * Thread-safe. A request nobody answers for is refused with 401 on every route that is not open.
 */
@FunctionalInterface
public interface Callers {
    Optional<Caller> identify(HttpServletRequest request);

    /** Whoever the servlet container, or a security framework in front of it, says it is; nobody when it says nothing. */
    static Callers principal() {
        return request -> Optional.ofNullable(request.getUserPrincipal()).map(who -> new Caller(who.getName(), true));
    }
}
