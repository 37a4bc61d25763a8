package dev.sst.stackstorm;

import java.util.UUID;
import java.util.function.Supplier;

/** Fresh names for requests, by which StackStorm's logs and our errors find each other. Thread-safe. */
final class SystemRequestIds implements Supplier<String> {

    @Override
    public String get() {
        return UUID.randomUUID().toString();
    }
}
