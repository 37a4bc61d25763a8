package dev.sst.stackstorm;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.SstException;
import dev.sst.deployment.Deployment;
import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.EngineState;
import dev.sst.execution.Outcome;
import dev.sst.spi.CollectOrder;
import dev.sst.spi.Observation;
import dev.sst.spi.StartAnswer;
import dev.sst.spi.StartOrder;
import dev.sst.stackstorm.SensorWatch.Manner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests of sensors: one of ours is switched on, watched for what it dispatches, and switched off; one that was there before is
 * only watched. Every look tells what is known so far, and the core decides when that is enough. Thread-safe; what it remembers
 * of a watch is found again on another node, but not that it switched the sensor off already.
 */
final class SensorRuns implements RunKind {

    private static final Logger LOG = LoggerFactory.getLogger(SensorRuns.class);
    private static final int REMEMBERED = 1000;

    private final Sensors sensors;
    private final InstantSource clock;
    private final Later later;
    private final Set<String> starting = new HashSet<>();
    private final Map<EngineExecutionId, SensorWatch> watches = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EngineExecutionId, SensorWatch> eldest) {
            return size() > REMEMBERED;
        }
    };

    SensorRuns(Sensors sensors, InstantSource clock, Later later) {
        this.sensors = sensors;
        this.clock = clock;
        this.later = later;
    }

    @Override
    public boolean owns(EngineExecutionId id) {
        return SensorWatch.manner(id).isPresent();
    }

    @Override
    public StartAnswer start(StartOrder order) {
        try {
            Deployment deployment = order.deployment();
            Optional<LiveSensor> sensor = sensors.sensor(deployment.ref());
            if (sensor.isEmpty()) {
                return new StartAnswer.Rejected("StackStorm has no sensor " + deployment.ref() + " any more");
            }
            if (deployment.ours() && !SensorContent.isOf(sensor.get(), deployment)) {
                return new StartAnswer.Rejected(
                        "sensor " + deployment.ref() + " is of another revision than the one that was to be run");
            }
            return started(order, sensor.get(), SensorContent.manner(order));
        } catch (EngineRejectedException | EngineUnavailableException e) {
            return new StartAnswer.NotSent(String.valueOf(e.getMessage()));
        }
    }

    private StartAnswer started(StartOrder order, LiveSensor sensor, Manner manner) {
        if (manner == Manner.STANDING) {
            return begun(order, sensor, manner);
        }
        return reserving(sensor, () -> begun(order, sensor, manner))
                .orElseGet(() -> new StartAnswer.NotSent("another execution of sensor " + sensor.ref() + " goes on"));
    }

    private StartAnswer begun(StartOrder order, LiveSensor sensor, Manner manner) {
        var id = new WatchId(manner.kind(), sensor.id(), baseline(sensor, manner), Duration.ZERO, order.key());
        if (manner != Manner.STANDING && !switchedOn(sensor)) {
            return new StartAnswer.Rejected("StackStorm has no sensor " + sensor.ref() + " any more");
        }
        return new StartAnswer.Started(remember(new SensorWatch(id, manner, sensor, clock.instant()))
                .id()
                .id());
    }

    /** What happened until then is not counted, by StackStorm's own clock. */
    private Instant baseline(LiveSensor sensor, Manner manner) {
        Stream<String> process = Stream.of(SensorTrail.SPAWNED, SensorTrail.EXITED);
        Stream<String> types = manner == Manner.STANDING
                ? Stream.concat(process, sensor.triggerTypes().stream())
                : Stream.of(SensorTrail.SPAWNED);
        return types.flatMap(type -> sensors.newest(type).stream())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** A lost answer is not asked for again at once: if it was not heard, the watch finds no process and asks once more. */
    private boolean switchedOn(LiveSensor sensor) {
        try {
            return sensors.enable(sensor.ref(), true);
        } catch (EngineOutcomeUnknownException e) {
            return true;
        }
    }

    /** Does that while nobody else begins to use it; empty, and nothing done, when somebody does already. */
    private <T> Optional<T> reserving(LiveSensor sensor, Supplier<T> use) {
        if (!reserved(sensor)) {
            return Optional.empty();
        }
        try {
            return Optional.of(use.get());
        } finally {
            synchronized (watches) {
                starting.remove(sensor.id());
            }
        }
    }

    private boolean reserved(LiveSensor sensor) {
        Instant now = clock.instant();
        synchronized (watches) {
            return watches.values().stream()
                            .noneMatch(watch -> watch.sensor().id().equals(sensor.id()) && watch.inUse(now))
                    && starting.add(sensor.id());
        }
    }

    /**
     * Empty: to start it once more starts its process anew, and no more than that. It may never be, so one of ours that such a
     * start left on is switched off.
     */
    @Override
    public Optional<EngineExecutionId> find(StartOrder order, Instant notBefore) {
        if (SensorContent.manner(order) == Manner.OURS) {
            ExecutionRuns.asked(() -> sensors.sensor(order.deployment().ref())
                    .filter(LiveSensor::enabled)
                    .flatMap(sensor -> reserving(sensor, () -> sensors.enable(sensor.ref(), false))));
        }
        return Optional.empty();
    }

    @Override
    public List<Observation> observe(Collection<EngineExecutionId> ids) {
        return OneByOne.ask(new LinkedHashSet<>(ids), this::observe);
    }

    private Observation observe(EngineExecutionId id) {
        return ExecutionRuns.asked(() -> watch(id))
                .map(this::look)
                .orElseGet(() -> new Observation(id, EngineState.LOST));
    }

    private Observation look(SensorWatch watch) {
        SensorTrail trail = ExecutionRuns.asked(() -> read(watch));
        Instant now = clock.instant();
        watch.seen(trail, now);
        if (watch.startAgain(now)) {
            switched(watch, true);
        }
        switchOff(watch, now);
        return new Observation(
                watch.id().id(), watch.over(now) ? EngineState.SUCCEEDED : EngineState.RUNNING, watch.evidence());
    }

    private SensorTrail read(SensorWatch watch) {
        Instant baseline = watch.id().baseline();
        return watch.manner() == Manner.STANDING
                ? SensorTrail.ofStanding(sensors, watch.sensor(), baseline)
                : SensorTrail.sinceStart(sensors, watch.sensor(), baseline);
    }

    /** Whether it is so for certain; what could not be asked now is asked by the next look. */
    private boolean switched(SensorWatch watch, boolean on) {
        try {
            sensors.enable(watch.sensor().ref(), on);
            return true;
        } catch (SstException e) {
            return false;
        }
    }

    private void switchOff(SensorWatch watch, Instant now) {
        if (watch.toBeSwitchedOff(now) && switched(watch, false)) {
            watch.switchedOff();
            if (watch.mayBeStartedAgain()) {
                later.after(SensorWatch.RESTART, () -> switchOffAgain(watch));
            }
        }
    }

    /**
     * Unless somebody uses it by then, here, or has it on; who begins to use it here meanwhile waits. What cannot be done now, its
     * next execution or its removal does.
     */
    private void switchOffAgain(SensorWatch watch) {
        try {
            reserving(
                    watch.sensor(),
                    () -> sensors.sensor(watch.id().object())
                            .filter(sensor -> !sensor.enabled())
                            .map(sensor -> sensors.enable(sensor.ref(), false)));
        } catch (SstException e) {
            LOG.warn(
                    "Sensor {} could not be switched off again: {}",
                    watch.sensor().ref(),
                    e.getMessage());
        }
    }

    @Override
    public List<Outcome> collect(Collection<CollectOrder> orders) {
        return orders.stream()
                .flatMap(order -> Optional.ofNullable(remembered(order.id())).stream())
                .filter(watch -> watch.over(clock.instant()))
                .map(this::outcome)
                .toList();
    }

    private Outcome outcome(SensorWatch watch) {
        forget(watch);
        return new Outcome(watch.id().id(), EngineState.SUCCEEDED, watch.evidence(), watch.begun(), null, null, null);
    }

    @Override
    public void end(EngineExecutionId id) {
        Optional<SensorWatch> found = ExecutionRuns.asked(() -> watch(id));
        if (found.isEmpty() || found.get().isEndAsked()) {
            return;
        }
        SensorWatch watch = found.get();
        watch.endAsked(
                ExecutionRuns.asked(() -> sensors.sensor(watch.id().object())).orElse(null));
        switchOff(watch, clock.instant());
    }

    /** Empty when the sensor is gone and this node does not remember it. */
    private Optional<SensorWatch> watch(EngineExecutionId id) {
        SensorWatch known = remembered(id);
        if (known != null) {
            return Optional.of(known);
        }
        return SensorWatch.manner(id).flatMap(manner -> {
            WatchId watch = WatchId.parse(manner.kind(), id).orElseThrow();
            return sensors.sensor(watch.object())
                    .map(sensor -> remember(new SensorWatch(watch, manner, sensor, clock.instant())));
        });
    }

    private @Nullable SensorWatch remembered(EngineExecutionId id) {
        synchronized (watches) {
            return watches.get(id);
        }
    }

    private void forget(SensorWatch watch) {
        synchronized (watches) {
            watches.remove(watch.id().id());
        }
    }

    private SensorWatch remember(SensorWatch watch) {
        synchronized (watches) {
            SensorWatch known = watches.putIfAbsent(watch.id().id(), watch);
            return known == null ? watch : known;
        }
    }
}
