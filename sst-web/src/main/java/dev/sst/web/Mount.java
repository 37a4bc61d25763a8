package dev.sst.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Where the routes are mounted, as a browser sees it: the application's context path and whatever stands before our paths. */
final class Mount {
    /** What may be written into a page and into a header as it is. */
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

    private Mount() {}

    /** Whether that can be a mount: empty, or {@code /one/or/more} names. */
    static boolean isPlain(String path) {
        return PLAIN.matcher(path).matches();
    }

    /**
     * The part of the request's address before our own path, without a slash at its end; empty at the root of a server, and
     * where the address is written so crookedly that it cannot be told.
     *
     * @param path our own path, as the routes see it
     */
    static String of(HttpServletRequest request, String path) {
        String uri = request.getRequestURI();
        if (!uri.endsWith(path)) {
            return "";
        }
        String before = uri.substring(0, uri.length() - path.length());
        return isPlain(before) ? before : "";
    }
}
