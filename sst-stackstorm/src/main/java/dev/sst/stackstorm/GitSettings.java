package dev.sst.stackstorm;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where packs are kept as git repositories, and where StackStorm's runners find these. With it every file that StackStorm is to
 * hold travels by git; without it, through StackStorm's API. Immutable.
 *
 * @param directory a folder of this machine with one bare repository per pack, {@code <pack>.git}; the nodes of one installation
 *     share it
 * @param url the address of that folder as the runners see it, by http, https, ssh or git; without a slash at its end. The folder
 *     has to be served by somebody else: a web server that knows nothing of git will do
 */
public record GitSettings(Path directory, URI url) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "ssh", "git");

    public GitSettings {
        String text = url.toString();
        if ("file".equals(url.getScheme())) {
            throw refused(text, "StackStorm copies what a file address names and does not clone it");
        }
        if (url.getHost() == null || !SCHEMES.contains(url.getScheme())) {
            throw refused(text, "it is no address of the kind http, https, ssh or git");
        }
        if (text.contains("=")) {
            throw refused(text, "StackStorm takes what follows a = for a version");
        }
        String user = url.getRawUserInfo();
        if (user != null && user.contains(":")) {
            throw new IllegalArgumentException(
                    "git.url has a password in it, which everybody would see who may see executions"
                            + " in StackStorm: give the runners' user a credential for git instead");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw refused(text, "it has a query or a fragment");
        }
        url = URI.create(text.replaceAll("/+$", ""));
    }

    private static IllegalArgumentException refused(String url, String why) {
        return new IllegalArgumentException("git.url cannot be " + url + ": " + why);
    }

    /**
     * Both or none.
     *
     * @return {@code null} for none
     * @throws IllegalArgumentException when one is missing, or the address is not usable
     */
    public static @Nullable GitSettings of(@Nullable Path directory, @Nullable String url) {
        if (directory == null && url == null) {
            return null;
        }
        if (directory == null || url == null) {
            throw new IllegalArgumentException("git.directory and git.url must be given together");
        }
        return new GitSettings(directory, URI.create(url));
    }

    /** From where a runner clones that pack. */
    String repository(String pack) {
        return url + "/" + pack + ".git";
    }
}
