package dev.sst.stackstorm;

import dev.sst.spi.Probe.Ability;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import dev.sst.test.TestType;
import java.util.ArrayList;
import java.util.List;

/** What follows from the findings of a probe for each type of test, with the way by which it is deployed. */
final class Abilities {

    private static final String FILES_WAY =
            "its files are written through the API into a pack's folder, and read back from a runner";

    private Abilities() {}

    static List<Ability> of(List<Finding> findings) {
        return List.of(
                ability(
                        TestType.ACTION,
                        FILES_WAY,
                        findings,
                        List.of(
                                StackStormProbe.API,
                                StackStormProbe.PYTHON,
                                StackStormProbe.FILES,
                                StackStormProbe.RUN)),
                ability(
                        TestType.WORKFLOW,
                        FILES_WAY,
                        findings,
                        List.of(
                                StackStormProbe.API,
                                StackStormProbe.ORQUESTA,
                                StackStormProbe.FILES,
                                StackStormProbe.RUN)),
                ability(
                        TestType.RULE,
                        "it is kept in StackStorm's database alone, no file is needed",
                        findings,
                        List.of(StackStormProbe.API, StackStormProbe.RUN, StackStormProbe.RULES)),
                ability(
                        TestType.SENSOR,
                        "a pack of its own is staged below another pack and installed from there",
                        findings,
                        List.of(
                                StackStormProbe.API,
                                StackStormProbe.FILES,
                                StackStormProbe.RUN,
                                StackStormProbe.SENSORS)));
    }

    private static Ability ability(TestType type, String way, List<Finding> findings, List<String> needed) {
        List<Finding> relevant =
                findings.stream().filter(one -> needed.contains(one.name())).toList();
        List<String> missing = named(relevant, State.FAILS);
        if (!missing.isEmpty()) {
            return new Ability(type, State.FAILS, "not possible: " + String.join(", ", missing) + " must work for it");
        }
        List<String> doubtful = new ArrayList<>(named(relevant, State.UNKNOWN));
        needed.stream()
                .filter(name -> relevant.stream().noneMatch(one -> one.name().equals(name)))
                .forEach(doubtful::add);
        return doubtful.isEmpty()
                ? new Ability(type, State.WORKS, way)
                : new Ability(type, State.UNKNOWN, way + "; not proven: " + String.join(", ", doubtful));
    }

    private static List<String> named(List<Finding> findings, State state) {
        return findings.stream()
                .filter(one -> one.state() == state)
                .map(Finding::name)
                .toList();
    }
}
