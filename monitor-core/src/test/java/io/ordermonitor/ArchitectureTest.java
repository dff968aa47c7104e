package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The house keeps its rules, and each rule is seen to fail on a class planted under {@code io.ordermonitor.fixtures}. */
class ArchitectureTest {

    private static final String PLANTED_ROOT = "io.ordermonitor.fixtures";

    /** Read once: an import costs more than all rules together. */
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("io.ordermonitor");

    private static final JavaClasses HOUSE =
            ALL.that(DescribedPredicate.describe("are not tests", type -> !fromTests(type)));

    private static final JavaClasses PLANTED = ALL.that(DescribedPredicate.describe(
            "are planted", type -> type.getPackageName().startsWith(PLANTED_ROOT)));

    private final ArchitectureRules planted = new ArchitectureRules(PLANTED_ROOT);

    static List<ArchRule> rules() {
        return new ArchitectureRules("io.ordermonitor").all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHouseKeeps(ArchRule rule) {
        rule.check(HOUSE);
    }

    @Test
    void theHouseIsNotEmpty() {
        assertThat(HOUSE)
                .hasSizeGreaterThan(10)
                .noneMatch(type -> type.getName().startsWith(PLANTED_ROOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order.UsesHigherFloor", "cycle.UsesSameFloor", "step.UsesLeaf", "elsewhere.NotOnThePlan"})
    void aRoomMayUseOnlyLowerFloors(String culprit) {
        assertThat(violations(planted.floors())).anyMatch(line -> line.contains(PLANTED_ROOT + "." + culprit));
    }

    @Test
    void aRoomMayUseLowerFloorsAndALeafItsParent() {
        assertThat(violations(planted.floors())).noneMatch(line -> line.matches("\\w+ <[^>(]*Allowed.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"step.UsesLeaf", "execution.UsesSql", "loop.UsesHttp"})
    void theMachineryMayNotReachLeavesSqlOrHttp(String culprit) {
        assertThat(violations(planted.machineryWithoutLeaves()))
                .anyMatch(line -> line.contains(PLANTED_ROOT + "." + culprit));
    }

    @Test
    void packagesMayNotFormACycle() {
        assertThat(violations(planted.noPackageCycles()))
                .anyMatch(line -> line.contains("Cycle detected") && line.contains(PLANTED_ROOT + ".order"));
    }

    @Test
    void jsonStaysInMessageAndBroker() {
        assertThat(violations(planted.jsonAtTheEdge())).anyMatch(line -> line.contains("loop.UsesJson"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instantNow",
                "instantNowByReference",
                "nanoTime",
                "currentTimeMillis",
                "sleep",
                "timeUnitSleep",
                "localDateNow",
                "localDateTimeNow",
                "zonedDateTimeNow",
                "systemClock",
                "newDate"
            })
    void timeIsNeverReadFromTheMachine(String method) {
        assertThat(violations(planted.injectedTime()))
                .anyMatch(line -> line.contains("order.ReadsTime." + method + "("));
    }

    @Test
    void timeFromAClockIsFine() {
        assertThat(violations(planted.injectedTime())).noneMatch(line -> line.contains("fromAClock"));
    }

    @Test
    void thePacersMayReadNanoTimeAndNothingElse() {
        assertThat(violations(planted.injectedTime()))
                .noneMatch(line -> line.contains("SteppedTime.allowed"))
                .anyMatch(line -> line.contains("SteppedTime.forbidden"));
    }

    /** Invariant F4: money is decimal. */
    @ParameterizedTest
    @ValueSource(strings = {"FIELD", "boxed", "<init>", "parameter", "returned", "through"})
    void moneyIsNeverBinary(String member) {
        assertThat(violations(planted.decimalMoney())).anyMatch(line -> line.contains("order.FloatingMoney." + member));
    }

    @Test
    void decimalMoneyIsFine() {
        assertThat(violations(planted.decimalMoney())).noneMatch(line -> line.contains("FloatingMoney.allowed"));
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(PLANTED).getFailureReport().getDetails();
    }

    private static boolean fromTests(JavaClass type) {
        return type.getSource().orElseThrow().getUri().getPath().contains("/test-classes");
    }
}
