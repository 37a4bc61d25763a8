package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.execution.EngineExecutionId;
import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at watched rules. Each is read by itself at first, and before it counts as over; in between, all of them have two
 * questions in common:
 *
 * <ol>
 *   <li>Every rule's enforcements since the newest one that was known at the last look, and {@link Enforcements#OVERLAP} before
 *       it. What a watch has seen it remembers.
 *   <li>The executions they led to and that have not ended, by their ids.
 * </ol>
 *
 * Where they cannot be had, or there is too much in between, each is read by itself. Thread-safe.
 */
final class RuleLooks {

    /** So few are read by themselves. */
    static final int FEW = 3;

    /** A watch that was not looked at for longer than others must not make them read all that happened meanwhile. */
    private static final Duration BEHIND = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(RuleLooks.class);

    private final RuleChain chain;

    RuleLooks(RuleChain chain) {
        this.chain = chain;
    }

    /**
     * What many watches have in common.
     *
     * @param watches whose enforcements are among these
     * @param enforcements by the rule's id
     * @param executions by id, of those that were not known to have ended
     * @param newest the next mark; {@code null} when it is not known
     */
    record Common(
            Set<EngineExecutionId> watches,
            Map<String, List<JsonObject>> enforcements,
            Map<String, JsonObject> executions,
            @Nullable Instant newest) {
        static final Common NOTHING = new Common(Set.of(), Map.of(), Map.of(), null);

        boolean has(RuleWatch watch) {
            return watches.contains(watch.id().id());
        }

        List<JsonObject> of(RuleWatch watch) {
            return watch.with(enforcements.getOrDefault(watch.id().object(), List.of()));
        }
    }

    /** Asks what these have in common. It never fails: then it is nothing. */
    Common common(Collection<RuleWatch> watches) {
        if (watches.size() < FEW) {
            return Common.NOTHING;
        }
        try {
            Optional<Instant> newest = marks(watches).stream().max(Comparator.naturalOrder());
            List<RuleWatch> marked = watches.stream()
                    .filter(watch -> ready(watch, newest.orElse(Instant.EPOCH)))
                    .toList();
            Optional<List<JsonObject>> rows = marked.size() < FEW
                    ? Optional.empty()
                    : chain.enforcements()
                            .behind(
                                    marks(marked).stream()
                                            .min(Comparator.naturalOrder())
                                            .orElseThrow(),
                                    marked.size() / FEW);
            return rows.isEmpty()
                    ? new Common(
                            Set.of(), Map.of(), Map.of(), chain.enforcements().last())
                    : common(marked, rows.get(), newest.orElseThrow());
        } catch (EngineUnavailableException | EngineRejectedException e) {
            LOG.debug("Could not ask for what {} watched rules have in common", watches.size(), e);
            return Common.NOTHING;
        }
    }

    private static List<Instant> marks(Collection<RuleWatch> watches) {
        return watches.stream().flatMap(watch -> watch.mark().stream()).toList();
    }

    private static boolean ready(RuleWatch watch, Instant newest) {
        return watch.mark().filter(mark -> !mark.plus(BEHIND).isBefore(newest)).isPresent();
    }

    private Common common(List<RuleWatch> watches, List<JsonObject> rows, Instant known) {
        Map<String, List<JsonObject>> byRule = rows.stream()
                .collect(Collectors.groupingBy(row -> Executions.inner(row, "rule")
                        .flatMap(rule -> rule.text("id"))
                        .orElse("")));
        Instant newest = Enforcements.newest(rows).filter(known::isBefore).orElse(known);
        var asked = new Common(
                watches.stream().map(watch -> watch.id().id()).collect(Collectors.toSet()), byRule, Map.of(), newest);
        List<EngineExecutionId> open = watches.stream()
                .flatMap(watch -> RuleChain.open(asked.of(watch), watch.known().ended()).stream())
                .distinct()
                .toList();
        return new Common(asked.watches(), byRule, chain.executions(open, RuleChain.STATUS), newest);
    }

    /** What there is to be seen of one now, with what was asked in common. */
    RuleTrail read(RuleWatch watch, Common common, Instant now) {
        if (!common.has(watch)) {
            return alone(watch, common);
        }
        List<JsonObject> all = common.of(watch);
        JsonObject instance = watch.asksForInstance(all, now)
                ? chain.instance(watch.rule(), watch.id().key()).orElse(null)
                : watch.instance();
        return trail(watch, new RuleChain.Seen(instance, all, common.executions()), common);
    }

    /** What there is to be seen of one now, whatever was seen before. */
    RuleTrail alone(RuleWatch watch, Common common) {
        return trail(watch, chain.seen(watch.rule(), watch.id(), watch.known(), RuleChain.STATUS), common);
    }

    private RuleTrail trail(RuleWatch watch, RuleChain.Seen seen, Common common) {
        RuleTrail trail = chain.trail(watch.rule(), watch.id(), watch.known(), seen);
        watch.read(seen.enforcements(), common.newest());
        return trail;
    }
}
