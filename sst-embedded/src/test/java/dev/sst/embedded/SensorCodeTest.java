package dev.sst.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeInspection;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import dev.sst.testkit.stackstorm.RecordedOutcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SensorCodeTest {
    private static final String IMPORT = "from st2reactor.sensor.base import PollingSensor, Sensor\n";
    private static final String WHOLE =
            "setup = cleanup = add_trigger = update_trigger = remove_trigger = poll = run = print\n";

    private final PythonCodeInspector inspector = new PythonCodeInspector(EmbeddedSettings.in(Path.of(".")));

    static List<RecordedOutcome> recorded() {
        return RecordedOutcome.all("sensor");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recordedSensorsAreRefusedAsRecorded(RecordedOutcome recorded) {
        CodeInspection inspection = inspect(
                recorded.test().text("test_code").orElseThrow(), RecordedOutcome.object(recorded.test(), "metadata"));

        boolean refused = recorded.refused();
        assertThat(inspection.problems().isEmpty()).isEqualTo(!refused);
        assertThat(inspection.notes()).isEmpty();
    }

    @Test
    void theOnlySensorOfTheCodeIsTheOneThatIsMeant() {
        CodeInspection inspection = inspect(
                IMPORT + "class Base(Sensor): pass\nclass Disk(Base, PollingSensor): " + WHOLE, JsonObject.empty());

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.shape()).isNull();
        assertThat(inspection.grammar()).startsWith("Python 3.");
        assertThat(inspection.document()).isEqualTo(CodeDocument.sensor("Disk", true));
    }

    @Test
    void ofSeveralOneHasToBeNamed() {
        String code = IMPORT + "class A(Sensor): " + WHOLE + "class B(PollingSensor): " + WHOLE;

        assertThat(messages(inspect(code, JsonObject.empty())))
                .singleElement()
                .asString()
                .contains("A, B", "class_name");
        assertThat(inspect(code, named("B")).document()).isEqualTo(CodeDocument.sensor("B", true));
    }

    @Test
    void methodsThatAreMissingAreNamed() {
        assertThat(messages(inspect(IMPORT + "class A(Sensor): setup = run = print", JsonObject.empty())))
                .containsExactly("A leaves abstract methods open: add_trigger, cleanup, remove_trigger, update_trigger;"
                        + " StackStorm wants them, if only with pass");
    }

    @Test
    void aClassThatIsNotThereIsSaidWithThoseThatAre() {
        assertThat(messages(inspect(IMPORT + "class Other(Sensor): " + WHOLE, named("Mine"))))
                .containsExactly("there is no class Mine (there is Other)");
        assertThat(messages(inspect("print(1)", JsonObject.empty())))
                .singleElement()
                .asString()
                .contains("no class that derives from Sensor or PollingSensor");
    }

    @Test
    void aClassOfUnknownDescentIsTakenAtItsWord() {
        CodeInspection inspection = inspect(
                "from lib import Base\nclass Mine(Base): pass", named("Mine").with("poll_interval", JsonNumber.of(5)));

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.notes()).singleElement().asString().contains("not checked");
        assertThat(inspection.document()).isEqualTo(CodeDocument.sensor("Mine", true));
    }

    @Test
    void onlyWhatIsPolledHasAnInterval() {
        CodeInspection inspection = inspect(
                IMPORT + "class A(Sensor): " + WHOLE,
                JsonObject.builder().put("poll_interval", 5).build());

        assertThat(inspection.problems())
                .singleElement()
                .extracting(Problem::field)
                .isEqualTo("metadata.poll_interval");
    }

    @Test
    void codeThatDoesNotParseIsStillTheClassTheMetadataName() {
        CodeInspection inspection = inspect("class A(", named("A"));

        assertThat(inspection.problems())
                .singleElement()
                .extracting(Problem::place)
                .isNotNull();
        assertThat(inspection.document()).isEqualTo(CodeDocument.sensor("A", false));
    }

    @Test
    void withoutPythonTheNotesSayWhatWasNotChecked() {
        CodeInspection inspection =
                new PythonCodeInspector("no-such-python", "/usr/bin").inspect(sensor("class A(", JsonObject.empty()));

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.notes()).singleElement().asString().contains("not checked", "no-such-python");
        assertThat(inspection.document()).isNull();
    }

    private static JsonObject named(String className) {
        return JsonObject.builder().put("class_name", className).build();
    }

    private static List<String> messages(CodeInspection inspection) {
        return inspection.problems().stream().map(Problem::message).toList();
    }

    private CodeInspection inspect(String code, JsonObject metadata) {
        return inspector.inspect(sensor(code, metadata));
    }

    private static TestDefinition sensor(String code, JsonObject metadata) {
        return TestDefinition.builder("A sensor", TestType.SENSOR)
                .code(code)
                .metadata(metadata)
                .build();
    }
}
