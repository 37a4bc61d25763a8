package dev.sst.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The list of what StackStorm does and what we owe then is whole, and each of its lines names tests that are there. Writes {@code
 * target/stackstorm-behaviours.md}, with the result of each test in this build: this module is the last one.
 */
final class StackStormBehavioursTest {

    private static final int BEHAVIOURS = 240;
    private static final Path LINES = Path.of("src/test/resources/behaviours");
    private static final Path TABLE = Path.of("target/stackstorm-behaviours.md");

    /** Stands between the name of a file of Python and that of a test in it. */
    private static final String IN_FILE = ": ";

    /** Runs all that is written in Python, and fails when one of them does. */
    private static final String PYTHON = "PythonTest.theHarnesssOwnTestsPass";

    private static List<Behaviour> behaviours;
    private static JavaClasses all;

    @BeforeAll
    static void readTheLines() throws IOException {
        all = CompiledModules.classes();
        try (Stream<Path> files = Files.list(LINES)) {
            List<Behaviour> read = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(Behaviour::of)
                        .forEach(read::add);
            }
            behaviours = read.stream()
                    .sorted(Comparator.comparingInt(Behaviour::number))
                    .toList();
        }
    }

    @Test
    void eachOfTheBehavioursHasOneLine() {
        assertThat(behaviours)
                .extracting(Behaviour::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, BEHAVIOURS).boxed().toList());
    }

    @Test
    void whatProvesABehaviourIsATestThatIsThere() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Behaviour behaviour : behaviours) {
            for (String proof : behaviour.proofs()) {
                if (!(proof.contains(IN_FILE)
                        ? isInItsFile(proof)
                        : !running(proof).isEmpty())) {
                    unknown.add("T" + behaviour.number() + ": " + proof);
                }
            }
        }

        assertThat(unknown).isEmpty();
    }

    @Test
    void theTableSaysHowEachEnded() throws Exception {
        TestReports reports = TestReports.ofAllModules();
        List<String> rows =
                behaviours.stream().map(behaviour -> row(behaviour, reports)).toList();
        long leftOut = behaviours.stream().filter(Behaviour::leftOut).count();
        List<String> page = new ArrayList<>(List.of(
                "# What StackStorm does, and what we do then",
                "",
                behaviours.size() + " behaviours: " + (behaviours.size() - leftOut) + " proved by tests, " + leftOut
                        + " left out with a reason",
                "",
                "| | behaviour | proved by | in this build |",
                "| --- | --- | --- | --- |"));
        page.addAll(rows);
        Files.createDirectories(TABLE.getParent());
        Files.write(TABLE, page);

        assertThat(rows).noneMatch(row -> row.endsWith("failed |"));
    }

    private static String row(Behaviour behaviour, TestReports reports) {
        String proofs = behaviour.leftOut() ? "left out" : String.join(", ", behaviour.proofs());
        return "| T" + behaviour.number() + " | " + behaviour.sentence() + " | " + proofs + " | "
                + (behaviour.leftOut() ? behaviour.reason() : result(behaviour, reports)) + " |";
    }

    private static String result(Behaviour behaviour, TestReports reports) {
        TestReports.Runs total = TestReports.Runs.NONE;
        for (String named : behaviour.proofs()) {
            String proof = named.contains(".py" + IN_FILE) ? PYTHON : named;
            List<JavaClass> running = running(proof);
            TestReports.Runs runs = running.stream()
                    .map(type -> reports.of(type.getName(), method(proof)))
                    .reduce(TestReports.Runs.NONE, TestReports.Runs::plus);
            if (runs.none() && !running.stream().allMatch(StackStormBehavioursTest::live)) {
                return "not run: " + proof;
            }
            total = total.plus(runs);
        }
        if (total.failed() > 0) {
            return total.failed() + " of " + (total.passed() + total.failed()) + " failed";
        }
        if (total.none()) {
            return "not run";
        }
        return total.skipped() > 0
                ? "passed " + total.passed() + ", skipped " + total.skipped()
                : "passed " + total.passed();
    }

    /** The classes in which that test runs: the one named, or those derived from it. */
    private static List<JavaClass> running(String proof) {
        String simple = proof.substring(0, Math.max(0, proof.lastIndexOf('.')));
        return all.stream()
                .filter(type -> type.getSimpleName().equals(simple))
                .flatMap(named -> Stream.concat(Stream.of(named), named.getAllSubclasses().stream()))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> type.getAllMethods().stream()
                        .anyMatch(method -> method.getName().equals(method(proof))
                                && method.getAnnotations().stream()
                                        .anyMatch(annotation -> annotation
                                                .getRawType()
                                                .getPackageName()
                                                .startsWith("org.junit.jupiter"))))
                .toList();
    }

    private static String method(String proof) {
        return proof.substring(proof.lastIndexOf('.') + 1);
    }

    /** Runs only where a StackStorm is at hand. */
    private static boolean live(JavaClass type) {
        return type.isAnnotatedWith(Tag.class)
                && type.getAnnotationOfType(Tag.class).value().equals("live");
    }

    /** Whether that file defines that test; a comment that names it is no proof. */
    private static boolean isInItsFile(String proof) throws IOException {
        String[] parts = proof.split(IN_FILE, 2);
        List<Path> folders = CompiledModules.folders().stream()
                .map(module -> module.resolve("src/test/python"))
                .filter(Files::isDirectory)
                .toList();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(each -> each.endsWith(parts[0])).toList()) {
                    if (Files.readAllLines(file).stream()
                            .anyMatch(line -> line.strip().startsWith("def " + parts[1] + "("))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
