package dev.sst.report;

import java.util.List;
import java.util.Objects;

/**
 * By what tests can be told apart, with how many there are of each; by name. Immutable. Deleted tests do not count.
 *
 * @param packs at most {@link #MOST}, those with the most tests
 * @param tags at most {@link #MOST}, those with the most tests
 * @param types the names of {@link dev.sst.test.TestType}
 */
public record Facets(List<Facet> packs, List<Facet> tags, List<Facet> types) {
    /** How many different ones are told of. */
    public static final int MOST = 1_000;

    /** One of them. */
    public record Facet(String value, long tests) {
        public Facet {
            Objects.requireNonNull(value, "value");
        }
    }

    public Facets {
        packs = List.copyOf(packs);
        tags = List.copyOf(tags);
        types = List.copyOf(types);
    }
}
