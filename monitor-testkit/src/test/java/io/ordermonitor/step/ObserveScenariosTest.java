package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.Orders;
import io.ordermonitor.testkit.FakeBroker;
import io.ordermonitor.testkit.FakeOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two accounts that live through the same: one is armed, of the other it is only recorded what would be sent. */
class ObserveScenariosTest {
    private static final long ARMED = CycleBench.ACCOUNT;
    private static final long OBSERVED = CycleBench.OTHER_ACCOUNT;

    private final CycleBench bench = new CycleBench();
    private final Map<Long, Long> filled = new HashMap<>();
    private final Map<Long, Long> waiting = new HashMap<>();

    ObserveScenariosTest() {
        bench.account(OBSERVED, Account.Mode.OBSERVE, Account.ExitMode.BOTH);
    }

    /** Both have a filled entry and one that waits for its trigger; the trading application placed all of them. */
    private void twins() {
        for (long account : List.of(ARMED, OBSERVED)) {
            FakeBroker broker = bench.brokers.of(account);
            FakeOrder bought = broker.placeForeign(
                    "", CycleBench.RELIANCE, Side.BUY, Product.MIS, OrderTerms.limit(100, new BigDecimal("1500.00")));
            FakeOrder waits = broker.placeForeign(
                    "",
                    CycleBench.RELIANCE,
                    Side.BUY,
                    Product.MIS,
                    OrderTerms.stopLimit(100, new BigDecimal("1500.00"), new BigDecimal("1501.00")));
            bought.fill("1500.00");
            filled.put(account, adopt(Entries.buy(account, "filled" + account), bought));
            waiting.put(
                    account,
                    adopt(
                            Entries.entry(
                                    account,
                                    CycleBench.RELIANCE,
                                    Side.BUY,
                                    100,
                                    OrderType.STOPLIMIT,
                                    "waits" + account),
                            waits));
        }
    }

    private long adopt(NewManagedOrder terms, FakeOrder theirs) {
        IntakeResult result =
                bench.locked(() -> bench.execution.intake().adopt(bench.desk(), terms, theirs.brokerOrderId()));
        return ((IntakeResult.Taken) result).order().id();
    }

    private List<Intent> intents(long account) {
        return bench.memory.intents().stream()
                .filter(i -> i.accountId() == account)
                .toList();
    }

    private List<List<Object>> decisions(long account) {
        return intents(account).stream()
                .map(i -> List.<Object>of(
                        i.leg(),
                        i.slice(),
                        i.kind(),
                        String.valueOf(i.terms()),
                        i.cause().rule()))
                .toList();
    }

    @Test
    void what_would_be_sent_in_the_first_cycle_is_what_the_armed_twin_sends() {
        twins();
        bench.fair("1503.00", "1503.00");
        bench.cycle();

        assertThat(decisions(ARMED))
                .extracting(d -> d.get(4))
                .containsExactlyInAnyOrder("sl.place", "tp.place", "entry.convert");
        assertThat(decisions(OBSERVED)).containsExactlyInAnyOrderElementsOf(decisions(ARMED));
        assertThat(bench.brokers.of(OBSERVED).writes()).isEmpty();
        assertThat(bench.memory.outcomes().stream()
                        .filter(o -> o.intent().accountId() == OBSERVED)
                        .map(Intent.Settled::outcome))
                .containsOnly(Intent.Outcome.WOULD_SEND);
    }

    @Test
    void a_decision_is_recorded_once_until_it_changes() {
        twins();
        bench.fair("1503.00", "1503.00");
        bench.cycles(5);
        assertThat(intents(OBSERVED)).hasSize(3);

        bench.fair("1504.00", "1504.00");
        bench.cycles(3);
        assertThat(intents(OBSERVED)).hasSize(4);
        bench.locked(() ->
                bench.execution.intake().cancel(bench.desk(), Objects.requireNonNull(waiting.get(OBSERVED)), cause()));
        bench.cycles(3);

        assertThat(intents(OBSERVED)).hasSize(5);
        assertThat(bench.brokers.of(OBSERVED).writes()).isEmpty();
    }

    @Test
    void a_decision_that_was_recorded_is_not_recorded_anew_by_the_next_process() {
        twins();
        bench.fair("1503.00", "1503.00");
        bench.cycles(2);
        assertThat(intents(OBSERVED)).hasSize(3);

        bench.restart();
        bench.fair("1503.00", "1503.00");
        bench.cycles(2);
        assertThat(intents(OBSERVED)).hasSize(3);
        bench.locked(() ->
                bench.execution.intake().cancel(bench.desk(), Objects.requireNonNull(waiting.get(OBSERVED)), cause()));
        bench.cycle();
        bench.restart();
        bench.cycles(2);

        assertThat(intents(OBSERVED)).hasSize(4);
        assertThat(bench.brokers.of(OBSERVED).writes()).isEmpty();
    }

    private static io.ordermonitor.order.Cause cause() {
        return new io.ordermonitor.order.Cause(0, "", 0);
    }

    @Test
    void that_a_position_has_no_stop_for_its_account_is_only_observed_is_said_once() {
        twins();
        CycleReport first = bench.cycle();
        CycleReport second = bench.cycle();

        assertThat(first.findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(Code.UNPROTECTED);
            assertThat(f.message()).contains("mode observe");
        });
        assertThat(second.findings()).isEmpty();
        assertThat(second.followUp()).doesNotContain(OBSERVED);
        assertThat(bench.order(Objects.requireNonNull(filled.get(OBSERVED))).has(Flag.UNPROTECTED))
                .isTrue();
    }

    @Test
    void an_account_that_is_armed_decides_anew_and_sends_once() {
        twins();
        bench.fair("1503.00", "1503.00");
        bench.cycles(3);
        bench.account(OBSERVED, Account.Mode.ARMED, Account.ExitMode.BOTH);
        bench.fair("1503.00", "1503.00");
        bench.cycle();

        assertThat(bench.brokers.of(OBSERVED).writes()).hasSize(3);
        bench.cycles(3);
        assertThat(bench.brokers.of(OBSERVED).writes()).hasSize(3);
        assertThat(bench.liveUnits(Objects.requireNonNull(filled.get(OBSERVED)), LegKind.SL))
                .isEqualTo(100);
        assertThat(bench.liveUnits(Objects.requireNonNull(filled.get(OBSERVED)), LegKind.TP))
                .isEqualTo(100);
        assertThat(bench.order(Objects.requireNonNull(filled.get(OBSERVED))).has(Flag.UNPROTECTED))
                .isFalse();
    }

    private long submitted() {
        return bench.submit(Entries.buy(OBSERVED, "submitted"));
    }

    @Test
    void a_submitted_order_stays_and_its_entry_is_recorded_once() {
        long id = submitted();
        bench.cycles(3);

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTERING);
        assertThat(bench.memory.stores().orders().find(id).orElseThrow().state())
                .isEqualTo(OrderState.ENTERING);
        assertThat(bench.memory.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.outcome()).isEqualTo(Intent.Outcome.WOULD_SEND));
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER)).isEmpty();
        assertThat(bench.brokers.of(OBSERVED).writes()).isEmpty();
    }

    @Test
    void a_submitted_order_that_is_cancelled_is_cancelled() {
        long id = submitted();
        bench.locked(() -> bench.execution.intake().cancel(bench.desk(), id, cause()));
        bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
    }

    @Test
    void a_submitted_order_is_not_sent_because_the_account_is_armed_but_ended_with_a_word() {
        long id = submitted();
        bench.cycle();
        bench.account(OBSERVED, Account.Mode.ARMED, Account.ExitMode.BOTH);
        CycleReport first = bench.cycle();
        String why = "only recorded while the account was observed, never sent; ended when the account was armed";
        assertThat(bench.memory.stores().orders().find(id).orElseThrow())
                .as("stored by the cycle that ended it: there may be no other")
                .satisfies(stored -> assertThat(stored.state()).isEqualTo(OrderState.ENTRY_CANCELLED))
                .satisfies(stored -> assertThat(stored.legOrders())
                        .singleElement()
                        .extracting(LegOrder::reason)
                        .isEqualTo(why));
        assertThat(bench.memory.stores().orders().history(id))
                .last()
                .extracting(Orders.HistoryEntry::what)
                .isEqualTo("ENTERING to ENTRY_CANCELLED: " + why);
        CycleReport second = bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
        assertThat(bench.brokers.of(OBSERVED).writes()).isEmpty();
        assertThat(first.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("the account was armed", "never sent"));
        assertThat(second.findings()).isEmpty();
    }

    @Test
    void a_submitted_order_ends_with_its_day() {
        long id = submitted();
        bench.cycle();
        bench.time.advance(Duration.ofDays(1));
        bench.cycles(2);

        assertThat(bench.memory.stores().orders().find(id).orElseThrow().state())
                .isEqualTo(OrderState.ENTRY_CANCELLED);
    }
}
