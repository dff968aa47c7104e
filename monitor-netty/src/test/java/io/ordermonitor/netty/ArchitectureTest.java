package io.ordermonitor.netty;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the transport and the launcher may use; each rule is seen to fail under {@code io.ordermonitor.fixtures}. */
class ArchitectureTest {

    private static final String ROOT = "io.ordermonitor";

    private static final String PLANTED_ROOT = "io.ordermonitor.fixtures";

    /** Read once: an import costs more than all rules together. */
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT + ".netty", PLANTED_ROOT);

    private static final JavaClasses OURS =
            ALL.that(describe("are not planted", type -> !type.getPackageName().startsWith(PLANTED_ROOT)));

    static List<ArchRule> rules() {
        return List.of(
                internalIsCoresOwn(ROOT),
                leavesAreTheLaunchers(ROOT),
                transportWithoutLauncher(ROOT),
                noForeignAnnotationsInPublic(ROOT),
                nobodyKnowsTheCommands(ROOT),
                packagesWithoutCycle(ROOT));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theModuleKeeps(ArchRule rule) {
        rule.check(OURS);
    }

    @Test
    void internalMayNotBeUsed() {
        assertThat(violations(internalIsCoresOwn(PLANTED_ROOT)))
                .anyMatch(line -> line.contains("fixtures.netty.UsesInternal"));
    }

    @Test
    void theTransportMayNotKnowALeaf() {
        assertThat(violations(leavesAreTheLaunchers(PLANTED_ROOT)))
                .anyMatch(line -> line.contains("fixtures.netty.UsesLeaf"))
                .noneMatch(line -> line.contains("AllowedLauncher"));
    }

    @Test
    void theTransportMayNotKnowTheLauncher() {
        assertThat(violations(transportWithoutLauncher(PLANTED_ROOT)))
                .anyMatch(line -> line.contains("fixtures.netty.UsesLauncher"));
    }

    @Test
    void publicClassesMayNotCarryTheCommandLinesAnnotations() {
        assertThat(violations(noForeignAnnotationsInPublic(PLANTED_ROOT)))
                .anyMatch(line -> line.contains("fixtures.netty.PublicCommand"))
                .noneMatch(line -> line.contains("HiddenCommand"));
    }

    @Test
    void theLauncherMayNotKnowItsCommands() {
        assertThat(violations(nobodyKnowsTheCommands(PLANTED_ROOT)))
                .anyMatch(line -> line.contains("fixtures.netty.server.KnowsCommand"));
    }

    @Test
    void theLaunchersPackagesMayNotFormACycle() {
        assertThat(violations(packagesWithoutCycle(PLANTED_ROOT)))
                .anyMatch(line -> line.contains("fixtures.netty.server.KnowsCommand"));
    }

    private static ArchRule internalIsCoresOwn(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".netty..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".internal..");
    }

    private static ArchRule leavesAreTheLaunchers(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".netty")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".store.jdbc..", root + ".broker.*..");
    }

    private static ArchRule transportWithoutLauncher(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".netty")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".netty.server..");
    }

    /** Else code that names the class does not compile without the library, which an embedder does not have. */
    private static ArchRule noForeignAnnotationsInPublic(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".netty..")
                .and()
                .arePublic()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .allowEmptyShould(true);
    }

    private static ArchRule nobodyKnowsTheCommands(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".netty..")
                .and()
                .resideOutsideOfPackage(root + ".netty.server.command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".netty.server.command");
    }

    private static ArchRule packagesWithoutCycle(String root) {
        return slices().matching(root + ".netty.(**)").should().beFreeOfCycles();
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(ALL).getFailureReport().getDetails();
    }
}
