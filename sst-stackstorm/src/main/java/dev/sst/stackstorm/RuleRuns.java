package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Evidence.Fired;
import dev.sst.execution.Outcome;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tests of rules: the rule is made to fire, and what follows is watched until StackStorm has processed the event, all that was
 * fired has ended, and nothing has changed for a while. What time fires goes on, and is over when its end is asked for.
 * Thread-safe; what it remembers of a watch saves questions and is found again on another node.
 */
final class RuleRuns implements RunKind {

    /** How long a count must stay the same when the test does not say it: {@code metadata.quiet_seconds}. */
    static final Duration QUIET = Duration.ofSeconds(3);

    private static final int REMEMBERED = 1000;

    private final Rules rules;
    private final RuleEvent events;
    private final RuleChain chain;
    private final RuleLooks looks;
    private final Cancellation cancellation;
    private final InstantSource clock;
    private final Map<EngineExecutionId, RuleWatch> watches = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EngineExecutionId, RuleWatch> eldest) {
            return size() > REMEMBERED;
        }
    };

    RuleRuns(Rules rules, RuleEvent events, RuleChain chain, Cancellation cancellation, InstantSource clock) {
        this.rules = rules;
        this.events = events;
        this.chain = chain;
        this.looks = new RuleLooks(chain);
        this.cancellation = cancellation;
        this.clock = clock;
    }

    @Override
    public boolean owns(EngineExecutionId id) {
        return WatchId.parse(WatchId.RULE, id).isPresent();
    }

    @Override
    public StartAnswer start(StartOrder order) {
        try {
            Deployment deployment = order.deployment();
            Optional<LiveRule> rule = rules.rule(deployment.ref());
            if (rule.isEmpty()) {
                return new StartAnswer.Rejected("StackStorm has no rule " + deployment.ref() + " any more");
            }
            if (deployment.ours() && !rule.get().hash().equals(Optional.of(deployment.contentHash()))) {
                return new StartAnswer.Rejected(
                        "rule " + deployment.ref() + " is of another revision than the one that was to be run");
            }
            return sent(
                    order,
                    rule.get(),
                    watchId(
                            order,
                            rule.get(),
                            chain.enforcements().last(rule.get().id())));
        } catch (EngineRejectedException | EngineUnavailableException e) {
            return new StartAnswer.NotSent(String.valueOf(e.getMessage()));
        }
    }

    private StartAnswer sent(StartOrder order, LiveRule rule, WatchId watch) {
        Instant now = clock.instant();
        RuleEvent.Sending sending = events.send(rule, order.parameters(), order.key());
        return switch (sending.fate()) {
            case NOT_SENT -> new StartAnswer.NotSent(sending.words());
            case REFUSED -> new StartAnswer.Over(refused(rule, watch.id(), sending.words(), now));
            case SENT -> {
                remember(new RuleWatch(watch, rule, now));
                yield new StartAnswer.Started(watch.id());
            }
        };
    }

    private static Outcome refused(LiveRule rule, EngineExecutionId id, String words, Instant at) {
        var evidence = new Fired(rule.triggerType(), null, List.of(), List.of(), words, null, JsonObject.empty());
        return new Outcome(id, EngineState.SUCCEEDED, evidence, at, at, null, null);
    }

    private static WatchId watchId(StartOrder order, LiveRule rule, Instant baseline) {
        Duration quiet = order.metadata().get("quiet_seconds").orElse(null) instanceof JsonNumber seconds
                ? Duration.ofMillis(
                        seconds.value().multiply(BigDecimal.valueOf(1000)).longValue())
                : QUIET;
        return new WatchId(WatchId.RULE, rule.id(), baseline, quiet, order.key());
    }

    /**
     * Never empty while the rule is there: that the event was not sent cannot be known. If it was not, no instance of it will
     * be seen, and that is what the execution ends with.
     */
    @Override
    public Optional<EngineExecutionId> find(StartOrder order, Instant notBefore) {
        return ExecutionRuns.asked(() -> rules.rule(order.deployment().ref()).map(rule -> {
            Instant baseline = Optional.<JsonObject>empty()
                    .or(() -> rule.timed() ? Optional.empty() : chain.instance(rule, order.key()))
                    .flatMap(instance -> RuleTrail.time(instance, "occurrence_time"))
                    .map(occurred -> occurred.minusNanos(1000))
                    .orElseGet(() -> chain.enforcements().last(rule.id()));
            return watchId(order, rule, baseline).id();
        }));
    }

    @Override
    public List<Observation> observe(Collection<EngineExecutionId> ids) {
        List<Watched> all =
                OneByOne.ask(new LinkedHashSet<>(ids), id -> new Watched(id, ExecutionRuns.asked(() -> watch(id))));
        RuleLooks.Common common =
                looks.common(all.stream().flatMap(one -> one.watch().stream()).toList());
        return OneByOne.ask(
                all,
                one -> one.watch()
                        .map(watch -> ExecutionRuns.asked(() -> observe(watch, common)))
                        .orElseGet(() -> new Observation(one.id(), EngineState.LOST)));
    }

    /** @param watch empty when there is none of that name any more */
    private record Watched(EngineExecutionId id, Optional<RuleWatch> watch) {}

    private Observation observe(RuleWatch watch, RuleLooks.Common common) {
        RuleTrail trail = looks.read(watch, common, clock.instant());
        watch.seen(trail, clock.instant());
        if (watch.over() && common.has(watch)) {
            trail = looks.alone(watch, common);
            watch.seen(trail, clock.instant());
        }
        OneByOne.ask(watch.toBeEnded(trail, clock.instant()), cancellation::cancel);
        return new Observation(watch.id().id(), watch.over() ? EngineState.SUCCEEDED : EngineState.RUNNING);
    }

    @Override
    public List<Outcome> collect(Collection<CollectOrder> orders) {
        return OneByOne.ask(orders, this::collect).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Outcome> collect(CollectOrder order) {
        return ExecutionRuns.asked(
                () -> watch(order.id()).filter(RuleWatch::over).map(this::outcome));
    }

    private Outcome outcome(RuleWatch watch) {
        RuleTrail trail = whole(watch);
        forget(watch);
        return new Outcome(
                watch.id().id(),
                EngineState.SUCCEEDED,
                trail.evidence(watch.sentAt()),
                trail.occurred().orElse(watch.sentAt()),
                trail.end().orElse(null),
                null,
                null);
    }

    /** Results that can never be read are left out: what is expected of them is then missing. */
    private RuleTrail whole(RuleWatch watch) {
        try {
            return chain.read(watch.rule(), watch.id(), watch.known().withoutExecutions(), RuleChain.WITH_RESULT);
        } catch (EngineUnavailableException e) {
            if (!StackStormClient.unreadable(e)) {
                throw e;
            }
            return chain.read(watch.rule(), watch.id(), watch.known(), RuleChain.STATUS);
        }
    }

    @Override
    public void end(EngineExecutionId id) {
        ExecutionRuns.asked(() -> watch(id)).ifPresent(watch -> watch.endAsked(clock.instant()));
    }

    /** Empty when the rule is gone and this node does not remember it. */
    private Optional<RuleWatch> watch(EngineExecutionId id) {
        RuleWatch known = remembered(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<WatchId> watch = WatchId.parse(WatchId.RULE, id);
        return watch.flatMap(one -> rules.rule(one.object()))
                .map(rule -> remember(new RuleWatch(watch.orElseThrow(), rule, null)));
    }

    private @Nullable RuleWatch remembered(EngineExecutionId id) {
        synchronized (watches) {
            return watches.get(id);
        }
    }

    private void forget(RuleWatch watch) {
        synchronized (watches) {
            watches.remove(watch.id().id());
        }
    }

    private RuleWatch remember(RuleWatch watch) {
        synchronized (watches) {
            RuleWatch known = watches.putIfAbsent(watch.id().id(), watch);
            return known == null ? watch : known;
        }
    }
}
