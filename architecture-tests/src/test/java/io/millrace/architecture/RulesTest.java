package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule finds what breaks it, and nothing else, in the packages under {@code broken}. */
class RulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("broken");

    private final Rules rules = new Rules("broken");

    @Test
    void findsACycle() {
        assertThat(violations(rules.packagesHaveNoCycles()))
                .singleElement()
                .asString()
                .contains("InACycle", "Back");
    }

    @Test
    void findsACrossedModuleBorder() {
        assertThat(violations(rules.modulesKeepTheirBorders()))
                .isNotEmpty()
                .allMatch(violation -> violation.contains("broken.spi.UsesPlan"));
    }

    @Test
    void findsAConnectorThatKnowsAnother() {
        assertThat(violations(rules.connectorsDoNotKnowEachOther()))
                .singleElement()
                .asString()
                .contains("connector.left.Left");
    }

    @Test
    void findsALibraryOutsideItsBorder() {
        List<String> violations = violations(rules.librariesStayBehindTheirBorder());
        assertThat(violations)
                .anyMatch(violation -> violation.contains("UsesRocksDb"))
                .anyMatch(violation -> violation.contains("UsesCalcite"))
                .allMatch(violation -> violation.contains("UsesRocksDb") || violation.contains("UsesCalcite"));
    }

    @Test
    void findsAClockAndUnseededRandomness() {
        assertThat(violations(rules.onlyTheOutsideWorldHasAClock()))
                .hasSize(3)
                .anyMatch(violation -> violation.contains("ReadsAClock.nowMillis()"))
                .anyMatch(violation -> violation.contains("RollsADie.unseeded()"))
                .anyMatch(violation -> violation.contains("RollsADie.ofTheThread()"));
    }

    @Test
    void findsAPackageThatIsNotNullMarked() {
        assertThat(violations(rules.packagesAreNullMarked()))
                .singleElement()
                .asString()
                .contains("broken.server.unmarked is not @NullMarked");
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(CLASSES).getFailureReport().getDetails();
    }

    private static List<String> violations(List<ArchRule> rules) {
        return rules.stream().flatMap(rule -> violations(rule).stream()).toList();
    }
}
