package io.ordermonitor.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The testkit uses nothing that users of the library could not use; seen to fail on a planted class. */
class ArchitectureTest {

    private static final String ROOT = "io.ordermonitor";

    private static final String PLANTED_ROOT = "io.ordermonitor.fixtures";

    /** Read once: an import costs more than all rules together. */
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT + ".testkit", PLANTED_ROOT);

    @Test
    void internalIsNotUsed() {
        internalIsCoresOwn(ROOT)
                .check(ALL.that(describe(
                        "are not planted", type -> !type.getPackageName().startsWith(PLANTED_ROOT))));
    }

    @Test
    void internalMayNotBeUsed() {
        assertThat(internalIsCoresOwn(PLANTED_ROOT)
                        .evaluate(ALL)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(line -> line.contains("fixtures.testkit.UsesInternal"));
    }

    private static ArchRule internalIsCoresOwn(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".internal..");
    }
}
