package dev.sst.spring;

import dev.sst.spi.Stores;
import java.util.Objects;

/**
 * The stores this application works on, and what has to be closed with them.
 *
 * @param place where they are, for people: {@code memory}, {@code postgresql}
 * @param shared whether other servers may work on them at the same time
 * @param closing closes what was opened for them; does nothing when it belongs to somebody else
 */
public record OpenStores(Stores stores, String place, boolean shared, Runnable closing) implements AutoCloseable {
    public OpenStores {
        Objects.requireNonNull(stores, "stores");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(closing, "closing");
    }

    @Override
    public void close() {
        closing.run();
    }
}
