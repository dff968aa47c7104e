package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static io.ordermonitor.testkit.contract.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.Intent.Outcome;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegNote;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store keeps of broker orders: what we know of them besides their state, and what was only recorded. */
public abstract class LegOrdersContract extends StoreContract {
    private static final Instant LATER = NOON.plusSeconds(300);
    private static final OrderTerms STOP =
            OrderTerms.stopLimit(100, new BigDecimal("1480.00"), new BigDecimal("1472.60"));
    private static final List<Outcome> ANSWERS =
            List.of(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.NOT_SENT, Outcome.UNKNOWN, Outcome.WOULD_SEND);

    private ManagedOrder order;
    private int writes;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // JUnit calls createOrder before each test
    protected LegOrdersContract() {}

    @BeforeEach
    final void createOrder() {
        order = given(order(stores.orders().nextId(), USER, "k1"));
    }

    private Intent place(LegKind leg, int number) {
        return Samples.place(order, leg, number, STOP, fence(USER), NOON.plusSeconds(60));
    }

    /** A later write to the first broker order of the stop. */
    private Intent change(WriteKind kind, int quantity) {
        OrderTerms terms = kind == WriteKind.CANCEL ? null : STOP.withQuantity(quantity);
        return Samples.intent(order, LegKind.SL, 1, ++writes, kind, terms, "B2", fence(USER), LATER);
    }

    private void settled(Intent intent, Outcome outcome) {
        stores.intents().record(List.of(intent));
        stores.intents().settle(List.of(Samples.settled(intent, outcome, "the answer")));
    }

    /** The stop rests, as a cycle has seen and stored it. */
    private LegOrder resting() {
        stores.intents().record(List.of(place(LegKind.SL, 1)));
        stores.intents().settle(List.of(Samples.accepted(place(LegKind.SL, 1), "B2")));
        return saved(leg(stores, LegKind.SL, 1).withState(LegState.WORKING, ""));
    }

    private LegOrder saved(LegOrder leg) {
        ManagedOrder changed = loaded(order.id()).withLegOrder(leg);
        assertThat(stores.orders().save(USER, List.of(changed), List.of(), LATER))
                .isEmpty();
        return leg;
    }

    private LegOrder leg(Stores of, LegKind kind, int number) {
        return of.orders().load(USER, DAY, LATER).get(0).of(kind).stream()
                .filter(leg -> leg.number() == number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyNoteSurvivesAWriteAndARead() {
        LegOrder leg = resting();
        for (LegNote note : LegNote.values()) {
            saved(leg.withState(LegState.WORKING, "said by nobody", note));

            assertThat(leg(reopen(stores), LegKind.SL, 1).note()).isEqualTo(note);
        }
    }

    @Test
    void anAnswerMakesOfAPlacementInTheStoreWhatItMakesOfItInMemory() {
        int number = 0;
        for (LegKind kind : List.of(LegKind.SL, LegKind.TP, LegKind.FLATTEN)) {
            for (Outcome outcome : ANSWERS) {
                Intent intent = place(kind, ++number);
                settled(intent, outcome);

                assertSame(leg(reopen(stores), kind, number))
                        .as("%s %s", kind, outcome)
                        .isEqualTo(
                                Samples.settled(intent, outcome, "the answer").applyTo(LegOrder.sent(intent), false));
            }
        }
    }

    @Test
    void anEntryThatWasNotSentIsRejectedInTheStoreAsInMemory() {
        Intent second = place(LegKind.ENTRY, 2);
        settled(second, Outcome.NOT_SENT);

        LegOrder leg = leg(reopen(stores), LegKind.ENTRY, 2);
        assertThat(leg.state()).isEqualTo(LegState.REJECTED);
        assertThat(leg.note()).isEqualTo(LegNote.NOT_SENT);
        assertThat(leg.reason()).isEqualTo("not sent: the answer");
    }

    @Test
    void anAnswerMakesOfALaterWriteInTheStoreWhatItMakesOfItInMemory() {
        for (WriteKind kind : List.of(WriteKind.MODIFY, WriteKind.CANCEL)) {
            for (Outcome outcome : ANSWERS) {
                createOrderAnew();
                LegOrder before = resting();
                Intent intent = change(kind, 40);
                settled(intent, outcome);

                assertSame(leg(reopen(stores), LegKind.SL, 1))
                        .as("%s %s", kind, outcome)
                        .isEqualTo(
                                Samples.settled(intent, outcome, "the answer").applyTo(before, false));
            }
        }
    }

    private void createOrderAnew() {
        stores = open();
        stores.instruments().save(Samples.BROKER, Samples.INSTRUMENTS);
        stores.inputs().saveAccount(Samples.ACCOUNT);
        createOrder();
    }

    @Test
    void theNewestDecisionThatWasOnlyRecordedSurvivesARestart() {
        resting();
        settled(change(WriteKind.MODIFY, 40), Outcome.WOULD_SEND);
        settled(change(WriteKind.MODIFY, 50), Outcome.WOULD_SEND);

        LegOrder leg = leg(reopen(stores), LegKind.SL, 1);
        assertThat(leg.isObserved(STOP.withQuantity(50))).isTrue();
        assertThat(leg.isObserved(STOP.withQuantity(40))).isFalse();
        assertThat(leg.isObserved(null)).isFalse();
        assertThat(leg.quantity()).isEqualTo(100);
    }

    @Test
    void aCancellationThatWasOnlyRecordedSurvivesARestart() {
        resting();
        settled(change(WriteKind.CANCEL, 0), Outcome.WOULD_SEND);

        LegOrder leg = leg(reopen(stores), LegKind.SL, 1);
        assertThat(leg.isObserved(null)).isTrue();
        assertThat(leg.isObserved(STOP)).isFalse();
    }

    @Test
    void whatWasSentSinceEndsWhatWasOnlyRecorded() {
        resting();
        settled(change(WriteKind.MODIFY, 40), Outcome.WOULD_SEND);
        settled(change(WriteKind.MODIFY, 50), Outcome.REFUSED);

        assertThat(leg(reopen(stores), LegKind.SL, 1).isObserved(STOP.withQuantity(40)))
                .isFalse();
    }
}
