package dev.sst.spi;

/** Keeps hashes of access tokens, never the tokens. Thread-safe. */
public interface AccessTokens {
    /** Whether there is any. */
    boolean any();

    /** @param hash SHA-256 (hex) of the token */
    boolean known(String hash);

    /** Stores the hash under a name, in place of the one that had it. */
    void put(String name, String hash);
}
