package dev.concilia.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RestController;

/** The one-way rule of the architecture page, for the packages under {@code root}: the hub's, or the fixtures'. */
record ModuleRules(String root) {
    /** What each module may use beside itself and libraries. */
    static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("kernel", Set.of()),
            Map.entry("database", Set.of("kernel")),
            Map.entry("business", Set.of("kernel")),
            Map.entry("catalog", Set.of("kernel", "business")),
            Map.entry("audit", Set.of("kernel", "business")),
            Map.entry("device", Set.of("kernel", "business")),
            Map.entry("sync", Set.of("kernel", "business", "device", "catalog")),
            // audit: what people do with alerts, channels and rules is audited where it is done
            Map.entry("alert", Set.of("kernel", "business", "device", "sync", "audit", "backup")),
            // audit: what is done over HTTP is audited, and GET /api/admin/audit reads it
            Map.entry(
                    "api",
                    Set.of("kernel", "business", "device", "catalog", "sync", "audit", "export", "backup", "alert")),
            Map.entry(
                    "admin",
                    Set.of("kernel", "business", "device", "catalog", "sync", "audit", "export", "backup", "alert")),
            Map.entry("realtime", Set.of("kernel", "business", "device", "sync", "alert")),
            Map.entry("demo", Set.of("kernel", "business", "device", "catalog", "sync")));

    /** Modules that the architecture page names and nobody has begun: they join the table with their first class. */
    static final Map<String, Set<String>> PLANNED = Map.of(
            "backup", Set.of("kernel"),
            "export", Set.of("kernel", "business", "catalog", "sync"));

    /** Nothing imports these. */
    static final Set<String> OUTERMOST = Set.of("api", "admin", "realtime", "demo");

    ArchRule usesOnlyWhatItMay(String module) {
        List<String> allowed = new ArrayList<>(List.of(packages(module)));
        MAY_USE.getOrDefault(module, Set.of()).forEach(other -> allowed.add(packages(other)));
        DescribedPredicate<JavaClass> forbidden = resideInAPackage(root + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new))))
                .as("other modules than %s", MAY_USE.get(module));
        return noClasses()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .dependOnClassesThat(forbidden)
                .allowEmptyShould(false);
    }

    ArchRule isImportedByNobody(String module) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(packages(module))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages(module))
                .allowEmptyShould(false);
    }

    ArchRule vaadinStaysInTheBackOffice() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages("admin"), root)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")
                .allowEmptyShould(false);
    }

    /** Each subpackage of {@code api} knows the root of {@code api} and no other subpackage. */
    ArchRule dialectsDoNotKnowEachOther() {
        return slices().matching(root + ".api.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(false);
    }

    ArchRule dialectsShowNothing() {
        return classes()
                .that()
                .resideInAPackage(root + ".api.*..")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .notBePublic()
                .allowEmptyShould(false);
    }

    ArchRule wiringIsPackagePrivate() {
        return classes()
                .that()
                .areAnnotatedWith(Configuration.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .and()
                .doNotHaveSimpleName("Bootstrap") // device waits for its Bootstrap.Done
                .should()
                .notBePublic()
                .allowEmptyShould(false);
    }

    ArchRule everyPackageIsNullMarked() {
        return classes().should(new ArchCondition<>("be in a package with a @NullMarked package-info") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + (marked ? " is" : " is not")));
            }
        });
    }

    private String packages(String module) {
        return root + "." + module + "..";
    }
}
