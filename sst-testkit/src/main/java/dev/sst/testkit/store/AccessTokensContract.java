package dev.sst.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.spi.AccessTokens;
import dev.sst.spi.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AccessTokens} does. */
public abstract class AccessTokensContract {
    private AccessTokens tokens;

    /** Empty stores; asked for once per test. */
    protected abstract Stores stores();

    @BeforeEach
    void openTheStores() {
        tokens = stores().tokens();
    }

    @Test
    void thereIsNoneAtFirst() {
        assertThat(tokens.any()).isFalse();
        assertThat(tokens.known("ab".repeat(32))).isFalse();
    }

    @Test
    void aStoredHashIsKnown() {
        tokens.put("administrator", "ab".repeat(32));

        assertThat(tokens.any()).isTrue();
        assertThat(tokens.known("ab".repeat(32))).isTrue();
        assertThat(tokens.known("cd".repeat(32))).isFalse();
    }

    @Test
    void aNameHasOneHash() {
        tokens.put("administrator", "ab".repeat(32));
        tokens.put("bot", "ef".repeat(32));
        tokens.put("administrator", "cd".repeat(32));

        assertThat(tokens.known("ab".repeat(32))).isFalse();
        assertThat(tokens.known("cd".repeat(32))).isTrue();
        assertThat(tokens.known("ef".repeat(32))).isTrue();
    }
}
