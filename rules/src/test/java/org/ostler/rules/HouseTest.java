package org.ostler.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;

/// The picture in ARCHITECTURE.md is what the code is.
class HouseTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.ostler");

    @Test
    void pictureShowsEveryModuleWithItsArrows() {
        assertThat(House.drawn().arrows()).isEqualTo(House.built().arrows());
    }

    @Test
    void classesUseOnlyWhatTheirModulesArrowsReach() {
        Map<String, Set<String>> arrows = House.drawn().arrows();
        arrows.forEach(
                (module, uses) ->
                        classes()
                                .that(inModule(module, arrows))
                                .should()
                                .onlyDependOnClassesThat(reachable(module, uses, arrows))
                                .allowEmptyShould(true)
                                .check(CLASSES));
    }

    @Test
    void driversDoNotSeeEachOtherNorTheWireNorTheDaemon() {
        assertThat(House.built().arrows())
                .allSatisfy(
                        (module, uses) -> {
                            if (module.startsWith("driver.")) {
                                assertThat(uses)
                                        .containsAnyOf("engine")
                                        .isSubsetOf("engine", "api", "model", "posix", "xlcfg");
                            }
                        });
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("org.ostler.(*)..")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> inModule(
            String module, Map<String, Set<String>> arrows) {
        DescribedPredicate<JavaClass> inside = resideInAPackage("org.ostler." + module + "..");
        for (String other : arrows.keySet()) {
            if (other.startsWith(module + ".")) {
                inside =
                        inside.and(
                                DescribedPredicate.not(
                                        resideInAPackage("org.ostler." + other + "..")));
            }
        }
        return inside;
    }

    private static DescribedPredicate<JavaClass> reachable(
            String module, Set<String> uses, Map<String, Set<String>> arrows) {
        DescribedPredicate<JavaClass> allowed =
                DescribedPredicate.not(resideInAnyPackage("org.ostler.."));
        allowed = allowed.or(inModule(module, arrows));
        for (String used : closure(uses, arrows)) {
            allowed = allowed.or(inModule(used, arrows));
        }
        return allowed.as("reachable from " + module);
    }

    private static Set<String> closure(Set<String> uses, Map<String, Set<String>> arrows) {
        Set<String> all = new java.util.TreeSet<>(uses);
        uses.forEach(used -> all.addAll(closure(arrows.getOrDefault(used, Set.of()), arrows)));
        return all;
    }
}
