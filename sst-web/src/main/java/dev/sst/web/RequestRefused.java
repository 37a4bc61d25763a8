package dev.sst.web;

import java.util.Map;
import java.util.Set;

/** A request that HTTP itself already says no to: before any test, execution or incident is concerned. */
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    RequestRefused(int status, String detail) {
        this(status, detail, Map.of());
    }

    RequestRefused(int status, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    /** Whoever asks is known, and has none of these. */
    static RequestRefused needs(Set<Permission> oneOf) {
        return new RequestRefused(
                403, "You may not do that here: it needs the permission " + Permission.oneOf(oneOf) + ".");
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }
}
