package dev.sst.server;

import dev.sst.web.Origin;
import dev.sst.web.ProblemAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every request passes and every answer carries:
 *
 * <ol>
 *   <li>the headers that tell browsers to be strict, errors included;
 *   <li>the {@code Host} must be one of ours (DNS rebinding);
 *   <li>an {@code Origin}, where there is one, must be ours, and so must {@code Sec-Fetch-Site}, save for following a link;
 *   <li>a request that changes something on the strength of a cookie must say that it comes from our own page (CSRF).
 * </ol>
 */
final class BoundaryFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
            "Cache-Control",
            "no-store",
            "X-Frame-Options",
            "DENY",
            "X-XSS-Protection",
            "0");

    private final transient AllowedHosts hosts;

    BoundaryFilter(AllowedHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HEADERS.forEach(response::setHeader);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        Optional<String> refusal = refusal(request);
        if (refusal.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = ProblemAnswer.document(403, refusal.get());
        response.setStatus(403);
        response.setContentType(ProblemAnswer.TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private Optional<String> refusal(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (!hosts.allows(host)) {
            return Optional.of("This server does not answer under that host name; SST_ALLOWED_HOSTS can name it.");
        }
        String origin = request.getHeader("Origin");
        boolean ownOrigin = Origin.same(origin, host);
        if (origin != null && !ownOrigin) {
            return Optional.of("Pages of other sites may not call this server.");
        }
        String site = request.getHeader("Sec-Fetch-Site");
        boolean ownSite = site == null || OWN_SITE.contains(site);
        boolean followsLink =
                request.getMethod().equals("GET") && "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
        if (!ownSite && !followsLink) {
            return Optional.of("Pages of other sites may not call this server.");
        }
        boolean byCookie = request.getHeader("Authorization") == null && request.getHeader("Cookie") != null;
        boolean fromOwnPage = ownOrigin || "same-origin".equals(site);
        if (byCookie && !READING.contains(request.getMethod()) && !fromOwnPage) {
            return Optional.of("A request with a cookie must come from this server's own page: send Origin.");
        }
        return Optional.empty();
    }
}
