package dev.sst.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.web.Permission;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the roles that a property names are allowed to do. */
final class RolePermissionsTest {

    private static Map<String, Set<Permission>> allowed(Map<String, String> properties) {
        var source = new MapConfigurationPropertySource(properties);
        SstProperties bound = new Binder(source).bindOrCreate("sst", SstProperties.class);
        return RolePermissions.of(Objects.requireNonNull(bound.web().roles(), "roles"));
    }

    @Test
    void aRoleWithoutANameAllowsNobodyAnything() {
        assertThat(allowed(Map.of("sst.web.roles.viewer", ""))).isEmpty();
    }

    @Test
    void aViewerReadsAnOperatorRunsAndAnAdministratorDoesEverything() {
        assertThat(allowed(Map.of(
                        "sst.web.roles.viewer", "SST_VIEWER",
                        "sst.web.roles.operator", "SST_OPERATOR",
                        "sst.web.roles.administrator", "SST_ADMIN")))
                .isEqualTo(Map.of(
                        "SST_VIEWER", Set.of(Permission.READ),
                        "SST_OPERATOR", Set.of(Permission.READ, Permission.EXECUTE, Permission.INCIDENTS),
                        "SST_ADMIN", Permission.all()));
    }

    @Test
    void severalRolesMayBeOneThingAndOneRoleSeveral() {
        assertThat(allowed(Map.of(
                        "sst.web.roles.viewer", "EVERYONE,SUPPORT",
                        "sst.web.roles.operator", "SUPPORT")))
                .isEqualTo(Map.of(
                        "EVERYONE", Set.of(Permission.READ),
                        "SUPPORT", Set.of(Permission.READ, Permission.EXECUTE, Permission.INCIDENTS)));
    }

    @Test
    void theNamesAreGivenAsTheyAre() {
        assertThat(new SstProperties.Roles(List.of("ROLE_x y"), null, null).viewer())
                .containsExactly("ROLE_x y");
    }
}
