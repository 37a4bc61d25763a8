package dev.sst.core.node;

import java.time.InstantSource;

/** The clock of the machine: what runs when no other is given. */
public final class SystemTime {

    private SystemTime() {}

    public static InstantSource clock() {
        return InstantSource.system();
    }
}
