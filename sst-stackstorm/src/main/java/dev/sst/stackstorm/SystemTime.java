package dev.sst.stackstorm;

import java.time.InstantSource;

/** The system's clock, for who brings none. */
final class SystemTime {

    private SystemTime() {}

    static InstantSource source() {
        return InstantSource.system();
    }
}
