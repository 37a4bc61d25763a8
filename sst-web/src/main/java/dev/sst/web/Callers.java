package dev.sst.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells who sent a request and what they may do: the one question the routes ask of whatever secures the application they are
 * mounted in.
 * Thread-safe. A request nobody answers for is refused with 401 on every route that is not open.
 */
@FunctionalInterface
public interface Callers {
    Optional<Caller> identify(HttpServletRequest request);

    /**
     * Whoever the servlet container, or a security framework in front of it, says it is; nobody when it says nothing. All of them
     * may do everything.
     */
    static Callers principal() {
        return request -> Optional.ofNullable(request.getUserPrincipal())
                .map(who -> new Caller(who.getName(), true, Permission.all()));
    }

    /**
     * The same, and they may do what their roles allow: nothing, unless a role says otherwise.
     *
     * @param allowed what each role allows, by the name under which {@link HttpServletRequest#isUserInRole} knows it; somebody in
     *     several may do what any of them allows
     */
    static Callers roles(Map<String, Set<Permission>> allowed) {
        Map<String, Set<Permission>> roles = Map.copyOf(allowed);
        return request -> Optional.ofNullable(request.getUserPrincipal())
                .map(who -> new Caller(who.getName(), true, allowedTo(request, roles)));
    }

    private static Set<Permission> allowedTo(HttpServletRequest request, Map<String, Set<Permission>> roles) {
        return roles.entrySet().stream()
                .filter(role -> request.isUserInRole(role.getKey()))
                .flatMap(role -> role.getValue().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
