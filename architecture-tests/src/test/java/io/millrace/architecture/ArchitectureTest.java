package io.millrace.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Holds every module to the {@link Rules}. */
class ArchitectureTest {
    /** Written by the tools that make the parser, which keep to no rules of ours. */
    private static final DescribedPredicate<JavaClass> GENERATED =
            JavaClass.Predicates.resideInAnyPackage("io.millrace.parser.generated..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace")
            .that(DescribedPredicate.not(GENERATED));

    private final Rules rules = new Rules("io.millrace");

    @Test
    void packagesHaveNoCycles() {
        rules.packagesHaveNoCycles().check(CLASSES);
    }

    @Test
    void modulesKeepTheirBorders() {
        for (ArchRule rule : rules.modulesKeepTheirBorders()) {
            rule.check(CLASSES);
        }
    }

    @Test
    void connectorsDoNotKnowEachOther() {
        rules.connectorsDoNotKnowEachOther().check(CLASSES);
    }

    @Test
    void librariesStayBehindTheirBorder() {
        for (ArchRule rule : rules.librariesStayBehindTheirBorder()) {
            rule.check(CLASSES);
        }
    }

    @Test
    void onlyTheOutsideWorldHasAClock() {
        rules.onlyTheOutsideWorldHasAClock().check(CLASSES);
    }

    @Test
    void packagesAreNullMarked() {
        rules.packagesAreNullMarked().check(CLASSES);
    }
}
