package dev.sst.server;

import dev.sst.spi.AccessTokens;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Sees to it that there is a way in:
 *
 * <ol>
 *   <li>a bootstrap token that is given counts from now on, in place of the one before; no file is written;
 *   <li>else, when the database knows a token, nothing is done;
 *   <li>else one is made, put into the token file for the local launcher, stored as its hash, and printed: once.
 * </ol>
 */
final class AdministratorToken {
    /** The shortest bootstrap token. */
    static final int SHORTEST = 32;

    /** What it is called in the database, and in {@code created_by}. */
    static final String NAME = "administrator";

    private final AccessTokens tokens;
    private final Path file;
    private final PrintStream console;

    AdministratorToken(AccessTokens tokens, Path file, PrintStream console) {
        this.tokens = tokens;
        this.file = file;
        this.console = console;
    }

    /** @param bootstrap the given token; empty for none */
    void settle(String bootstrap) {
        if (!bootstrap.isEmpty()) {
            tokens.put(NAME, SystemTokens.hash(checked(bootstrap)));
        } else if (!tokens.any()) {
            make();
        }
    }

    private static String checked(String bootstrap) {
        if (bootstrap.length() < SHORTEST || !bootstrap.matches("[!-~]+")) {
            throw new IllegalArgumentException("SST_BOOTSTRAP_TOKEN must be at least " + SHORTEST
                    + " characters of printable ASCII without spaces");
        }
        return bootstrap;
    }

    private void make() {
        String token = SystemTokens.newToken();
        try {
            PrivateFile.write(file, token + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the administrator token could not be written to SST_HOME", e);
        }
        tokens.put(NAME, SystemTokens.hash(token));
        console.println("Administrator token, shown this once: " + token);
        console.println("It is also in " + file + " until you delete it.");
    }
}
