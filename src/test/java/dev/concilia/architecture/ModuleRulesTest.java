package dev.concilia.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.concilia.ConciliaApplication;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModules;

/** Every rule holds for the hub, and fails for the fixtures, where it is broken on purpose. */
class ModuleRulesTest {
    private static final String HUB = "dev.concilia";
    private static final String FIXTURE = "dev.concilia.architecture.fixture";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HUB);
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(FIXTURE);
    private static final Map<String, String> PLANTS = Map.ofEntries(
            Map.entry("kernel", "business"),
            Map.entry("database", "business"),
            Map.entry("business", "device"),
            Map.entry("catalog", "sync"),
            Map.entry("audit", "device"),
            Map.entry("device", "sync"),
            Map.entry("sync", "api"),
            Map.entry("alert", "realtime"),
            Map.entry("api", "admin"),
            Map.entry("admin", "api"),
            Map.entry("demo", "admin"),
            Map.entry("realtime", "api"));

    /** {@code sync.reconcile} and {@code sync.trend} are public parts of their module: see the architecture page. */
    @Test
    void springModulithAgrees() {
        ApplicationModules.of(ConciliaApplication.class)
                .detectViolations()
                .filter(violation -> !violation.hasMessageContaining("non-exposed type dev.concilia.sync.reconcile.")
                        && !violation.hasMessageContaining("non-exposed type dev.concilia.sync.trend."))
                .throwIfPresent();
    }

    @Test
    void theTableNamesExactlyTheModulesThereAre() {
        Set<String> there = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(HUB + "."))
                .map(name -> name.substring(HUB.length() + 1).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ModuleRules.MAY_USE).containsOnlyKeys(there);
        assertThat(ModuleRules.PLANNED.keySet()).doesNotContainAnyElementsOf(there);
        assertThat(ModuleRules.MAY_USE.values())
                .allSatisfy(used -> assertThat(used)
                        .allMatch(m -> ModuleRules.MAY_USE.containsKey(m) || ModuleRules.PLANNED.containsKey(m))
                        .doesNotContainAnyElementsOf(ModuleRules.OUTERMOST));
        assertThat(PLANTS).containsOnlyKeys(ModuleRules.MAY_USE.keySet());
    }

    static Stream<Arguments> rules() {
        ModuleRules hub = new ModuleRules(HUB);
        ModuleRules planted = new ModuleRules(FIXTURE);
        Stream<Arguments> modules = PLANTS.entrySet().stream()
                .map(plant -> Arguments.of(
                        plant.getKey() + " uses only what it may",
                        hub.usesOnlyWhatItMay(plant.getKey()),
                        planted.usesOnlyWhatItMay(plant.getKey()),
                        FIXTURE + "." + plant.getValue() + "."));
        Stream<Arguments> outermost = ModuleRules.OUTERMOST.stream()
                .map(module -> Arguments.of(
                        module + " is imported by nobody",
                        hub.isImportedByNobody(module),
                        planted.isImportedByNobody(module),
                        FIXTURE + "." + module + "."));
        Stream<Arguments> others = Stream.of(
                Arguments.of(
                        "Vaadin stays in the back office",
                        hub.vaadinStaysInTheBackOffice(),
                        planted.vaadinStaysInTheBackOffice(),
                        "com.vaadin."),
                Arguments.of(
                        "dialects do not know each other",
                        hub.dialectsDoNotKnowEachOther(),
                        planted.dialectsDoNotKnowEachOther(),
                        FIXTURE + ".api.two"),
                Arguments.of(
                        "dialects show nothing",
                        hub.dialectsShowNothing(),
                        planted.dialectsShowNothing(),
                        FIXTURE + ".api.two.Two"),
                Arguments.of(
                        "wiring is package-private",
                        hub.wiringIsPackagePrivate(),
                        planted.wiringIsPackagePrivate(),
                        FIXTURE + ".kernel.Wiring"),
                Arguments.of(
                        "every package is @NullMarked",
                        hub.everyPackageIsNullMarked(),
                        planted.everyPackageIsNullMarked(),
                        FIXTURE + ".demo.Part"));
        return Stream.of(modules, outermost, others).flatMap(s -> s);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holdsAndBites(String name, ArchRule rule, ArchRule onPlanted, String culprit) {
        rule.check(CLASSES);

        var violations = onPlanted.evaluate(PLANTED);
        assertThat(violations.hasViolation()).isTrue();
        assertThat(violations.getFailureReport().getDetails()).anyMatch(line -> line.contains(culprit));
    }
}
