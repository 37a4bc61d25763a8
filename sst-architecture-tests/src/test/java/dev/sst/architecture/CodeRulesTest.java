package dev.sst.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;

/** What code may look like, wherever it lives. */
@AnalyzeClasses(packages = "dev.sst", importOptions = DoNotIncludeTests.class)
final class CodeRulesTest {

    private static final DescribedPredicate<JavaClass> THE_SYSTEMS_OWN_PLACE =
            nameMatching("dev\\.sst\\.(.+\\.)?System[A-Z]\\w*(\\$.*)?").forSubtype();

    private static final DescribedPredicate<JavaClass> PAUSE =
            nameMatching("dev\\.sst\\.(.+\\.)?Pause(\\$.*)?").forSubtype();

    private static final DescribedPredicate<JavaClass> AT_THE_OPERATORS_RISK =
            nameMatching("dev\\.sst\\.stackstorm\\.UncheckedTrust").forSubtype();

    @ArchTest
    static final ArchRule theClockIsReadInOnePlace = noClasses()
            .that(not(THE_SYSTEMS_OWN_PLACE.or(Packages.WIRING_AND_TESTKIT)))
            .should()
            .callMethodWhere(callOf("now", Instant.class)
                    .or(callOf("now", LocalDate.class))
                    .or(callOf("now", LocalDateTime.class))
                    .or(callOf("now", OffsetDateTime.class))
                    .or(callOf("now", ZonedDateTime.class))
                    .or(callOf("system.*|tick.*", Clock.class))
                    .or(callOf("system", InstantSource.class))
                    .or(callOf("currentTimeMillis", System.class)))
            .because("time comes in as an InstantSource, so that a test can turn it by hand");

    @ArchTest
    static final ArchRule randomnessHasOnePlace = noClasses()
            .that(not(THE_SYSTEMS_OWN_PLACE.or(Packages.WIRING_AND_TESTKIT)))
            .should()
            .callMethodWhere(callOf("random", Math.class)
                    .or(callOf("randomUUID", UUID.class))
                    .or(callOf("current", ThreadLocalRandom.class)))
            .orShould()
            .callConstructorWhere(target(owner(assignableTo(Random.class))))
            .because("an id or a jitter that a test cannot foresee cannot be asserted");

    @ArchTest
    static final ArchRule sleepingHasOnePlace = noClasses()
            .that(not(PAUSE))
            .should()
            .callMethodWhere(callOf("sleep", Thread.class)
                    .or(callOf("sleep", TimeUnit.class))
                    .or(callOf("parkNanos|parkUntil", LockSupport.class)))
            .because("whoever sleeps cannot be woken, shut down or tested");

    @ArchTest
    static final ArchRule entitiesStayInTheirPackage = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .resideInAPackage("dev.sst.jpa..")
            .andShould()
            .notBePublic()
            .allowEmptyShould(true)
            .because("a row is not a domain value; the mapper is the only one to see both");

    @ArchTest
    static final ArchRule exceptionsHaveOneRoot = classes()
            .that()
            .areAssignableTo(Throwable.class)
            .and()
            .arePublic()
            .and()
            .resideOutsideOfPackages(Packages.HARNESS, Packages.JSON_TEXT)
            .should()
            .beAssignableTo(describe(
                    "SstException", (JavaClass type) -> type.getSimpleName().equals("SstException")))
            .allowEmptyShould(true)
            .because("a caller catches one type; what the shared parts throw is translated before it crosses a port");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Processor|Utils?|Data|Info|Impl)(\\$.*)?")
            .because("such a name says that nobody knew what the class is for");

    @ArchTest
    static final ArchRule packagesSayWhatTheyAreFor = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..dto..", "..model..", "..impl..", "..manager..", "..helper..")
            .because("packages follow the domain, not layers");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .should(new ArchCondition<>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(
                            new SimpleConditionEvent(type, marked, type.getName() + " is in " + type.getPackageName()));
                }
            })
            .because("NullAway checks marked packages only");

    @ArchTest
    static final ArchRule libraryCodeDoesNotPrint = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sst.server..")
            .should()
            .accessFieldWhere(JavaAccess.Predicates.target(owner(assignableTo(System.class))))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .because("a library logs through slf4j and leaves the console to the program");

    @ArchTest
    static final ArchRule settingsComeInByConstructor = noClasses()
            .that(not(THE_SYSTEMS_OWN_PLACE.or(Packages.WIRING_AND_TESTKIT)))
            .should()
            .callMethodWhere(callOf("getenv|getProperty", System.class))
            .because("two instances in one process may differ; only the wiring reads the environment");

    @ArchTest
    static final ArchRule processesAreStartedByTheLocalEngine = noClasses()
            .that()
            .resideOutsideOfPackages("dev.sst.embedded..", "dev.sst.server..", "dev.sst.testkit.server..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class)
            .orShould()
            .callMethodWhere(callOf("exec", Runtime.class))
            .because("who starts processes must also limit and end them");

    @ArchTest
    static final ArchRule nothingIsDeserialisedFromJavaStreams = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.io.ObjectInputStream.class)
            .because("a writable cache or body would mean code execution");

    @ArchTest
    static final ArchRule nobodyInventsTrust = noClasses()
            .that(not(AT_THE_OPERATORS_RISK))
            .should()
            .beAssignableTo(javax.net.ssl.X509TrustManager.class)
            .orShould()
            .beAssignableTo(javax.net.ssl.HostnameVerifier.class)
            .because(
                    "a private CA is a key store; the one manager that says yes is for an operator who turned checks off");

    private static DescribedPredicate<JavaCall<?>> callOf(String methodPattern, Class<?> owner) {
        return target(nameMatching(methodPattern)).and(target(owner(assignableTo(owner))));
    }
}
