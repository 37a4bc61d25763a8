package dev.sst.stackstorm;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which executions: all filters that are set have to be met, and one that is set again takes the place of the earlier. Only what
 * StackStorm can filter by is here, because it passes over a filter that it does not know and gives everything. Immutable.
 */
public final class ExecutionQuery {

    private static final ExecutionQuery ALL =
            new ExecutionQuery(TimedList.EXECUTIONS.query(), Map.of(), TimeBounds.NONE, false);

    /** StackStorm splits {@code filter} at blanks, and each part at its first colon. */
    private static final Pattern FILTERABLE = Pattern.compile("[^\\s:]+");

    private static final String LEAVING_OUT_RESULTS = "result,trigger_instance";

    private final QueryString filters;
    private final Map<String, String> paths;
    private final TimeBounds bounds;
    private final boolean results;

    private ExecutionQuery(QueryString filters, Map<String, String> paths, TimeBounds bounds, boolean results) {
        this.filters = filters;
        this.paths = new LinkedHashMap<>(paths);
        this.bounds = bounds;
        this.results = results;
    }

    /** Every execution that the account may see. */
    public static ExecutionQuery all() {
        return ALL;
    }

    /** Those of that action or workflow, {@code pack.name}. */
    public static ExecutionQuery of(String action) {
        return ALL.filtered("action", action);
    }

    /**
     * Asked for at that time or later.
     *
     * @throws IllegalArgumentException when that is not before {@link #until}
     */
    public ExecutionQuery since(Instant instant) {
        return new ExecutionQuery(filters, paths, bounds.from(instant), results);
    }

    /**
     * Asked for before that time.
     *
     * @throws IllegalArgumentException when that is not after {@link #since}
     */
    public ExecutionQuery until(Instant instant) {
        return new ExecutionQuery(filters, paths, bounds.to(instant), results);
    }

    /**
     * In that state now.
     *
     * @param word StackStorm's, as {@code failed} or {@code canceled}
     * @throws IllegalArgumentException when StackStorm has no such word: it would find nothing and not say why
     */
    public ExecutionQuery status(String word) {
        if (!ExecutionStatus.known(word)) {
            throw new IllegalArgumentException("status must be one of StackStorm's, was " + word);
        }
        return filtered("status", word);
    }

    /** Of that account. */
    public ExecutionQuery user(String name) {
        return filtered("user", name);
    }

    /** Of actions of that runner, as {@code orquesta}. */
    public ExecutionQuery runner(String name) {
        return filtered("runner", name);
    }

    /** The steps of that execution. */
    public ExecutionQuery parent(String id) {
        return filtered("parent", id);
    }

    /**
     * Fired by that rule, {@code pack.name}.
     *
     * @throws IllegalArgumentException when that is empty, or has a blank or a colon: StackStorm cannot be asked for it
     */
    public ExecutionQuery firedBy(String rule) {
        return found("rule.ref", rule);
    }

    /** Fired by that event. */
    public ExecutionQuery triggeredBy(String instance) {
        return filtered("trigger_instance", instance);
    }

    /**
     * What {@link ExecutionsClient#reRun} made of that execution.
     *
     * @throws IllegalArgumentException when that is empty, or has a blank or a colon: StackStorm cannot be asked for it
     */
    public ExecutionQuery reRunsOf(String id) {
        return found("context.re-run.ref", id);
    }

    /**
     * With what came of each. Results may be large: a page that is longer than {@link StackStormSettings#answerLimit} cannot be
     * read, while each execution of it may be by {@link ExecutionsClient#withResult}.
     */
    public ExecutionQuery withResults() {
        return new ExecutionQuery(filters, paths, bounds, true);
    }

    private ExecutionQuery filtered(String name, String value) {
        return new ExecutionQuery(filters.with(name, value), paths, bounds, results);
    }

    private ExecutionQuery found(String path, String value) {
        if (!FILTERABLE.matcher(value).matches()) {
            throw new IllegalArgumentException("a name without blanks and colons is needed, was " + value);
        }
        var all = new LinkedHashMap<>(paths);
        all.put(path, value);
        return new ExecutionQuery(filters, all, bounds, results);
    }

    /** Without bounds. The order has to be said: with a bound alone StackStorm may turn it round. */
    QueryString query() {
        QueryString ordered = filters.with("sort_desc", "true");
        QueryString filtered = paths.isEmpty()
                ? ordered
                : ordered.with(
                        "filter",
                        paths.entrySet().stream()
                                .map(one -> one.getKey() + ":" + one.getValue())
                                .collect(Collectors.joining(" ")));
        return results ? filtered : leavingOutResults(filtered);
    }

    static QueryString leavingOutResults(QueryString query) {
        return query.with("exclude_attributes", LEAVING_OUT_RESULTS);
    }

    TimeBounds bounds() {
        return bounds;
    }

    int page() {
        return results ? Lists.PAGE_OF_RESULTS : Lists.PAGE;
    }

    @Override
    public String toString() {
        return "ExecutionQuery[" + query().parameters() + ", " + bounds + "]";
    }
}
