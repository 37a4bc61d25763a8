package dev.sst.spring;

import dev.sst.stackstorm.StackStormSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of StackStorm's three services when only st2api's is given:
 *
 * <ul>
 *   <li>port 9101, as the services listen by themselves: auth is 9100 and stream 9102 on that host;
 *   <li>a path that ends in {@code /api}: {@code /auth} and {@code /stream} beside it;
 *   <li>no path at all and no port of its own: the root of StackStorm's nginx.
 * </ul>
 *
 * Anything else has to be told whole.
 */
final class StackStormAddresses {
    private static final int API_PORT = 9101;

    private StackStormAddresses() {}

    static StackStormSettings.Builder of(String apiUrl, @Nullable String authUrl, @Nullable String streamUrl) {
        URI api = URI.create(apiUrl.replaceAll("/+$", ""));
        String base = api.toString();
        String path = api.getPath() == null ? "" : api.getPath();
        if (api.getPort() == API_PORT && path.isEmpty()) {
            return at(base, authUrl, onPort(base, 9100), streamUrl, onPort(base, 9102));
        }
        if (path.endsWith("/api")) {
            String root = base.substring(0, base.length() - "/api".length());
            return at(base, authUrl, root + "/auth", streamUrl, root + "/stream");
        }
        if (path.isEmpty() && authUrl == null && streamUrl == null) {
            return StackStormSettings.behindNginx(base);
        }
        if (authUrl == null || streamUrl == null) {
            throw new IllegalArgumentException(
                    "the addresses of StackStorm's auth and stream services do not follow from STACKSTORM_API_URL;"
                            + " set STACKSTORM_AUTH_URL and STACKSTORM_STREAM_URL too");
        }
        return StackStormSettings.at(base, authUrl, streamUrl);
    }

    private static String onPort(String base, int port) {
        return base.substring(0, base.length() - Integer.toString(API_PORT).length()) + port;
    }

    private static StackStormSettings.Builder at(
            String api, @Nullable String auth, String otherAuth, @Nullable String stream, String otherStream) {
        return StackStormSettings.at(api, auth == null ? otherAuth : auth, stream == null ? otherStream : stream);
    }
}
