// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.theClass;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom, where time comes from, and what the core never touches. Reads the compiled classes. */
class ArchitectureTest {
    private static final String DEVICE = "io.tiersort.device..";
    private static final String CLOUD = "io.tiersort.cloud..";
    private static final String AGENT = "io.tiersort.agent..";
    private static final String[] CORE = {
        "io.tiersort.agent.line..", "io.tiersort.agent.plan..", "io.tiersort.agent.identify.."
    };

    /** What starts a process or plays one: clocks, chance and sleep enter the program here and are handed on. */
    private static final String[] EDGES = {
        "io.tiersort.agent.cli..", "io.tiersort.agent.demo..", "io.tiersort.agent.bench.."
    };

    private static final Set<String> WALL_CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.time.InstantSource.system");

    private static final Set<String> CHANCE = Set.of(
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.concurrent.ThreadLocalRandom.current");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // What JMH writes around the methods it measures.
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPackages("io.tiersort");

    @ParameterizedTest
    @ValueSource(strings = {DEVICE, CLOUD, AGENT})
    void theRulesSeeEveryModule(String module) {
        long seen = CLASSES.stream().filter(resideInAPackage(module)).count();
        assertTrue(seen > 25, module + ": " + seen + " classes");
    }

    @ParameterizedTest
    @CsvSource({
        DEVICE + ", " + CLOUD,
        DEVICE + ", " + AGENT,
        CLOUD + ", " + DEVICE,
        CLOUD + ", " + AGENT,
    })
    void theLowerModulesKnowNeitherEachOtherNorTheAgent(String from, String to) {
        check(noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.tiersort.agent.(*)..", "io.tiersort.device.(*)..", "io.tiersort.cloud.(*).."})
    void noPackageNeedsOneThatNeedsIt(String packages) {
        check(slices().matching(packages).should().beFreeOfCycles());
    }

    @Test
    void theCoreDoesNoInputOrOutputAndStartsNothing() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                // Reads its table from its own jar, once, when the class is loaded.
                .and()
                .doNotHaveSimpleName("Gs1Table")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "io.vertx..",
                        "io.netty..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, System.Logger.class, Runtime.class, java.util.Random.class));
    }

    @Test
    void theCoreHasNoClockAndNoChance() {
        Set<String> elapsed = Set.of("java.lang.System.nanoTime", "io.tiersort.device.NanoClock.system");
        check(noClasses().that().resideInAnyPackage(CORE).should(use("a clock", WALL_CLOCKS)));
        check(noClasses().that().resideInAnyPackage(CORE).should(use("a stopwatch", elapsed)));
        check(noClasses().that().resideInAnyPackage(CORE).should(use("chance", CHANCE)));
    }

    @Test
    void theCoreKnowsNothingOfStorageOrPeople() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tiersort.agent.journal..",
                        "io.tiersort.agent.sqlite..",
                        "io.tiersort.agent.config..",
                        "io.tiersort.agent.console..",
                        "io.tiersort.agent.runtime..",
                        "io.tiersort.cloud.."));
    }

    @Test
    void theWallClockIsHandedIn() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(EDGES)
                // The one place where a running agent is given the clocks of this machine.
                .and()
                .doNotHaveSimpleName("AgentSettings")
                .should(use("the wall clock", WALL_CLOCKS)));
    }

    @Test
    void theStopwatchIsHandedIn() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(EDGES)
                .and()
                .doNotHaveSimpleName("NanoClock")
                // Asked by SQLite every few thousand instructions whether a statement has run too long.
                .and()
                .haveNameNotMatching(".*\\.Sqlite(\\$.*)?")
                .should(use("the stopwatch", Set.of("java.lang.System.nanoTime"))));
    }

    @Test
    void nobodySleepsExceptAtTheEdges() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(EDGES)
                .should(use("sleep", Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep"))));
    }

    @Test
    void nothingMutableIsStatic() {
        check(fields().that().areStatic().should().beFinal());
    }

    /** The command, and the other process of a measurement. */
    @Test
    void onlyAnEntryPointEndsItsProcess() {
        Set<String> ends = Set.of("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt");
        check(theClass("io.tiersort.agent.cli.Main").should(use("the end of the process", ends)));
        check(noClasses()
                .that()
                .haveNameNotMatching("io\\.tiersort\\.agent\\.(cli\\.Main|bench\\.Part)")
                .should(use("the end of the process", ends)));
    }

    /** Each foreign library has a home; whoever replaces it looks nowhere else. What plays a foreign part may use it too. */
    @ParameterizedTest
    @CsvSource({
        "org.eclipse.paho.., io.tiersort.cloud.mqtt..",
        "io.vertx.mqtt.., io.tiersort.cloud.broker..|io.tiersort.agent.demo..",
        "com.digitalpetri.., io.tiersort.device.sorter..|io.tiersort.device.sim..|io.tiersort.agent.bench..",
        "org.snakeyaml.., io.tiersort.agent.config..",
        "picocli.., io.tiersort.agent.cli..",
        "io.vertx.ext.web.., io.tiersort.agent.console..",
        "io.prometheus.., io.tiersort.agent.runtime..",
        "org.openjdk.jmh.., io.tiersort.agent.bench..",
        "org.hipparchus.., io.tiersort.agent.forecast..",
        "java.sql.., io.tiersort.agent.sqlite..|io.tiersort.agent.journal..|io.tiersort.agent.shipment.."
                + "|io.tiersort.agent.customer..|io.tiersort.agent.forecast..",
        "org.sqlite.., io.tiersort.agent.sqlite..|io.tiersort.agent.journal..|io.tiersort.agent.shipment..",
    })
    void aLibraryIsUsedOnlyAtHome(String library, String homes) {
        String[] home = homes.split("\\|", -1);
        DescribedPredicate<JavaClass> there = resideInAPackage(library);
        assertTrue(
                CLASSES.that(resideInAPackage(home[0])).stream()
                        .anyMatch(at -> at.getDirectDependenciesFromSelf().stream()
                                .anyMatch(needed -> there.test(needed.getTargetClass()))),
                home[0] + " does not use " + library + ": the rule looks for nothing");
        check(noClasses().that().resideOutsideOfPackages(home).should().dependOnClassesThat(there));
    }

    /** Paho's own stores lose messages and lock folders; the journal is the only queue. */
    @Test
    void pahoKeepsNothingOnDisk() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.paho.client.mqttv3.persist.MqttDefaultFilePersistence")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.paho.client.mqttv3.DisconnectedBufferOptions"));
    }

    private static ArchCondition<JavaClass> use(String what, Set<String> methods) {
        return accessTargetWhere(new DescribedPredicate<JavaAccess<?>>(what) {
            @Override
            public boolean test(JavaAccess<?> access) {
                return methods.contains(access.getTargetOwner().getFullName() + "."
                        + access.getTarget().getName());
            }
        });
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
