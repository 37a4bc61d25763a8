package dev.sst.stackstorm;

import dev.sst.EngineUnavailableException;
import dev.sst.SstException;
import dev.sst.spi.Probe;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries what StackStorm's parts do, one after another, over its API alone. What stays in StackStorm are the executions of
 * {@code core.noop} and {@code core.local}. Thread-safe; one probe at a time.
 */
final class StackStormProbe {

    static final String API = "API";
    static final String RIGHTS = "rights";
    static final String PYTHON = "Python runner";
    static final String ORQUESTA = "Orquesta runner";
    static final String RUN = "running an action";
    static final String RULES = "rules engine";
    static final String FILES = "files seen by runners";
    static final String SENSORS = "sensor container";
    static final String TIMERS = "timers";
    static final String ENVIRONMENTS = "virtual environments";
    static final String EVENTS = "event stream";

    private final ProbeReads reads;
    private final ProbeRun run;
    private final Parts parts;
    private final Supplier<Optional<Boolean>> subscribed;
    private final InstantSource clock;
    private final Object oneAtATime = new Object();
    private volatile @Nullable Probe last;
    private Instant endedAt = Instant.MIN;

    /**
     * @param subscribed whether StackStorm sends us its events; empty when nobody asked for them
     */
    StackStormProbe(
            ProbeReads reads, ProbeRun run, Parts parts, Supplier<Optional<Boolean>> subscribed, InstantSource clock) {
        this.reads = reads;
        this.run = run;
        this.parts = parts;
        this.subscribed = subscribed;
        this.clock = clock;
    }

    /**
     * What is looked at in ways of its own. Each throws when that fails.
     *
     * @param file whether the runners see what the API writes; throws also when they do not
     */
    record Parts(Supplier<ProbeFile.Seen> file, Supplier<Finding> environments, Supplier<Finding> timers) {}

    /** What the last one found that came to its end; empty before the first. */
    Optional<Probe> last() {
        return Optional.ofNullable(last);
    }

    /** Tries everything. Whoever asks while a probe is under way waits for it, and takes its answer. */
    Probe probe() {
        Instant asked = clock.instant();
        synchronized (oneAtATime) {
            Probe known = last;
            if (known != null && endedAt.isAfter(asked)) {
                return known;
            }
            List<Finding> findings = findings();
            Probe fresh = new Probe(asked, findings, Abilities.of(findings));
            last = fresh;
            endedAt = clock.instant();
            return fresh;
        }
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Finding api = tried(API, reads::api);
        findings.add(api);
        if (api.state() == State.FAILS) {
            return findings;
        }
        findings.add(tried(RIGHTS, reads::rights));
        findings.add(tried(PYTHON, () -> reads.runner(PYTHON, "python-script")));
        findings.add(tried(ORQUESTA, () -> reads.runner(ORQUESTA, "orquesta")));
        List<Finding> ran = run.run();
        findings.addAll(ran);
        findings.add(tried(FILES, this::files));
        if (ran.get(0).state() != State.FAILS) {
            findings.add(looked(ENVIRONMENTS, parts.environments()));
        }
        findings.add(tried(SENSORS, reads::sensors));
        findings.add(looked(TIMERS, parts.timers()));
        findings.add(events());
        return findings;
    }

    /** What was found; what it throws is a failure, in its words. */
    static Finding tried(String name, Supplier<Finding> trial) {
        try {
            return trial.get();
        } catch (SstException e) {
            return new Finding(name, State.FAILS, String.valueOf(e.getMessage()), null);
        }
    }

    /** The same for what cannot be said to fail: that nobody could look says nothing. */
    private static Finding looked(String name, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (SstException e) {
            return new Finding(name, State.UNKNOWN, String.valueOf(e.getMessage()), null);
        }
    }

    /** Which way tests are deployed follows from it: that nobody could ask just now is no failure. */
    private Finding files() {
        try {
            return filesSeen();
        } catch (EngineUnavailableException e) {
            return new Finding(FILES, State.UNKNOWN, String.valueOf(e.getMessage()), null);
        }
    }

    private Finding filesSeen() {
        ProbeFile.Seen seen = parts.file().get();
        String read = "a runner has read what was written";
        return seen.doubt()
                .map(why -> new Finding(FILES, State.UNKNOWN, why, null))
                .orElseGet(() -> seen.stays()
                        .map(why -> new Finding(FILES, State.LIMITED, read + "; " + why, null))
                        .orElseGet(() -> new Finding(FILES, State.WORKS, read, null)));
    }

    private Finding events() {
        return subscribed
                .get()
                .map(yes -> yes
                        ? new Finding(EVENTS, State.WORKS, "subscribed: ends of executions are heard of at once", null)
                        : new Finding(
                                EVENTS,
                                State.LIMITED,
                                "not connected: ends of executions are asked for, and come seconds later",
                                null))
                .orElseGet(() -> new Finding(EVENTS, State.UNKNOWN, "nobody has subscribed to it", null));
    }
}
