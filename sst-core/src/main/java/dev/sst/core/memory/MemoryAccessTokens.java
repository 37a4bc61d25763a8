package dev.sst.core.memory;

import dev.sst.spi.AccessTokens;
import java.util.HashMap;
import java.util.Map;

/** Access tokens in memory. */
final class MemoryAccessTokens implements AccessTokens {
    private final Object lock;
    private final Map<String, String> hashesByName = new HashMap<>();

    MemoryAccessTokens(Object lock) {
        this.lock = lock;
    }

    @Override
    public boolean any() {
        synchronized (lock) {
            return !hashesByName.isEmpty();
        }
    }

    @Override
    public boolean known(String hash) {
        synchronized (lock) {
            return hashesByName.containsValue(hash);
        }
    }

    @Override
    public void put(String name, String hash) {
        synchronized (lock) {
            hashesByName.put(name, hash);
        }
    }
}
