package dev.sst.server;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The environment variables that belong to the server itself, as the properties that they mean. Those of the framework are
 * read by the starter. A value that cannot be is an {@link IllegalArgumentException} whose words name the variable.
 *
 * <ul>
 *   <li>{@code SST_PORT}: {@value #DEFAULT_PORT} unless given; 0 for any free one
 *   <li>{@code SST_BIND}: the address to listen on, {@value #DEFAULT_BIND} unless given
 *   <li>{@code SST_ALLOWED_HOSTS}: further host names under which browsers may reach it, with commas between
 *   <li>{@code SST_PUBLIC_URL}: the address under which people see it, for links
 *   <li>{@code SST_BOOTSTRAP_TOKEN}: the administrator token, at least {@value AdministratorToken#SHORTEST} characters
 *   <li>{@code LOG_LEVEL}: {@value #DEFAULT_LOG_LEVEL} unless given
 * </ul>
 */
final class ServerVariables {
    static final int DEFAULT_PORT = 8004;
    static final String DEFAULT_BIND = "127.0.0.1";
    static final String DEFAULT_LOG_LEVEL = "INFO";

    /** Variables of the specification whose features come later. */
    static final List<String> NOT_USED_YET = List.of("REDIS_URL", "SECRET_KEY");

    private static final Map<String, String> LEVELS = Map.of(
            "TRACE",
            "TRACE",
            "DEBUG",
            "DEBUG",
            "INFO",
            "INFO",
            "WARN",
            "WARN",
            "WARNING",
            "WARN",
            "ERROR",
            "ERROR",
            "CRITICAL",
            "ERROR",
            "OFF",
            "OFF");

    private ServerVariables() {}

    static Map<String, Object> properties(Map<String, String> variables) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", port(value(variables, "SST_PORT", Integer.toString(DEFAULT_PORT))));
        properties.put("server.address", value(variables, "SST_BIND", DEFAULT_BIND));
        properties.put("server.allowed-hosts", value(variables, "SST_ALLOWED_HOSTS", ""));
        properties.put("server.bootstrap-token", value(variables, "SST_BOOTSTRAP_TOKEN", ""));
        properties.put("logging.level.root", level(value(variables, "LOG_LEVEL", DEFAULT_LOG_LEVEL)));
        String publicUrl = value(variables, "SST_PUBLIC_URL", "");
        if (!publicUrl.isEmpty()) {
            properties.put("sst.web.public-url", publicUrl.replaceAll("/+$", ""));
        }
        return properties;
    }

    private static String value(Map<String, String> variables, String name, String otherwise) {
        String value = variables.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("SST_PORT must be a port number, 0 to 65535");
    }

    private static String level(String text) {
        String level = LEVELS.get(text.toUpperCase(Locale.ROOT));
        if (level == null) {
            throw new IllegalArgumentException("LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR");
        }
        return level;
    }
}
