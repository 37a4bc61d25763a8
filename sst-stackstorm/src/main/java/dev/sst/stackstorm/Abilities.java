package dev.sst.stackstorm;

import dev.sst.spi.Probe.Ability;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import dev.sst.test.TestType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What follows from the findings of a probe for each type of test: by which strategy it is deployed (data files, a staged
 * pack, the database only), or that content which is there already can be run, and what an administrator would change
 * where more is wanted. Pure.
 */
final class Abilities {

    private static final String DATA_FILES =
            "data files: they are written through the API into a pack's folder, and read back from a runner";

    /**
     * How tests of a type are deployed.
     *
     * @param needed what must work for it
     * @param running what can be done with existing content where no more is possible
     * @param neededToRun what must work for that
     */
    private record Way(TestType type, String strategy, List<String> needed, String running, List<String> neededToRun) {}

    private static final List<Way> WAYS = List.of(
            new Way(
                    TestType.ACTION,
                    DATA_FILES,
                    List.of(StackStormProbe.API, StackStormProbe.FILES, StackStormProbe.RUN),
                    "actions can be executed (stackstorm_action)",
                    List.of(StackStormProbe.API, StackStormProbe.RUN)),
            new Way(
                    TestType.WORKFLOW,
                    DATA_FILES,
                    List.of(StackStormProbe.API, StackStormProbe.ORQUESTA, StackStormProbe.FILES, StackStormProbe.RUN),
                    "workflows can be executed (stackstorm_workflow)",
                    List.of(StackStormProbe.API, StackStormProbe.ORQUESTA, StackStormProbe.RUN)),
            new Way(
                    TestType.RULE,
                    "database only: StackStorm keeps it there, no file is needed",
                    List.of(StackStormProbe.API, StackStormProbe.RUN, StackStormProbe.RULES),
                    "rules can be fired (stackstorm_rule)",
                    List.of(StackStormProbe.API, StackStormProbe.RUN, StackStormProbe.RULES)),
            new Way(
                    TestType.SENSOR,
                    "staged pack: a pack of its own is staged below another pack and installed from there",
                    List.of(StackStormProbe.API, StackStormProbe.FILES, StackStormProbe.RUN, StackStormProbe.SENSORS),
                    "sensors can be watched (stackstorm_sensor)",
                    List.of(StackStormProbe.API, StackStormProbe.SENSORS)));

    /** What an administrator would do so that the runners see files. */
    static final String SHARED_FOLDER =
            "lets StackStorm's API write below its packs folder, and shares that folder with all runners";

    /** What an administrator would do about it; what was found says more. */
    private static final Map<String, String> REMEDIES = Map.of(
            StackStormProbe.API,
            "gives the right address and credential of a StackStorm that is new enough",
            StackStormProbe.FILES,
            SHARED_FOLDER,
            StackStormProbe.RUN,
            "starts StackStorm's scheduler and action runners",
            StackStormProbe.ORQUESTA,
            "installs and enables the runner orquesta",
            StackStormProbe.RULES,
            "starts StackStorm's rules engine and notifier",
            StackStormProbe.SENSORS,
            "starts StackStorm's sensor container");

    private Abilities() {}

    static List<Ability> of(List<Finding> findings) {
        return WAYS.stream().map(way -> ability(way, findings)).toList();
    }

    private static Ability ability(Way way, List<Finding> findings) {
        List<String> missing = are(State.FAILS, way.needed(), findings);
        if (way.type() == TestType.ACTION && missing.equals(List.of(StackStormProbe.FILES))) {
            return withoutFiles(findings);
        }
        if (!missing.isEmpty()) {
            return new Ability(way.type(), State.FAILS, missing(missing) + running(way, findings));
        }
        List<String> doubtful = doubtful(way.needed(), findings);
        if (!doubtful.isEmpty()) {
            return new Ability(way.type(), State.UNKNOWN, way.strategy() + notProven(doubtful));
        }
        return way.type() == TestType.ACTION
                        && !are(State.FAILS, List.of(StackStormProbe.PYTHON), findings)
                                .isEmpty()
                ? new Ability(
                        way.type(),
                        State.LIMITED,
                        way.strategy() + "; scripts only: for classes an administrator installs and enables the runner"
                                + " python-script")
                : new Ability(way.type(), State.WORKS, way.strategy());
    }

    private static Ability withoutFiles(List<Finding> findings) {
        String words =
                "database only: scripts run from StackStorm's database, no file is needed; for classes an administrator "
                        + SHARED_FOLDER;
        List<String> doubtful = doubtful(List.of(StackStormProbe.API, StackStormProbe.RUN), findings);
        return doubtful.isEmpty()
                ? new Ability(TestType.ACTION, State.LIMITED, words)
                : new Ability(TestType.ACTION, State.UNKNOWN, words + notProven(doubtful));
    }

    private static String notProven(List<String> doubtful) {
        return doubtful.isEmpty() ? "" : "; not proven: " + String.join(", ", doubtful);
    }

    private static String missing(List<String> missing) {
        return "not possible: " + String.join(", ", missing) + " must work for it. An administrator "
                + String.join("; ", missing.stream().map(REMEDIES::get).toList());
    }

    /** Where nothing can be deployed, what is there may still be run. */
    private static String running(Way way, List<Finding> findings) {
        if (!are(State.FAILS, way.neededToRun(), findings).isEmpty()) {
            return "";
        }
        return ". Run only: existing " + way.running() + notProven(doubtful(way.neededToRun(), findings));
    }

    /** What is not known, and what was not even tried. */
    private static List<String> doubtful(List<String> needed, List<Finding> findings) {
        List<String> doubtful = new ArrayList<>(are(State.UNKNOWN, needed, findings));
        needed.stream()
                .filter(name -> findings.stream().noneMatch(one -> one.name().equals(name)))
                .forEach(doubtful::add);
        return doubtful;
    }

    private static List<String> are(State state, List<String> names, List<Finding> findings) {
        return findings.stream()
                .filter(one -> one.state() == state)
                .map(Finding::name)
                .filter(names::contains)
                .toList();
    }
}
