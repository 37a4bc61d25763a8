package dev.sst.spring;

import dev.sst.web.Permission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code sst.web.roles.*} allows each role of the application. */
final class RolePermissions {
    private static final Set<Permission> VIEWER = Set.of(Permission.READ);
    private static final Set<Permission> OPERATOR = Set.of(Permission.READ, Permission.EXECUTE, Permission.INCIDENTS);

    private RolePermissions() {}

    /** By the name of the role; empty when no role is named. One that is named twice may do both. */
    static Map<String, Set<Permission>> of(SstProperties.Roles roles) {
        Map<String, Set<Permission>> allowed = new HashMap<>();
        allow(roles.viewer(), VIEWER, allowed);
        allow(roles.operator(), OPERATOR, allowed);
        allow(roles.administrator(), Permission.all(), allowed);
        return allowed;
    }

    private static void allow(
            @Nullable List<String> roles, Set<Permission> permissions, Map<String, Set<Permission>> allowed) {
        for (String role : Objects.requireNonNull(roles, "roles")) {
            allowed.computeIfAbsent(role, any -> EnumSet.noneOf(Permission.class))
                    .addAll(permissions);
        }
    }
}
