package io.ordermonitor.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ordermonitor.cycle.StubSteps.Fate;
import io.ordermonitor.message.Message.StepLine;
import io.ordermonitor.message.Message.StepOutcome;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the specification, section 5, row by row: what runs after what, and what is reported. */
class StepTableTest {
    private static final Permission ALL = new Permission(true, Set.of("*"));

    private final StubSteps stubs = new StubSteps();

    /** D: done, F: failed, -: skipped; one letter for each of the ten steps. */
    static Stream<Arguments> singleFailures() {
        return Stream.of(
                arguments(1, "F--------D", "step 1 did not succeed"),
                arguments(2, "DF-------D", "step 2 did not succeed"),
                arguments(3, "DDF-DDDDDD", "step 3 did not succeed"),
                arguments(4, "DDDFDDDDDD", ""),
                arguments(5, "DDDDFDDDDD", ""),
                arguments(6, "DDDDDFDDDD", ""),
                arguments(7, "DDDDDDFDDD", ""),
                arguments(8, "DDDDDDDF-D", "step 8 did not succeed"),
                arguments(9, "DDDDDDDDFD", ""));
    }

    @ParameterizedTest(name = "step {0} fails: {1}")
    @MethodSource("singleFailures")
    void a_failed_step_is_reported_and_keeps_only_those_that_need_it_from_running(
            int step, String expected, String whyNext) {
        stubs.fate(step, Fate.FAILS);
        CycleReport report = run(ALL);

        assertThat(picture(report)).isEqualTo(expected);
        assertThat(stubs.ran()).isEqualTo(ran(expected));
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.step()).isEqualTo(step))
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(Code.STEP_FAILED));
        if (!whyNext.isEmpty()) {
            assertThat(report.steps().get(step).why()).isEqualTo(whyNext);
        }
    }

    private static List<Integer> ran(String expected) {
        return Stream.iterate(1, i -> i + 1)
                .limit(10)
                .filter(i -> expected.charAt(i - 1) != '-')
                .toList();
    }

    @Test
    void a_clean_cycle_runs_nine_steps_and_has_nothing_to_report() {
        CycleReport report = run(ALL);

        assertThat(picture(report)).isEqualTo("DDDDDDDDD-");
        assertThat(report.steps().get(9).why()).isEqualTo("no errors");
        assertThat(report.steps()).extracting(StepLine::step).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(stubs.wholeCycles()).containsExactly(true);
    }

    @Test
    void a_user_who_is_not_permitted_goes_to_step_ten_without_an_error() {
        CycleReport report = run(Permission.NONE);

        assertThat(picture(report)).isEqualTo("DDDDDDD---");
        assertThat(report.steps().get(7).why()).isEqualTo("not permitted");
        assertThat(report.findings()).isEmpty();
        assertThat(stubs.wholeCycles()).containsExactly(true);
    }

    @Test
    void all_errors_are_reported_once_together() {
        stubs.fate(4, Fate.FAILS).fate(5, Fate.FINDS).fate(7, Fate.FAILS);
        CycleReport report = run(ALL);

        assertThat(picture(report)).isEqualTo("DDDFDDFDDD");
        assertThat(report.findings()).extracting(Finding::step).containsExactly(4, 5, 7);
        assertThat(stubs.wholeCycles()).containsExactly(false);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"FINDS", "FAILS"})
    void the_same_finding_is_told_once_also_when_its_report_fails(Fate ofReport) {
        stubs.fate(4, Fate.FINDS_TWICE).fate(10, ofReport);
        CycleReport report = run(ALL);

        assertThat(report.findings()).extracting(Finding::step).containsExactly(4);
    }

    @Test
    void what_a_step_found_before_it_failed_is_reported_too() {
        stubs.fate(1, Fate.FAILS_WITH_FINDINGS);
        CycleReport report = run(ALL);

        assertThat(report.findings())
                .extracting(Finding::code)
                .containsExactly(Code.BROKER_UNREACHABLE, Code.STEP_FAILED);
    }

    @Test
    void a_database_that_does_not_answer_is_named_so() {
        stubs.fate(3, Fate.DATABASE);
        CycleReport report = run(ALL);

        assertThat(report.findings()).extracting(Finding::code).containsExactly(Code.DATABASE);
        assertThat(report.findings().get(0).message()).startsWith("Step 3 (update orders) failed: the database");
    }

    @Test
    void a_throw_while_laying_is_a_failed_third_step_and_nothing_decides_without_the_overlay() {
        stubs.failLaying();
        CycleReport report = run(ALL);

        assertThat(picture(report)).isEqualTo("DDF------D");
        assertThat(report.steps().get(5).why()).isEqualTo("the books could not be laid over the orders");
    }

    @Test
    void a_failed_report_loses_no_error() {
        stubs.fate(5, Fate.FINDS).fate(10, Fate.FAILS);
        CycleReport report = run(ALL);

        assertThat(picture(report)).isEqualTo("DDDDDDDDDF");
        assertThat(report.findings()).extracting(Finding::step).containsExactly(5);
    }

    @Test
    void a_nudged_cycle_runs_steps_one_to_four_and_ten() {
        stubs.fate(4, Fate.FINDS);
        CycleReport report = stubs.run(CycleScope.Kind.NUDGED, ALL, () -> false);

        assertThat(picture(report)).isEqualTo("DDDD-----D");
        assertThat(report.steps().subList(4, 9)).extracting(StepLine::why).containsOnly("nudged cycle");
        assertThat(stubs.wholeCycles()).containsExactly(false);
    }

    @Test
    void a_closing_cycle_runs_steps_one_to_three_and_ten() {
        stubs.fate(3, Fate.FINDS);
        CycleReport report = stubs.run(CycleScope.Kind.CLOSING, ALL, () -> false);

        assertThat(picture(report)).isEqualTo("DDD------D");
        assertThat(report.steps().subList(3, 9)).extracting(StepLine::why).containsOnly("closing cycle");
    }

    /** The deadline passes during a step; after it only work on stop-losses starts. */
    static Stream<Arguments> overruns() {
        return Stream.of(
                arguments(1, "D--------D"),
                arguments(2, "DD---D---D"),
                arguments(3, "DDDD-D---D"),
                arguments(4, "DDDD-D---D"),
                arguments(5, "DDDDDD---D"),
                arguments(6, "DDDDDD---D"),
                arguments(7, "DDDDDDD--D"),
                arguments(8, "DDDDDDDD-D"),
                arguments(9, "DDDDDDDDDD"));
    }

    @ParameterizedTest(name = "past the deadline after step {0}: {1}")
    @MethodSource("overruns")
    void past_the_deadline_only_work_on_stop_losses_starts_and_the_overrun_is_reported(int step, String expected) {
        stubs.takes(step, Duration.ofSeconds(46));
        CycleReport report = run(ALL);

        assertThat(picture(report)).isEqualTo(expected);
        assertThat(report.findings()).extracting(Finding::code).containsExactly(Code.DEADLINE);
    }

    @Test
    void a_cycle_that_takes_exactly_its_deadline_has_not_overrun() {
        stubs.takes(4, Duration.ofSeconds(45));

        assertThat(picture(run(ALL))).isEqualTo("DDDDDDDDD-");
    }

    @Test
    void a_cycle_that_is_told_to_stop_still_protects_what_has_filled_and_does_nothing_else() {
        CycleReport report =
                stubs.run(CycleScope.Kind.SCHEDULED, ALL, () -> stubs.ran().contains(1));

        assertThat(picture(report)).isEqualTo("DDDD-D----");
        assertThat(report.steps().subList(6, 8)).extracting(StepLine::why).containsOnly("shutting down");
        assertThat(stubs.wholeCycles()).containsExactly(false);
    }

    @Test
    void the_report_carries_what_the_steps_said() {
        CycleReport report = run(ALL);

        assertThat(report.steps().get(2).why()).isEqualTo("a remark");
        assertThat(report.followUp()).containsExactly(70L);
        assertThat(report.pnl().realised()).isEqualByComparingTo("12.50");
        assertThat(report.endedAt()).isAfterOrEqualTo(report.startedAt());
    }

    private CycleReport run(Permission permission) {
        return stubs.run(CycleScope.Kind.SCHEDULED, permission, () -> false);
    }

    private static String picture(CycleReport report) {
        return report.steps().stream()
                .map(line ->
                        line.outcome() == StepOutcome.DONE ? "D" : line.outcome() == StepOutcome.FAILED ? "F" : "-")
                .collect(Collectors.joining());
    }
}
