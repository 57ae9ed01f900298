package io.millrace.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** The rules, for the packages under {@code root}: so that the same rules can be tried on packages that break them. */
final class Rules {
    /** Of a module's package, the packages of ours that it may use besides its own. The server may use all but bench. */
    private static final Map<String, List<String>> BORDERS = Map.of(
            "spi", List.of(),
            "plan", List.of("spi"),
            "parser", List.of("spi"),
            "planner", List.of("spi", "plan", "parser"),
            "executor", List.of("spi", "plan"),
            "connector", List.of("spi"),
            "jdbc", List.of());

    /** Where time, chance and waiting may come from outside: implementations of our interfaces, and programs. */
    private static final List<String> OUTSIDE_WORLD = List.of("executor.clock", "server.cli", "bench", "jdbc");

    private static final List<String> CALCITE = List.of("parser", "planner", "executor.expression", "server");

    private static final Set<String> CLOCK_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");

    private final String root;

    Rules(String root) {
        this.root = root;
    }

    /** No two packages need each other, directly or in a circle; generated code aside. */
    ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** The table of modules in the architecture document. */
    List<ArchRule> modulesKeepTheirBorders() {
        List<ArchRule> rules = new ArrayList<>();
        BORDERS.forEach((module, uses) -> {
            List<String> allowed = new ArrayList<>(uses);
            allowed.add(module);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(packages(module))
                    .should()
                    .dependOnClassesThat(inPackage(root + "..").and(notIn(allowed)))
                    .allowEmptyShould(true)
                    .as(module + " uses of ours only " + allowed));
        });
        rules.add(noClasses()
                .that()
                .resideInAPackage(packages("server"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages("bench"))
                .allowEmptyShould(true));
        return rules;
    }

    /** One connector knows nothing of another. */
    ArchRule connectorsDoNotKnowEachOther() {
        return slices().matching(root + ".connector.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true);
    }

    /** What each module may use of the libraries that we keep behind a border. */
    List<ArchRule> librariesStayBehindTheirBorder() {
        return List.of(
                // Avatica shares Calcite's root package; its enums for quoting and casing are part of Calcite's API.
                library("Calcite", "org.apache.calcite..", "org.apache.calcite.avatica..", CALCITE),
                library(
                        "Avatica",
                        "org.apache.calcite.avatica..",
                        "",
                        List.of("jdbc", "server", "parser", "planner", "executor.expression")),
                library("RocksDB", "org.rocksdb..", "", List.of("executor.state.rocksdb")),
                library("Janino", "org.codehaus..", "", List.of("executor")),
                library(
                        "Jackson",
                        "com.fasterxml.jackson..",
                        "",
                        List.of("plan", "planner", "executor", "connector.filesystem", "jdbc", "server", "bench")),
                library("picocli", "picocli..", "", List.of("server.cli", "bench")),
                library("JLine", "org.jline..", "", List.of("server.cli")));
    }

    /** A replay must give the same run: time, chance and waiting come through interfaces that simulation implements. */
    ArchRule onlyTheOutsideWorldHasAClock() {
        return noClasses()
                .that(inPackage(root + "..").and(notIn(OUTSIDE_WORLD)))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "reads a clock, rolls a die or sleeps",
                        call -> CLOCK_CALLS.contains(call.getTargetOwner().getName() + "." + call.getName())))
                .orShould()
                .callMethodWhere(target(nameMatching("current"))
                        .and(targetOwner(DescribedPredicate.describe(
                                "ThreadLocalRandom", owner -> owner.isEquivalentTo(ThreadLocalRandom.class)))))
                .orShould()
                .callConstructorWhere(DescribedPredicate.describe("makes an unseeded generator", Rules::isUnseeded))
                .allowEmptyShould(true);
    }

    /** Null is an error unless a type says {@code @Nullable}. */
    ArchRule packagesAreNullMarked() {
        return classes()
                .that(inPackage(root + ".."))
                .should(resideInANullMarkedPackage())
                .allowEmptyShould(true);
    }

    private ArchRule library(String name, String packages, String except, List<String> users) {
        DescribedPredicate<JavaClass> library = inPackage(packages);
        return noClasses()
                .that(inPackage(root + "..").and(notIn(users)))
                .should()
                .dependOnClassesThat(
                        except.isEmpty() ? library : library.and(DescribedPredicate.not(inPackage(except))))
                .allowEmptyShould(true)
                .as(name + " is used only in " + users);
    }

    private static boolean isUnseeded(JavaConstructorCall call) {
        JavaClass owner = call.getTargetOwner();
        return owner.isEquivalentTo(SecureRandom.class)
                || (owner.isEquivalentTo(Random.class) || owner.isEquivalentTo(SplittableRandom.class))
                        && call.getTarget().getRawParameterTypes().isEmpty();
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                String message =
                        item.getPackageName() + " is " + (marked ? "" : "not ") + "@NullMarked: see " + item.getName();
                events.add(new SimpleConditionEvent(item, marked, message));
            }
        };
    }

    private String packages(String module) {
        return root + "." + module + "..";
    }

    private DescribedPredicate<JavaClass> notIn(List<String> modules) {
        String[] patterns = modules.stream().map(this::packages).toArray(String[]::new);
        return DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(patterns));
    }

    private static DescribedPredicate<JavaClass> inPackage(String pattern) {
        return JavaClass.Predicates.resideInAPackage(pattern);
    }
}
