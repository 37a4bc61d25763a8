package dev.sst.jpa;

import dev.sst.spi.ChangeFeed.Subject;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.StatelessSession;

/** The rows of the change feed that one transaction writes, in order, in one statement. Not thread-safe. */
final class Changes {
    private static final String INSERT = """
            insert into {h-schema}change (subject, thing_id)
            select subject, thing_id
            from unnest(:subjects, :things) with ordinality as told (subject, thing_id, place)
            order by place
            """;

    private final List<String> subjects = new ArrayList<>();
    private final List<String> things = new ArrayList<>();

    Changes tell(Subject subject, String id) {
        subjects.add(subject.name());
        things.add(id);
        return this;
    }

    void write(StatelessSession session) {
        if (!things.isEmpty()) {
            session.createNativeMutationQuery(INSERT)
                    .setParameter("subjects", subjects.toArray(String[]::new))
                    .setParameter("things", things.toArray(String[]::new))
                    .executeUpdate();
        }
    }
}
