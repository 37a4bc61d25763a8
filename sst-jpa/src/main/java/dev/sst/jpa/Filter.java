package dev.sst.jpa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.query.CommonQueryContract;
import org.jspecify.annotations.Nullable;

/** The conditions of a list and their values. Not thread-safe. */
final class Filter {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    /** A condition without a value. */
    Filter and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** A condition that holds when there is a value, which it names. */
    Filter and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
        return this;
    }

    /** The conditions as a clause; empty when there are none. */
    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    <Q extends CommonQueryContract> Q apply(Q query) {
        values.forEach(query::setParameter);
        return query;
    }
}
