package dev.sst.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
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

    private static JavaClasses all;

    @BeforeAll
    static void importMainAndTestClassesOfAllModules() throws IOException {
        all = CompiledModules.classes();
    }

    @Test
    void everyImplementationOfAPortHasATestThatExtendsTheContract() {
        List<String> untested = ports().flatMap(port -> suiteOf(port)
                        .flatMap(suite -> implementationsOf(port)
                                .filter(implementation -> testsExtending(suite)
                                        .noneMatch(inModule(CompiledModules.module(implementation))))
                                .map(implementation -> implementation.getName() + " has no test in "
                                        + CompiledModules.module(implementation) + " that extends "
                                        + suite.getSimpleName())))
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
                .filter(type -> !CompiledModules.isTestCode(type))
                .filter(Predicate.not(inModule("sst-testkit")));
    }

    private static Stream<JavaClass> testsExtending(JavaClass suite) {
        return all.stream()
                .filter(CompiledModules::isTestCode)
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> type.isAssignableTo(suite.getName()));
    }

    private static Predicate<JavaClass> inModule(String name) {
        return type -> CompiledModules.module(type).equals(name);
    }
}
