package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.testkit.FakeBroker;
import io.ordermonitor.testkit.StorePort;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The daily loss limit of a thousand rupees: it stops entries by itself, once, and never releases them. */
class DailyLossScenariosTest {
    private final CycleBench bench = new CycleBench();

    @BeforeEach
    void limit() {
        bench.settings = OrderSettings.standard().withDailyLoss(new BigDecimal("1000"));
        bench.restart();
    }

    private boolean isStopped() {
        return bench.memory
                .stores()
                .inputs()
                .gate(CycleBench.USER)
                .switches()
                .stopEntries()
                .everything();
    }

    private static List<Finding> losses(CycleReport report) {
        return report.findings().stream()
                .filter(finding -> finding.code() == Code.DAILY_LOSS)
                .toList();
    }

    private CycleReport at(String price) {
        bench.broker().price(CycleBench.RELIANCE, price);
        return bench.cycle();
    }

    private void allow() {
        bench.memory
                .stores()
                .inputs()
                .change(CycleBench.USER, SafetySwitch.STOP_ENTRIES, SwitchScope.everything(), false);
    }

    @Test
    void entries_are_stopped_at_the_limit_and_not_a_rupee_before_and_exits_go_on() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        at("1490.05");
        assertThat(isStopped()).isFalse();
        CycleReport report = at("1490.00");

        assertThat(isStopped()).isTrue();
        assertThat(losses(report)).singleElement().satisfies(finding -> {
            assertThat(finding.alarm()).isTrue();
            assertThat(finding.message()).contains("-1000.00", "1000", "unrealised -1000.00");
        });
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER))
                .extracting(Alarm::code)
                .containsExactly(Code.DAILY_LOSS);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void the_cycle_that_reaches_the_limit_follows_no_entry_any_more() {
        long waiting = bench.submit(Entries.buyAbove("k2"));
        bench.filled(Entries.buy("k"), "1515.00");
        bench.fair("1503.00", null);
        at("1505.00");

        assertThat(isStopped()).isTrue();
        assertThat(bench.entry(waiting).row().type().isStop()).isTrue();
    }

    @Test
    void a_recovered_loss_releases_nothing_and_is_told_once_and_every_ten_minutes() {
        bench.filled(Entries.buy("k"), "1500.00");
        at("1490.00");
        assertThat(losses(at("1500.00"))).isEmpty();
        assertThat(isStopped()).isTrue();
        for (int minute = 2; minute < 10; minute++) {
            assertThat(losses(bench.cycle())).isEmpty();
        }
        assertThat(losses(bench.cycle())).hasSize(1);
        assertThat(bench.report.standing(CycleBench.USER)).hasSize(1);
    }

    @Test
    void whom_a_person_allowed_entries_again_is_not_stopped_twice_that_day_also_after_a_restart() {
        bench.filled(Entries.buy("k"), "1500.00");
        at("1490.00");
        allow();
        CycleReport report = at("1489.00");

        assertThat(isStopped()).isFalse();
        assertThat(losses(report))
                .singleElement()
                .satisfies(over -> assertThat(over.message()).startsWith("Over: "));
        bench.restart();
        bench.cycle();
        assertThat(isStopped()).isFalse();
    }

    @Test
    void the_alarm_stands_on_after_a_restart_and_is_not_raised_anew() {
        bench.filled(Entries.buy("k"), "1500.00");
        at("1490.00");
        bench.restart();
        bench.cycle();

        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER)).hasSize(1);
        assertThat(bench.report.standing(CycleBench.USER)).hasSize(1);
    }

    @Test
    void a_stale_account_counts_with_its_last_figures_also_in_a_process_that_never_read_it() {
        bench.account(CycleBench.OTHER_ACCOUNT, Account.Mode.ARMED, Account.ExitMode.BOTH);
        FakeBroker other = bench.brokers.of(CycleBench.OTHER_ACCOUNT);
        other.price(CycleBench.RELIANCE, "1491.00");
        long id = bench.submit(Entries.buy(CycleBench.OTHER_ACCOUNT, "k2"));
        bench.entry(id).fill("1500.00");
        bench.filled(Entries.buy("k"), "1500.00");
        at("1500.00");
        assertThat(isStopped()).isFalse();
        bench.restart();
        other.outage();
        CycleReport report = at("1499.00");

        assertThat(isStopped()).isTrue();
        assertThat(losses(report))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("accounts [71] as they were last read"));
    }

    @Test
    void a_nudged_cycle_stops_nothing_before_all_accounts_were_read() {
        bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1480.50");
        bench.cycle(CycleScope.Kind.NUDGED);
        assertThat(isStopped()).isFalse();
        bench.cycle();

        assertThat(isStopped()).isTrue();
    }

    @Test
    void a_store_that_does_not_take_the_switch_is_an_error_and_keeps_no_stop_from_being_placed() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1490.00");
        bench.memory.faults().failNext(StorePort.ALARMS);
        CycleReport report = bench.cycle();
        assertThat(report.findings()).anyMatch(f -> f.code() == Code.DATABASE && f.step() == 2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        bench.cycle();

        assertThat(isStopped()).isTrue();
    }

    @Test
    void without_a_limit_no_loss_stops_anything() {
        bench.settings = OrderSettings.standard();
        bench.restart();
        bench.filled(Entries.buy("k"), "1500.00");
        at("1481.00");

        assertThat(isStopped()).isFalse();
    }
}
