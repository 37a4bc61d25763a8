package dev.sst.embedded;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeInspection;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which class of a sensor's code StackStorm will be told to start, and why that would not work: StackStorm registers whatever
 * it is told, and the process dies. For one reading.
 */
final class SensorCode {
    private static final String POLL_INTERVAL = "poll_interval";

    private final JsonObject metadata;
    private final SourceReport report;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();

    private SensorCode(JsonObject metadata, SourceReport report) {
        this.metadata = metadata;
        this.report = report;
        notes.addAll(report.notes());
    }

    /** @param metadata the test's, which may name the class */
    static CodeInspection inspection(JsonObject metadata, SourceReport report) {
        return new SensorCode(metadata, report).inspection();
    }

    private CodeInspection inspection() {
        problems.addAll(report.syntaxProblems());
        CodeDocument document = problems.isEmpty() && notes.isEmpty() ? found() : named();
        return new CodeInspection(null, report.grammar(), problems, notes, document);
    }

    /** What the metadata say, of code that could not be read. */
    private @Nullable CodeDocument named() {
        return metadata.text("class_name")
                .map(name ->
                        CodeDocument.sensor(name, metadata.get(POLL_INTERVAL).isPresent()))
                .orElse(null);
    }

    private @Nullable CodeDocument found() {
        List<JsonObject> sensors = report.objects("sensors");
        Optional<String> wanted = metadata.text("class_name");
        if (wanted.isPresent()) {
            Optional<JsonObject> sensor = sensors.stream()
                    .filter(each -> each.text("name").equals(wanted))
                    .findFirst();
            return sensor.isPresent() ? checked(sensor.get()) : unknown(wanted.get());
        }
        List<JsonObject> whole = sensors.stream()
                .filter(each -> SourceReport.texts(each, "missing").isEmpty())
                .toList();
        if (whole.size() > 1) {
            problem("there are several sensors, " + names(whole) + ": say in metadata.class_name which is meant");
            return null;
        }
        List<JsonObject> candidates = whole.isEmpty() ? sensors : whole;
        if (candidates.isEmpty()) {
            problem("there is no class that derives from Sensor or PollingSensor of st2reactor.sensor.base");
            return null;
        }
        return checked(candidates.get(0));
    }

    private CodeDocument checked(JsonObject sensor) {
        String name = sensor.text("name").orElse("");
        boolean polling = sensor.get("polling").orElse(JsonBoolean.FALSE) == JsonBoolean.TRUE;
        List<String> missing = SourceReport.texts(sensor, "missing");
        if (!missing.isEmpty()) {
            problem(name + " leaves abstract methods open: " + String.join(", ", missing)
                    + "; StackStorm wants them, if only with pass");
        }
        if (!polling && metadata.get(POLL_INTERVAL).isPresent()) {
            problems.add(Problem.of(
                    "metadata." + POLL_INTERVAL,
                    "is for classes that derive from PollingSensor; " + name + " derives from Sensor: leave it out"));
        }
        return CodeDocument.sensor(name, polling);
    }

    /** A class that the metadata name and that derives from nothing known. */
    private @Nullable CodeDocument unknown(String wanted) {
        List<String> defined = report.texts("defined_classes");
        if (!defined.contains(wanted)) {
            problem("there is no class " + wanted
                    + (defined.isEmpty() ? "" : " (there is " + String.join(", ", defined) + ")"));
            return null;
        }
        notes.add(Problem.of(
                SourceReport.FIELD,
                wanted + " derives from nothing of st2reactor.sensor.base in this file: its methods were not checked"));
        return named();
    }

    private void problem(String message) {
        problems.add(Problem.of(SourceReport.FIELD, message));
    }

    private static String names(List<JsonObject> sensors) {
        return String.join(
                ", ", sensors.stream().map(each -> each.text("name").orElse("")).toList());
    }
}
