package dev.sst.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Who may know whom. */
@AnalyzeClasses(packages = "dev.sst", importOptions = DoNotIncludeTests.class)
final class ModuleRulesTest {

    @ArchTest
    static final ArchRule theApiKnowsTheJdkAlone = classes()
            .that(Packages.API)
            .should()
            .onlyDependOnClassesThat(Packages.API.or(resideInAnyPackage("java..", "org.jspecify..")))
            .because("a library, a framework or an adapter in the API would be forced on everybody who uses it");

    @ArchTest
    static final ArchRule theCoreKnowsNoTechnology = classes()
            .that(resideInAPackage(Packages.CORE))
            .should()
            .onlyDependOnClassesThat(Packages.API.or(resideInAnyPackage(
                    Packages.CORE,
                    Packages.JSON_TEXT,
                    "java..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "com.networknt..")))
            .because("the core decides and follows; it talks to the world through the ports");

    @ArchTest
    static final ArchRule theCoreOpensNoConnection = noClasses()
            .that(resideInAPackage(Packages.CORE))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net.http..", "java.sql..", "javax.sql.."))
            .because("connections belong to adapters");

    @ArchTest
    static void theCoreAndTheAdaptersDoNotKnowEachOther(JavaClasses classes) {
        for (String one : Packages.SIBLINGS) {
            String[] others = Packages.SIBLINGS.stream()
                    .filter(other -> !other.equals(one))
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage(one))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others))
                    .because("siblings meet in sst-api only, so that each can be replaced alone")
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule theHarnessIsForEnginesOnly = noClasses()
            .that()
            .resideOutsideOfPackages(
                    Packages.HARNESS,
                    "dev.sst.stackstorm..",
                    "dev.sst.embedded..",
                    "dev.sst.spring..",
                    "dev.sst.server..")
            .should()
            .dependOnClassesThat(resideInAPackage(Packages.HARNESS))
            .because("its report is the engines' business; everybody else sees an attempt");

    @ArchTest
    static final ArchRule theSharedPartsKnowTheApiAlone = noClasses()
            .that()
            .resideInAnyPackage(Packages.HARNESS, Packages.JSON_TEXT, Packages.TESTKIT)
            .should()
            .dependOnClassesThat(Packages.CORE_AND_ADAPTERS)
            .because("several modules stand on them, in their tests at least, the core among them");

    @ArchTest
    static final ArchRule nobodyKnowsTheWiring = noClasses()
            .that()
            .resideOutsideOfPackages(Packages.WIRING.toArray(String[]::new))
            .should()
            .dependOnClassesThat(resideInAnyPackage(Packages.WIRING.toArray(String[]::new)))
            .because("whatever the server does, a plain Java program can do");

    @ArchTest
    static final ArchRule packagesFormNoCycles = slices().assignedFrom(new PackagesWithTheNounsAsOne())
            .should()
            .beFreeOfCycles()
            .because("a cycle is one package with two names");

    @ArchTest
    static final ArchRule ourCodeUsesJackson3 = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind.."))
            .because("Jackson 2 is on the server's class path for springdoc's sake alone");

    /**
     * Each package is a slice, save that the nouns of the domain are one: a test names its deployment and a deployment its test.
     * The root package, with the facade and the exceptions, is in none.
     */
    private static final class PackagesWithTheNounsAsOne implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            if (name.equals("dev.sst")) {
                return SliceIdentifier.ignore();
            }
            return SliceIdentifier.of(
                    name.matches("dev\\.sst\\.(test|execution|deployment|incident|suite)") ? "nouns" : name);
        }

        @Override
        public String getDescription() {
            return "packages, the nouns of the domain being one";
        }
    }
}
