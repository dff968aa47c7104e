package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.OTHER_USER;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static io.ordermonitor.testkit.contract.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegNote;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.LegWrites;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.PendingWrite;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Intents;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Intents} does. */
public abstract class IntentsContract extends StoreContract {
    private static final Instant LATER = NOON.plusSeconds(300);
    private static final OrderTerms STOP =
            OrderTerms.stopLimit(100, new BigDecimal("1480.00"), new BigDecimal("1472.60"));

    private ManagedOrder order;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // JUnit calls createOrder before each test
    protected IntentsContract() {}

    @BeforeEach
    final void createOrder() {
        order = given(order(stores.orders().nextId(), USER, "k1"));
        List<Intent> entry = Samples.entry(order, fence(USER));
        stores.intents().settle(List.of(Samples.accepted(entry.get(0), "B1")));
    }

    private Intent stop(int number) {
        return Samples.place(order, LegKind.SL, number, STOP, fence(USER), NOON.plusSeconds(60));
    }

    private Intent change(WriteKind kind, OrderTerms terms) {
        return Samples.intent(
                order,
                LegKind.SL,
                1,
                1,
                kind,
                kind == WriteKind.CANCEL ? null : terms,
                "B2",
                fence(USER),
                NOON.plusSeconds(120));
    }

    private LegOrder sl(Stores of) {
        return of.orders().load(USER, DAY, LATER).get(0).of(LegKind.SL).get(0);
    }

    private static PendingWrite pending(LegOrder leg) {
        return Objects.requireNonNull(leg.pending(), "no pending write");
    }

    @Test
    void aRecordedPlacementIsALegOrder() {
        stores.intents().record(List.of(stop(1)));

        LegOrder leg = sl(stores);
        assertThat(leg.tag()).isEqualTo(Samples.tag(order, LegKind.SL, 1));
        assertThat(leg.state().isLive()).isTrue();
        assertThat(leg.sentAt()).isEqualTo(NOON.plusSeconds(60));
        assertSame(leg.terms()).isEqualTo(STOP);
    }

    @Test
    void aPlacementThatNobodySettledIsPendingSinceTheTakeover() {
        stores.intents().record(List.of(stop(1)));

        PendingWrite pending = pending(sl(reopen(stores)));
        assertThat(pending.kind()).isEqualTo(WriteKind.PLACE);
        assertSame(Objects.requireNonNull(pending.to())).isEqualTo(STOP);
        assertThat(pending.endedAt()).isEqualTo(LATER);
        assertThat(pending.absentSince()).isNull();
    }

    @Test
    void anAcceptedPlacementHasItsBrokerOrderIdAndNothingPending() {
        stores.intents().record(List.of(stop(1)));
        stores.intents().settle(List.of(Samples.accepted(stop(1), "B2")));

        LegOrder leg = sl(reopen(stores));
        assertThat(leg.brokerOrderId()).isEqualTo("B2");
        assertThat(leg.pending()).isNull();
        assertThat(leg.state().isLive()).isTrue();
        assertThat(leg.writeEndedAt()).isEqualTo(NOON.plusSeconds(61));
    }

    @Test
    void aRefusedPlacementIsRejectedWithItsReason() {
        stores.intents().record(List.of(stop(1)));
        stores.intents().settle(List.of(Samples.settled(stop(1), Intent.Outcome.REFUSED, "margin")));

        LegOrder leg = sl(reopen(stores));
        assertThat(leg.state()).isEqualTo(LegState.REJECTED);
        assertThat(leg.reason()).isEqualTo("margin");
        assertThat(leg.pending()).isNull();
    }

    @Test
    void aPlacementThatWasNotSentIsNotAtTheBroker() {
        stores.intents().record(List.of(stop(1)));
        stores.intents().settle(List.of(Samples.settled(stop(1), Intent.Outcome.NOT_SENT, "no connection")));

        LegOrder leg = sl(reopen(stores));
        assertThat(leg.state().isLive()).isFalse();
        assertThat(leg.pending()).isNull();
    }

    @Test
    void anUnknownPlacementIsPendingSinceItsCallEnded() {
        stores.intents().record(List.of(stop(1)));
        stores.intents().settle(List.of(Samples.settled(stop(1), Intent.Outcome.UNKNOWN, "time-out")));

        LegOrder leg = sl(reopen(stores));
        assertThat(leg.state().isLive()).isTrue();
        assertThat(pending(leg).kind()).isEqualTo(WriteKind.PLACE);
        assertThat(pending(leg).endedAt()).isEqualTo(NOON.plusSeconds(61));
    }

    @Test
    void aModificationThatNobodySettledIsPendingWithTheTermsAskedFor() {
        givenRestingStop();
        stores.intents().record(List.of(change(WriteKind.MODIFY, STOP.withQuantity(40))));

        LegOrder leg = sl(reopen(stores));
        assertThat(pending(leg).kind()).isEqualTo(WriteKind.MODIFY);
        assertSame(Objects.requireNonNull(pending(leg).to())).isEqualTo(STOP.withQuantity(40));
        assertThat(pending(leg).endedAt()).isEqualTo(LATER);
        assertThat(leg.quantity()).isEqualTo(100);
    }

    @Test
    void anAcceptedModificationChangesTheTermsAndIsCounted() {
        givenRestingStop();
        Intent modify = change(WriteKind.MODIFY, STOP.withQuantity(40));
        stores.intents().record(List.of(modify));
        stores.intents().settle(List.of(Samples.accepted(modify, "B2")));

        LegOrder leg = sl(reopen(stores));
        assertThat(leg.quantity()).isEqualTo(40);
        assertThat(leg.modifications()).isEqualTo(1);
        assertThat(leg.pending()).isNull();
        assertThat(leg.writeEndedAt()).isEqualTo(NOON.plusSeconds(121));
    }

    @Test
    void aRefusedModificationLeavesTheLegAsItWas() {
        givenRestingStop();
        Intent modify = change(WriteKind.MODIFY, STOP.withQuantity(40));
        stores.intents().record(List.of(modify));
        stores.intents().settle(List.of(Samples.settled(modify, Intent.Outcome.REFUSED, "too late")));

        LegOrder leg = sl(reopen(stores));
        assertThat(leg.quantity()).isEqualTo(100);
        assertThat(leg.pending()).isNull();
        assertThat(leg.state().isLive()).isTrue();
    }

    @Test
    void anAcceptedCancellationMayStillFill() {
        givenRestingStop();
        Intent cancel = change(WriteKind.CANCEL, STOP);
        stores.intents().record(List.of(cancel));
        stores.intents().settle(List.of(Samples.accepted(cancel, "B2")));

        LegOrder leg = sl(reopen(stores));
        assertThat(leg.state().isLive()).isTrue();
        assertThat(leg.pending()).isNull();
    }

    @Test
    void aCancellationThatNobodySettledIsPending() {
        givenRestingStop();
        stores.intents().record(List.of(change(WriteKind.CANCEL, STOP)));

        PendingWrite pending = pending(sl(reopen(stores)));
        assertThat(pending.kind()).isEqualTo(WriteKind.CANCEL);
        assertThat(pending.to()).isNull();
        assertThat(pending.endedAt()).isEqualTo(LATER);
    }

    @Test
    void whatTheBookSettledIsNotPendingAfterTheNextRestart() {
        stores.intents().record(List.of(stop(1)));
        Stores next = reopen(stores);
        ManagedOrder loaded = next.orders().load(USER, DAY, LATER).get(0);
        LegOrder found = loaded.of(LegKind.SL)
                .get(0)
                .withBrokerOrderId("B2")
                .withState(LegState.WORKING, "")
                .afterWrite(LATER, null);

        next.intents().fence(USER);
        next.orders().save(USER, List.of(loaded.withLegOrder(found)), List.of(), LATER.plusSeconds(1));

        LegOrder leg = sl(reopen(next));
        assertThat(leg.pending()).isNull();
        assertThat(leg.state()).isEqualTo(LegState.WORKING);
    }

    @Test
    void noTagIsPlacedTwice() {
        stores.intents().record(List.of(stop(1)));

        assertThatThrownBy(() -> stores.intents().record(List.of(stop(2), stop(1))))
                .isInstanceOf(StoreException.class);

        assertThat(loaded(order.id()).of(LegKind.SL)).hasSize(1);
    }

    @Test
    void theFenceIsTheSameWhileTheProcessLives() {
        assertThat(fence(USER)).isEqualTo(fence(USER)).isPositive();
    }

    @Test
    void whoLostTheUserCanRecordNothing() {
        Intent late = stop(1);
        Stores next = reopen(stores);
        assertThat(next.intents().fence(USER)).isGreaterThan(late.fence());

        assertThatThrownBy(() -> stores.intents().record(List.of(late))).isInstanceOf(FencedException.class);

        assertThat(next.orders().find(order.id()).orElseThrow().of(LegKind.SL)).isEmpty();
    }

    @Test
    void whoLostTheUserSettlesItsIntentAndLeavesTheLegAlone() {
        Intent placed = stop(1);
        stores.intents().record(List.of(placed));
        Stores next = reopen(stores);
        next.intents().fence(USER);
        ManagedOrder loaded = next.orders().load(USER, DAY, LATER).get(0);
        LegOrder found = loaded.of(LegKind.SL)
                .get(0)
                .withBrokerOrderId("B2")
                .withState(LegState.FILLED, "")
                .afterWrite(LATER, null);
        next.orders().save(USER, List.of(loaded.withLegOrder(found)), List.of(), LATER);

        stores.intents().settle(List.of(Samples.settled(placed, Intent.Outcome.UNKNOWN, "no answer")));

        LegOrder leg = sl(reopen(next));
        assertThat(leg.state()).isEqualTo(LegState.FILLED);
        assertThat(leg.pending()).isNull();
    }

    @Test
    void takingOneUserLeavesTheOthersAlone() {
        ManagedOrder other = order(stores.orders().nextId(), OTHER_USER, "k2");
        List<Intent> entry = Samples.entry(other, fence(OTHER_USER));
        Stores next = reopen(stores);
        assertThat(next.intents().fence(USER)).isPositive();

        assertThat(stores.orders().create(other, entry)).isEmpty();
    }

    @Test
    void severalIntentsAreRecordedInOneCallAndSettledInAnother() {
        List<Intent> batch = List.of(stop(1), stop(2), stop(3));
        stores.intents().record(batch);
        stores.intents()
                .settle(batch.stream()
                        .map(i -> Samples.accepted(i, "S" + i.number()))
                        .toList());

        assertThat(loaded(order.id()).of(LegKind.SL))
                .extracting(LegOrder::brokerOrderId)
                .containsExactly("S1", "S2", "S3");
    }

    @Test
    void anAdoptedOrderHasItsLegOrderWithoutAnyIntent() {
        ManagedOrder adopted = order(stores.orders().nextId(), OTHER_USER, "adopted");
        LegOrder entry = new LegOrder(
                Samples.tag(adopted, LegKind.ENTRY, 1),
                LegKind.ENTRY,
                0,
                1,
                "B77",
                LegState.SENT,
                STOP.type(),
                100,
                0,
                null,
                STOP.limitPrice(),
                STOP.triggerPrice(),
                "",
                LegNote.NONE,
                false,
                LegWrites.placed(NOON));

        stores.intents().fence(OTHER_USER);
        assertThat(stores.orders().create(adopted.withLegOrder(entry), List.of()))
                .isEmpty();

        assertSame(reopen(stores).orders().load(OTHER_USER, DAY, LATER))
                .isEqualTo(List.of(adopted.withLegOrder(entry)));
    }

    private void givenRestingStop() {
        stores.intents().record(List.of(stop(1)));
        stores.intents().settle(List.of(Samples.accepted(stop(1), "B2")));
    }

    @Test
    void writesOfEarlierDaysThatNobodyLearnedTheOutcomeOfAreEnded() {
        stores.intents().record(List.of(stop(1), stop(2), stop(3)));
        stores.intents()
                .settle(List.of(
                        Samples.settled(stop(2), Intent.Outcome.UNKNOWN, "time-out"),
                        Samples.settled(stop(3), Intent.Outcome.REFUSED, "margin")));

        assertThat(stores.intents().expireBefore(USER, DAY, LATER)).isZero();
        assertThat(stores.intents().expireBefore(OTHER_USER, DAY.plusDays(3), LATER))
                .isZero();
        assertThat(stores.intents().expireBefore(USER, DAY.plusDays(3), LATER)).isEqualTo(2);
        assertThat(stores.intents().expireBefore(USER, DAY.plusDays(3), LATER)).isZero();

        assertThat(stores.orders().history(order.id()))
                .extracting(line -> String.valueOf(line.reply()))
                .filteredOn(reply -> !reply.startsWith("ACCEPTED"))
                .containsExactly(
                        "EXPIRED expired with its day", "EXPIRED expired with its day: time-out", "REFUSED margin");
    }
}
