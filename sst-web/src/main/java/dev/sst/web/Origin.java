package dev.sst.web;

import org.jspecify.annotations.Nullable;

/** Where a browser says that a request comes from. Pure. */
public final class Origin {
    private Origin() {}

    /**
     * Whether it is a page of the server that was asked, ports that go without saying included.
     *
     * @param origin the request's {@code Origin}; {@code null} when there is none
     * @param host the request's {@code Host}; {@code null} when there is none
     */
    public static boolean same(@Nullable String origin, @Nullable String host) {
        if (origin == null || host == null || !origin.matches("https?://.*")) {
            return false;
        }
        boolean tls = origin.startsWith("https");
        String authority = origin.substring(origin.indexOf("//") + 2);
        return withPort(authority, tls).equalsIgnoreCase(withPort(host, tls));
    }

    private static String withPort(String authority, boolean tls) {
        return authority.matches(".*:[0-9]+$") ? authority : authority + (tls ? ":443" : ":80");
    }
}
