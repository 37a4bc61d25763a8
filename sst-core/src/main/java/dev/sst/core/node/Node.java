package dev.sst.core.node;

import java.time.InstantSource;
import java.util.Objects;

/** What a process of ours is known by and paces itself with. The owner is random and made anew at each start; the engine
 * is the one it starts tests on; the pause
 * is what its worker waits in. */
public record Node(
        String owner, String engine, CoreSettings settings, InstantSource clock, SystemIdentifiers ids, Pause pause) {
    public Node {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(ids, "ids");
        Objects.requireNonNull(pause, "pause");
    }

    public static Node on(String engine, CoreSettings settings, InstantSource clock) {
        var ids = new SystemIdentifiers(clock);
        return new Node(ids.next(), engine, settings, clock, ids, new Pause());
    }
}
