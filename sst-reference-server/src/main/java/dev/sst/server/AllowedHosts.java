package dev.sst.server;

import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Under which names this server may be called. A page from elsewhere can make a browser call us only under a name that it
 * controls (DNS rebinding), so addresses in digits and {@code localhost} are always good, and any other name has to be told.
 *
 * @param names in lower case, without ports
 */
record AllowedHosts(Set<String> names) {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+\\]");

    AllowedHosts {
        names = Set.copyOf(names);
    }

    /**
     * @param listed names with commas between
     * @param publicUrl the address people use, whose name is good as well; {@code null} for none
     */
    static AllowedHosts of(String listed, @Nullable String publicUrl) {
        Set<String> names = new HashSet<>();
        Arrays.stream(listed.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        if (publicUrl != null) {
            String host = URI.create(publicUrl).getHost();
            if (host == null) {
                throw new IllegalArgumentException("SST_PUBLIC_URL must be http://host or https://host");
            }
            names.add(host.toLowerCase(Locale.ROOT));
        }
        return new AllowedHosts(names);
    }

    /** @param host the request's {@code Host}; {@code null} when there is none */
    boolean allows(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":[0-9]{0,5}$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost") || DIGITS.matcher(name).matches() || names.contains(name);
    }
}
