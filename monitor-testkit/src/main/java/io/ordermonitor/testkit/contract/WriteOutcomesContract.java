package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static io.ordermonitor.testkit.contract.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.Intent.Outcome;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.PendingWrite;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.order.WriteOutcome;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of intents whose outcome is saved with their orders: what the order book settled. */
public abstract class WriteOutcomesContract extends StoreContract {
    private static final Instant LATER = NOON.plusSeconds(300);
    private static final OrderTerms STOP =
            OrderTerms.stopLimit(100, new BigDecimal("1480.00"), new BigDecimal("1472.60"));

    private ManagedOrder order;
    private Intent stop;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // JUnit calls recordStop before each test
    protected WriteOutcomesContract() {}

    @BeforeEach
    final void recordStop() {
        ManagedOrder created = order(stores.orders().nextId(), USER, "k1");
        List<Intent> entry = Samples.entry(created, fence(USER));
        stores.orders().create(created, entry);
        stores.intents().settle(List.of(Samples.accepted(entry.get(0), "B1")));
        stop = Samples.place(created, LegKind.SL, 1, STOP, fence(USER), NOON.plusSeconds(60));
        stores.intents().record(List.of(stop));
        order = loaded(created.id());
    }

    private WriteOutcome told(Intent intent, Outcome outcome, String reason) {
        return new WriteOutcome(order.id(), intent.tag(), intent.write(), outcome, "B2", reason, LATER);
    }

    private void save(WriteOutcome... outcomes) {
        assertThat(stores.orders().save(USER, List.of(order), List.of(outcomes), List.of(), LATER))
                .isEmpty();
    }

    private void settle(Intent intent, Outcome outcome, String reason) {
        stores.intents().settle(List.of(Samples.settled(intent, outcome, reason)));
    }

    /** What the story tells of the stop and its later writes. */
    private List<String> replies() {
        return stores.orders().history(order.id()).stream()
                .filter(line -> line.what().endsWith(" sl"))
                .map(Orders.HistoryEntry::reply)
                .map(String::valueOf)
                .toList();
    }

    /** True if a new day finds the intent without an outcome. */
    private boolean isUnsettled() {
        return stores.intents().expireBefore(USER, DAY.plusDays(1), LATER) > 0;
    }

    @Test
    void anIntentWithoutAnOutcomeGetsTheOneThatIsSavedWithItsOrder() {
        save(told(stop, Outcome.FOUND, "PLACE found in the order book as WORKING"));

        assertThat(replies()).singleElement().asString().startsWith("FOUND").endsWith("book as WORKING");
        assertThat(isUnsettled()).isFalse();
    }

    @Test
    void anUnknownOutcomeIsReplacedAndItsReasonKept() {
        settle(stop, Outcome.UNKNOWN, "time-out");

        save(told(stop, Outcome.NOT_FOUND, "the order is not in the book"));

        assertThat(replies())
                .singleElement()
                .asString()
                .startsWith("NOT_FOUND")
                .endsWith("the order is not in the book: time-out");
        assertThat(isUnsettled()).isFalse();
    }

    @Test
    void anOrderThatTurnsUpLateIsFoundAfterAll() {
        save(told(stop, Outcome.NOT_FOUND, "not in the book"));
        save(told(stop, Outcome.FOUND, "turned up late"));
        save(told(stop, Outcome.NOT_FOUND, "gone again"));

        assertThat(replies())
                .singleElement()
                .asString()
                .startsWith("FOUND")
                .endsWith("turned up late: not in the book");
    }

    @Test
    void whatIsCertainStands() {
        int number = 2;
        for (Outcome certain : List.of(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.NOT_SENT, Outcome.WOULD_SEND)) {
            Intent another = Samples.place(order, LegKind.SL, number++, STOP, fence(USER), LATER);
            stores.intents().record(List.of(another));
            settle(another, certain, "the first word");
            List<String> before = replies();
            assertThat(before).last().asString().startsWith(certain.name());

            save(told(another, Outcome.NOT_FOUND, "the book says otherwise"));
            settle(another, Outcome.UNKNOWN, "no answer");

            assertThat(replies()).as("%s", certain).isEqualTo(before);
        }
    }

    @Test
    void aLateUnknownOfAFormerOwnerErasesNothing() {
        Stores former = stores;
        stores = reopen(former);
        assertThat(fence(USER)).isPositive();
        save(told(stop, Outcome.FOUND, "found in the book"));
        List<String> before = replies();

        former.intents().settle(List.of(Samples.settled(stop, Outcome.UNKNOWN, "time-out")));

        assertThat(replies()).isEqualTo(before).singleElement().asString().startsWith("FOUND");
    }

    @Test
    void aLateAnswerOfAFormerOwnerReplacesWhatWasUnknownAndKeepsItsReason() {
        settle(stop, Outcome.UNKNOWN, "time-out");
        Stores former = stores;
        stores = reopen(former);
        assertThat(fence(USER)).isPositive();

        former.intents().settle(List.of(Samples.settled(stop, Outcome.REFUSED, "margin")));

        assertThat(replies()).containsExactly("REFUSED margin: time-out");
    }

    @Test
    void anAnswerThatCouldNotBeSettledIsStoredWithItsOrder() {
        save(told(stop, Outcome.ACCEPTED, ""));

        assertThat(replies()).singleElement().asString().startsWith("ACCEPTED");
        assertThat(isUnsettled()).isFalse();
    }

    @Test
    void anUnknownOutcomeThatIsSavedSaysNoMoreThanNoneAndLeavesTheIntentOpen() {
        save(told(stop, Outcome.UNKNOWN, "time-out"));

        assertThat(replies()).singleElement().asString().startsWith("UNKNOWN");
        assertThat(isUnsettled()).isTrue();
    }

    @Test
    void aWriteIsSettledAndNotAnotherOfTheSameTag() {
        settle(stop, Outcome.UNKNOWN, "time-out");
        Intent modify = Samples.intent(
                order, LegKind.SL, 1, 7, WriteKind.MODIFY, STOP.withQuantity(40), "B2", fence(USER), LATER);
        stores.intents().record(List.of(modify));

        save(told(modify, Outcome.FOUND, "the new terms"));

        assertThat(replies()).hasSize(2);
        assertThat(replies().get(0)).startsWith("UNKNOWN");
        assertThat(replies().get(1)).startsWith("FOUND");
    }

    @Test
    void anOrderThatIsRefusedLeavesItsIntentsUnsettled() {
        ManagedOrder unheardOf = order(order.id() + 1000, USER, "never created");
        WriteOutcome outcome = told(stop, Outcome.FOUND, "found");
        WriteOutcome of = new WriteOutcome(
                unheardOf.id(), outcome.tag(), 0, Outcome.FOUND, outcome.brokerOrderId(), "found", LATER);

        assertThat(stores.orders().save(USER, List.of(unheardOf), List.of(of), List.of(), LATER))
                .containsOnlyKeys(unheardOf.id());

        assertThat(isUnsettled()).isTrue();
    }

    @Test
    void whoLostTheUserSettlesNothing() {
        Stores next = reopen(stores);
        assertThat(next.intents().fence(USER)).isPositive();

        assertThatThrownBy(() -> stores.orders()
                        .save(
                                USER,
                                List.of(order.withSuspected(1)),
                                List.of(told(stop, Outcome.FOUND, "found")),
                                List.of(),
                                LATER))
                .isInstanceOf(FencedException.class);

        assertThat(next.intents().expireBefore(USER, DAY.plusDays(1), LATER)).isOne();
    }

    @Test
    void aPendingWriteKnowsItsIntentAfterARestart() {
        Intent modify = Samples.intent(
                order, LegKind.SL, 1, 4711, WriteKind.MODIFY, STOP.withQuantity(40), "B2", fence(USER), LATER);
        settle(stop, Outcome.ACCEPTED, "");
        stores.intents().record(List.of(modify));
        assertThat(pending(reopen(stores)).write()).as("never settled").isEqualTo(4711);

        settle(modify, Outcome.UNKNOWN, "time-out");
        assertThat(pending(reopen(stores)).write()).as("settled as unknown").isEqualTo(4711);
    }

    private PendingWrite pending(Stores of) {
        LegOrder leg = of.orders().load(USER, DAY, LATER).get(0).of(LegKind.SL).get(0);
        assertThat(leg.state()).isNotEqualTo(LegState.NONE);
        return Objects.requireNonNull(leg.pending(), "no pending write");
    }
}
