package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.spi.Probe.Ability;
import dev.sst.spi.Probe.Finding;
import dev.sst.spi.Probe.State;
import dev.sst.test.TestType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AbilitiesTest {
    private static final List<String> ALL = List.of(
            StackStormProbe.API,
            StackStormProbe.PYTHON,
            StackStormProbe.ORQUESTA,
            StackStormProbe.RUN,
            StackStormProbe.RULES,
            StackStormProbe.FILES,
            StackStormProbe.SENSORS);

    private static Map<TestType, Ability> abilities(String different, State state) {
        Stream<Finding> findings = ALL.stream()
                .map(name -> new Finding(name, name.equals(different) ? state : State.WORKS, "words", null));
        return Abilities.of(findings.toList()).stream().collect(Collectors.toMap(Ability::type, one -> one));
    }

    @Test
    void whereAllWorksEveryTypeCanBeDeployed() {
        assertThat(abilities("", State.WORKS).values())
                .hasSize(4)
                .allSatisfy(ability -> assertThat(ability.state()).isEqualTo(State.WORKS));
    }

    @ParameterizedTest
    @CsvSource({
        "API, FAILS FAILS FAILS FAILS",
        "Python runner, LIMITED WORKS WORKS WORKS",
        "Orquesta runner, WORKS FAILS WORKS WORKS",
        "running an action, FAILS FAILS FAILS FAILS",
        "rules engine, WORKS WORKS FAILS WORKS",
        "files seen by runners, LIMITED FAILS WORKS FAILS",
        "sensor container, WORKS WORKS WORKS FAILS"
    })
    void whatFailsIsMissingWhereItIsNeededAndNamed(String failing, String states) {
        Map<TestType, Ability> found = abilities(failing, State.FAILS);

        assertThat(Stream.of(TestType.ACTION, TestType.WORKFLOW, TestType.RULE, TestType.SENSOR)
                        .map(type -> found.get(type).state().name())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(states);
        assertThat(found.values())
                .filteredOn(ability -> ability.state() == State.FAILS)
                .allSatisfy(ability -> assertThat(ability.words()).contains(failing));
    }

    @Test
    void theStrategyOfEachTypeIsNamed() {
        Map<TestType, Ability> found = abilities("", State.WORKS);

        assertThat(found.get(TestType.ACTION).words()).startsWith("data files:");
        assertThat(found.get(TestType.WORKFLOW).words()).startsWith("data files:");
        assertThat(found.get(TestType.RULE).words()).startsWith("database only:");
        assertThat(found.get(TestType.SENSOR).words()).startsWith("staged pack:");
    }

    @Test
    void whereNoFileReachesARunnerWhatIsThereCanBeRunAndAnAdministratorCanDoMore() {
        Map<TestType, Ability> found = abilities(StackStormProbe.FILES, State.FAILS);

        String remedy = "not possible: files seen by runners must work for it. An administrator lets StackStorm's API"
                + " write below its packs folder, and shares that folder with all runners. Run only: existing ";
        assertThat(found.get(TestType.WORKFLOW).words())
                .isEqualTo(remedy + "workflows can be executed (stackstorm_workflow)");
        assertThat(found.get(TestType.SENSOR).words()).isEqualTo(remedy + "sensors can be watched (stackstorm_sensor)");
    }

    @Test
    void whereNoFileReachesARunnerScriptsAreKeptInTheDatabase() {
        Ability actions = abilities(StackStormProbe.FILES, State.FAILS).get(TestType.ACTION);

        assertThat(actions.state()).isEqualTo(State.LIMITED);
        assertThat(actions.words())
                .isEqualTo("database only: scripts run from StackStorm's database, no file is needed; for classes an"
                        + " administrator lets StackStorm's API write below its packs folder, and shares that folder with"
                        + " all runners");
    }

    @Test
    void whereNothingRunsNothingExistingDoes() {
        assertThat(abilities(StackStormProbe.RUN, State.FAILS)
                        .get(TestType.ACTION)
                        .words())
                .endsWith("An administrator starts StackStorm's scheduler and action runners");
        assertThat(abilities(StackStormProbe.RULES, State.FAILS)
                        .get(TestType.RULE)
                        .words())
                .doesNotContain("Run only");
    }

    @Test
    void withoutThePythonRunnerScriptsAreLeft() {
        assertThat(abilities(StackStormProbe.PYTHON, State.FAILS)
                        .get(TestType.ACTION)
                        .words())
                .contains("; scripts only: ");
    }

    @Test
    void whatIsNotKnownIsSaidAndKeepsNothingFromBeingTried() {
        Ability sensors = abilities(StackStormProbe.SENSORS, State.UNKNOWN).get(TestType.SENSOR);

        assertThat(sensors.state()).isEqualTo(State.UNKNOWN);
        assertThat(sensors.words()).contains("staged").endsWith("not proven: sensor container");
    }

    @Test
    void thatExistingContentCanBeRunIsNotSaidAsProvenWhereItWasNotTried() {
        var api = new Finding(StackStormProbe.API, State.WORKS, "words", null);
        var run = new Finding(StackStormProbe.RUN, State.UNKNOWN, "words", null);
        var files = new Finding(StackStormProbe.FILES, State.FAILS, "words", null);

        Map<TestType, Ability> found =
                Abilities.of(List.of(api, run, files)).stream().collect(Collectors.toMap(Ability::type, one -> one));

        assertThat(found.get(TestType.ACTION).state()).isEqualTo(State.UNKNOWN);
        assertThat(found.get(TestType.ACTION).words())
                .startsWith("database only")
                .endsWith("not proven: running an action");
        assertThat(found.get(TestType.SENSOR).words())
                .endsWith("sensors can be watched (stackstorm_sensor); not proven: sensor container");
    }

    @Test
    void whatWasNotReachedIsNotProven() {
        var api = new Finding(StackStormProbe.API, State.WORKS, "words", null);

        assertThat(Abilities.of(List.of(api))).allSatisfy(ability -> {
            assertThat(ability.state()).isEqualTo(State.UNKNOWN);
            assertThat(ability.words()).contains("not proven");
        });
    }
}
