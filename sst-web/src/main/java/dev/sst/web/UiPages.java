package dev.sst.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the browser's pages under {@code /ui/} out of the jar {@code sst-ui}, wherever the routes are mounted:
 *
 * <ol>
 *   <li>{@code /ui/assets/<name>-<hash>.<ending>} is a file, kept by browsers for good, since a changed one has another name;
 *   <li>every other address under {@code /ui/} that a browser navigates to is the one page; the script in it reads the address.
 *       The page is told where it is mounted ({@code <base>}) and gets the nonce of its policy, so it is made anew each time;
 *   <li>whatever else is asked for there is 404.
 * </ol>
 *
 * <p>The files hold nothing secret and are open to everybody. The page's policy allows scripts of this server alone, none of
 * them inline. Thread-safe.
 */
final class UiPages implements RouterFunction<ServerResponse> {
    /** Where the pages are, seen from where the routes are mounted. */
    static final String ROOT = "/ui";

    private static final String FILES = "/dev/sst/ui/";
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final Pattern ASSET = Pattern.compile("assets/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.([a-z0-9]+)");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");
    private static final Answer NOTHING = ProblemAnswer.of(404, "There is nothing at this address.");

    private final String page;
    private final SystemNonces nonces = new SystemNonces();

    private UiPages(String page) {
        this.page = page;
    }

    /**
     * The pages, if this application has the jar with them in it.
     *
     * @param signsIn whether people sign in at these pages, and not at the application around them
     */
    static @Nullable UiPages find(boolean signsIn) {
        byte[] index = PackagedFile.find(FILES + "index.html");
        if (index == null) {
            return null;
        }
        String page = new String(index, StandardCharsets.UTF_8);
        return new UiPages(page.replace("__SST_SIGN_IN__", signsIn ? "here" : "elsewhere"));
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        String path = request.requestPath().pathWithinApplication().value();
        boolean ours = path.equals(ROOT) || path.startsWith(ROOT + "/");
        boolean reading =
                request.method().name().equals("GET") || request.method().name().equals("HEAD");
        if (!ours || !reading) {
            return Optional.empty();
        }
        return Optional.of(any -> answer(path, any.servletRequest()).toResponse());
    }

    private Answer answer(String path, HttpServletRequest request) {
        if (path.equals(ROOT)) {
            return Answer.redirect(Mount.of(request, path) + ROOT + "/");
        }
        String inside = path.substring(ROOT.length() + 1);
        if (inside.startsWith("assets/")) {
            return asset(inside, request);
        }
        String accept = request.getHeader("Accept");
        boolean navigates = accept != null && accept.contains("text/html");
        return navigates ? page(Mount.of(request, path)) : NOTHING;
    }

    private static Answer asset(String name, HttpServletRequest request) {
        var shape = ASSET.matcher(name);
        String type = shape.matches() ? TYPES.get(shape.group(2)) : null;
        byte[] whole = type == null ? null : PackagedFile.find(FILES + name);
        if (type == null || whole == null) {
            return NOTHING;
        }
        String encodings = request.getHeader("Accept-Encoding");
        byte[] zipped =
                encodings != null && encodings.contains("gzip") ? PackagedFile.find(FILES + name + ".gz") : null;
        Answer answer = zipped == null
                ? Answer.bytes(200, type, whole)
                : Answer.bytes(200, type, zipped).with("Content-Encoding", "gzip");
        return answer.with("Cache-Control", FOREVER).with("Vary", "Accept-Encoding");
    }

    private Answer page(String mount) {
        String nonce = nonces.next();
        String html = page.replace("<base href=\"./\"", "<base href=\"" + mount + ROOT + "/\"")
                .replace("__SST_NONCE__", nonce);
        return Answer.bytes(200, "text/html;charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-cache")
                .with("Content-Security-Policy", policy(nonce));
    }

    /** Styles of this server's files, and those a script makes that knows the nonce: the code editor does. */
    private static String policy(String nonce) {
        return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce + "'; img-src 'self' data:; "
                + "font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'self'; frame-ancestors 'none'";
    }
}
