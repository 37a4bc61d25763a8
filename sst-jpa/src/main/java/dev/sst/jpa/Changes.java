package dev.sst.jpa;

import dev.sst.spi.ChangeFeed.Subject;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.StatelessSession;

/**
 * The rows of the change feed that one transaction writes, in order, in one statement; a thing that changes several times in
 * it is told of once, for nobody sees the states between. Not thread-safe.
 */
final class Changes {
    private static final String INSERT = """
            insert into {h-schema}change (subject, thing_id)
            select subject, thing_id
            from unnest(:subjects, :things) with ordinality as told (subject, thing_id, place)
            order by place
            """;

    private record Told(Subject subject, String id) {}

    private final Set<Told> told = new LinkedHashSet<>();

    Changes tell(Subject subject, String id) {
        told.add(new Told(subject, id));
        return this;
    }

    void write(StatelessSession session) {
        if (!told.isEmpty()) {
            session.createNativeMutationQuery(INSERT)
                    .setParameter(
                            "subjects",
                            told.stream().map(one -> one.subject().name()).toArray(String[]::new))
                    .setParameter("things", told.stream().map(Told::id).toArray(String[]::new))
                    .executeUpdate();
        }
    }
}
