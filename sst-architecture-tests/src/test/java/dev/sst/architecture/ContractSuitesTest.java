package dev.sst.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every adapter is held to its port's contract.
 *
 * <p>A port is an interface in {@code dev.sst.spi}. Its contract suite, where it has one, is the abstract class of the
 * testkit named after it: {@code ExecutionStore}, {@code ExecutionStoreContract}.
 */
final class ContractSuitesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static JavaClasses all;

    @BeforeAll
    static void importMainAndTestClassesOfAllModules() throws IOException {
        try (Stream<Path> directories = Files.list(ROOT)) {
            List<Path> compiled = directories
                    .filter(module -> Files.exists(module.resolve("pom.xml")))
                    .flatMap(module ->
                            Stream.of(module.resolve("target/classes"), module.resolve("target/test-classes")))
                    .filter(Files::isDirectory)
                    .toList();
            all = new ClassFileImporter().importPaths(compiled);
        }
    }

    @Test
    void everyImplementationOfAPortHasATestThatExtendsTheContract() {
        List<String> untested = ports().flatMap(port -> suiteOf(port)
                        .flatMap(suite -> implementationsOf(port)
                                .filter(implementation ->
                                        testsExtending(suite).noneMatch(inModule(module(implementation))))
                                .map(implementation -> implementation.getName() + " has no test in "
                                        + module(implementation) + " that extends " + suite.getSimpleName())))
                .toList();

        assertThat(untested).isEmpty();
    }

    @Test
    void everyContractSuiteIsRunBySomeModule() {
        List<String> unused = suites().filter(
                        suite -> testsExtending(suite).findAny().isEmpty())
                .map(JavaClass::getName)
                .toList();

        assertThat(unused).isEmpty();
    }

    private static Stream<JavaClass> ports() {
        return all.stream()
                .filter(JavaClass::isInterface)
                .filter(type -> type.getPackageName().matches("dev\\.sst\\.spi(\\..*)?"));
    }

    private static Stream<JavaClass> suites() {
        return all.stream()
                .filter(inModule("sst-testkit"))
                .filter(type -> type.getSimpleName().endsWith("Contract"))
                .filter(type -> type.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    private static Stream<JavaClass> suiteOf(JavaClass port) {
        return suites().filter(suite -> suite.getSimpleName().equals(port.getSimpleName() + "Contract"));
    }

    private static Stream<JavaClass> implementationsOf(JavaClass port) {
        return all.stream()
                .filter(type -> type.isAssignableTo(port.getName()))
                .filter(type -> type.isTopLevelClass() && !type.isInterface())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> !isTestCode(type))
                .filter(Predicate.not(inModule("sst-testkit")));
    }

    private static Stream<JavaClass> testsExtending(JavaClass suite) {
        return all.stream()
                .filter(ContractSuitesTest::isTestCode)
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> type.isAssignableTo(suite.getName()));
    }

    private static boolean isTestCode(JavaClass type) {
        return location(type).getPath().contains("/target/test-classes/");
    }

    private static Predicate<JavaClass> inModule(String name) {
        return type -> module(type).equals(name);
    }

    private static String module(JavaClass type) {
        return ROOT.relativize(Path.of(location(type))).getName(0).toString();
    }

    private static URI location(JavaClass type) {
        return type.getSource().orElseThrow().getUri();
    }
}
