package dev.sst.yaml;

import java.util.Set;

/** What a rule's criterion can compare with ({@code st2common/operators.py}). */
final class Operators {
    static final String SEARCH = "search";

    /** Which items of a list have to meet which of the nested criteria of {@link #SEARCH}. */
    static final Set<String> CONDITIONS = Set.of("any", "all", "any2any", "all2any");

    static final Set<String> ALL = Set.of(
            "matchwildcard",
            "matchregex",
            "regex",
            "iregex",
            "eq",
            "equals",
            "neq",
            "nequals",
            "ieq",
            "iequals",
            "contains",
            "icontains",
            "ncontains",
            "incontains",
            "startswith",
            "istartswith",
            "endswith",
            "iendswith",
            "lt",
            "lessthan",
            "gt",
            "greaterthan",
            "td_lt",
            "timediff_lt",
            "td_gt",
            "timediff_gt",
            "exists",
            "nexists",
            "in",
            "inside",
            "nin",
            "ninside",
            SEARCH);

    private Operators() {}
}
