package dev.sst.web;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param name what is stored as {@code created_by} and shown with what they did
 * @param person whether a person sits in front of a browser, rather than a program with a token
 * @param permissions what they may do; nothing when empty
 * @param csrfToken what a request that changes something has to carry in {@link #CSRF_HEADER}, as proof that the page which
 *     sent it could read an answer of ours; {@code null} when the credential is none that browsers add by themselves, or when
 *     the application has a protection of its own
 */
public record Caller(
        String name,
        boolean person,
        Set<Permission> permissions,
        @Nullable String csrfToken) {
    /** The header that carries the proof. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    public Caller {
        Objects.requireNonNull(name, "name");
        permissions = Set.copyOf(permissions);
    }

    /** One who needs no proof. */
    public Caller(String name, boolean person, Set<Permission> permissions) {
        this(name, person, permissions, null);
    }

    /** Whether they have that permission. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
