package dev.sst.web;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is answered by a route.
 *
 * @param open whether it is everybody, identified or not
 * @param oneOf where it is not: the permissions of which a caller needs one; with none of them it is every caller
 */
record Access(boolean open, Set<Permission> oneOf) {
    static final Access EVERYBODY = new Access(true, Set.of());
    static final Access EVERY_CALLER = new Access(false, Set.of());

    Access {
        oneOf = Set.copyOf(oneOf);
    }

    /** Those who may do one of these. */
    static Access having(Permission first, Permission... others) {
        return new Access(false, EnumSet.of(first, others));
    }

    /** @param caller who asks; {@code null} when nobody says */
    boolean allows(@Nullable Caller caller) {
        return open || (caller != null && (oneOf.isEmpty() || oneOf.stream().anyMatch(caller.permissions()::contains)));
    }
}
