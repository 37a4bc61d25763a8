package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.spi.Leases;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server holds while it works on its stores. Executions do not say which engine they are meant for, so all servers on
 * the same stores use the same: they share one hold under its name, unless there can be only one. An exclusive engine has one
 * more, for one server alone. Thread-safe.
 */
final class Holds implements AutoCloseable {
    private final @Nullable HeldLease shared;
    private final @Nullable HeldLease exclusive;

    private Holds(@Nullable HeldLease shared, @Nullable HeldLease exclusive) {
        this.shared = shared;
        this.exclusive = exclusive;
    }

    /**
     * @param alone whether no other server can work on these stores
     * @param holder who alone may use the engine; {@code null} when it is not exclusive
     * @throws ConflictException HELD_ELSEWHERE when a server with another engine, or another holder, has these stores
     */
    static Holds take(Leases leases, String engine, boolean alone, @Nullable String holder, Duration lease) {
        HeldLease exclusive = holder == null
                ? null
                : HeldLease.take(leases, "engine/" + engine, holder, lease)
                        .orElseThrow(
                                () -> heldElsewhere(
                                        "another server uses the " + engine
                                                + " engine on this database, and its runs live on that machine: stop it first, or use StackStorm"));
        if (alone) {
            return new Holds(null, exclusive);
        }
        Optional<HeldLease> shared = HeldLease.take(leases, "engine", engine, lease);
        if (shared.isEmpty()) {
            release(exclusive);
            throw heldElsewhere("a server with another engine than " + engine
                    + " uses this database, and each would take the other's executions: stop it first, or use another database."
                    + " One that has just stopped still counts for up to " + lease.toSeconds() + " s");
        }
        return new Holds(shared.get(), exclusive);
    }

    /** Whether it still has them; asks only when the last renewal does not count any more. */
    boolean held() {
        return (shared == null || shared.held()) && (exclusive == null || exclusive.held());
    }

    /** The shared one ends by itself: its owner is the engine, and another server that is still at work may have it too. */
    @Override
    public void close() {
        if (shared != null) {
            shared.leave();
        }
        release(exclusive);
    }

    private static void release(@Nullable HeldLease lease) {
        if (lease != null) {
            lease.close();
        }
    }

    private static ConflictException heldElsewhere(String message) {
        return new ConflictException(Reason.HELD_ELSEWHERE, message);
    }
}
