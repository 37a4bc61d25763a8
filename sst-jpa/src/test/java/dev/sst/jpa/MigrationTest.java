package dev.sst.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.Deployment;
import dev.sst.deployment.Drift;
import dev.sst.deployment.Drifted;
import dev.sst.test.TestType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a migration makes of rows that an earlier version has written. */
class MigrationTest {
    private static final String SCHEMA = "migrated";
    private static final Drifted DRIFTED =
            new Drifted(Instant.EPOCH, new Drift(List.of("action x is disabled")), false);

    @RegisterExtension
    static final Database database = new Database();

    @Test
    void whatHadDriftedIsKnownToListsUnlessItWasIgnored() throws SQLException {
        JpaSettings settings = database.settings().withSchema(SCHEMA);
        Flyway.configure()
                .dataSource(settings.dataSource())
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .table("schema_history")
                .locations("classpath:dev/sst/jpa/migration")
                .target("6")
                .load()
                .migrate();
        insert("as-written", deployment().build());
        insert("changed", deployment().drifted(DRIFTED).build());
        insert("ignored", deployment().drifted(DRIFTED.asIgnored()).build());

        JpaStores.open(settings).close();

        assertThat(database.query("select id from " + SCHEMA + ".test where drifted order by id"))
                .containsExactly("changed");
    }

    private static Deployment.Builder deployment() {
        return Deployment.builder("pack.test", TestType.ACTION, 1, "stackstorm", Instant.EPOCH)
                .contentHash("ab");
    }

    private static void insert(String id, Deployment deployment) throws SQLException {
        String sql = "insert into " + SCHEMA + ".test (id, version, pack, name, type, enabled, tags, search, revision,"
                + " deployment, live, created_at, created_by, deleted)"
                + " values (?, 1, 'pack', ?, 'ACTION', true, '{}', '', 1, ?, 1, now(), 'me', false)";
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setString(2, id);
            insert.setString(3, Documents.deployment(deployment));
            insert.executeUpdate();
        }
    }
}
