package dev.sst.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.stream.Stream;

/** Which packages belong to which module. A package that is in none of the lists belongs to {@code sst-api}. */
final class Packages {

    static final String CORE = "dev.sst.core..";
    static final String HARNESS = "dev.sst.harness..";
    static final String JSON_TEXT = "dev.sst.jsontext..";
    static final String TESTKIT = "dev.sst.testkit..";

    /** The core and the adapters: none of them knows another. */
    static final List<String> SIBLINGS = List.of(
            CORE,
            "dev.sst.stackstorm..",
            "dev.sst.embedded..",
            "dev.sst.jpa..",
            "dev.sst.incidents..",
            "dev.sst.yaml..",
            "dev.sst.web..");

    /** The only code that may know adapters. */
    static final List<String> WIRING = List.of("dev.sst.spring..", "dev.sst.server..");

    static final DescribedPredicate<JavaClass> API = resideInAnyPackage("dev.sst..")
            .and(DescribedPredicate.not(resideInAnyPackage(
                    Stream.of(SIBLINGS, WIRING, List.of(HARNESS, JSON_TEXT, TESTKIT, "dev.sst.architecture.."))
                            .flatMap(List::stream)
                            .toArray(String[]::new))))
            .as("sst-api");

    static final DescribedPredicate<JavaClass> CORE_AND_ADAPTERS = resideInAnyPackage(SIBLINGS.toArray(String[]::new));

    static final DescribedPredicate<JavaClass> WIRING_AND_TESTKIT = resideInAnyPackage(
            Stream.concat(WIRING.stream(), Stream.of(TESTKIT)).toArray(String[]::new));

    private Packages() {}
}
