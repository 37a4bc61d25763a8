package dev.sst.spring;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A database's address in one of its two common spellings, {@code postgresql://user:password@host:5432/db} or a JDBC URL, as
 * a pool wants it. User and password may be percent-encoded. The words of a refusal never hold the address, which may hold a
 * password.
 *
 * @param jdbcUrl without user and password when the first spelling was used
 */
record DatabaseUrl(
        String jdbcUrl, @Nullable String user, @Nullable String password) {
    private static final String JDBC = "jdbc:postgresql:";

    static DatabaseUrl parse(String text) {
        if (text.startsWith(JDBC)) {
            return new DatabaseUrl(batched(text), null, null);
        }
        URI uri = uri(text);
        boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!known
                || uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2) {
            throw refusal();
        }
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new DatabaseUrl(
                batched(JDBC + "//" + uri.getHost() + ":" + port + uri.getRawPath() + query),
                login.length > 0 ? decode(login[0]) : null,
                login.length > 1 ? decode(login[1]) : null);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw refusal();
        }
    }

    private static IllegalArgumentException refusal() {
        return new IllegalArgumentException(
                "DATABASE_URL (sst.database.url) must be postgresql://user:password@host:5432/db, with odd characters of"
                        + " user and password percent-encoded");
    }

    private static String batched(String jdbcUrl) {
        return jdbcUrl.contains("reWriteBatchedInserts")
                ? jdbcUrl
                : jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true";
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseUrl[" + user + "]";
    }
}
