package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.OTHER_USER;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static io.ordermonitor.testkit.contract.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.AuditTrail;
import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.Intent.Outcome;
import io.ordermonitor.order.LegChange;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderChange;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.RejectionClass;
import io.ordermonitor.order.Reply;
import io.ordermonitor.order.Takeover;
import io.ordermonitor.order.WriteOutcome;
import io.ordermonitor.store.Audit;
import io.ordermonitor.store.OrderChanges;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Audit} does. */
public abstract class AuditContract extends StoreContract {
    private static final Instant LATER = NOON.plusSeconds(60);

    /** For subclasses. */
    protected AuditContract() {}

    /** Writes a row of order_request as another program would; returns its id. */
    protected abstract long insert(Stores into, OrderRequest request);

    private AuditTrail trail(ManagedOrder order) {
        return stores.audit().trail(order.id()).orElseThrow();
    }

    private AuditedWrite write(ManagedOrder order) {
        return trail(order).writes().get(0);
    }

    private static Intent.Settled settled(Intent intent, Outcome outcome, String reason) {
        Instant at = intent.createdAt();
        return new Intent.Settled(intent, outcome, null, reason, at.plusMillis(5), at.plusMillis(25));
    }

    private ManagedOrder created(String key) {
        ManagedOrder order = order(stores.orders().nextId(), USER, key);
        stores.orders().create(order, Samples.entry(order, fence(USER)));
        return order;
    }

    private static Intent entry(ManagedOrder order, long fence) {
        return Samples.entry(order, fence).get(0);
    }

    @Test
    void anUnknownOrderHasNoTrailAndAQuietDayNoWrites() {
        created("k1");
        assertThat(stores.audit().trail(4711)).isEmpty();
        assertThat(stores.audit().writes(USER, DAY.minusDays(1))).isEmpty();
        assertThat(stores.audit().writes(OTHER_USER, DAY)).isEmpty();
    }

    @Test
    void aWriteTellsWhatWasAskedAndWhyAndWhoAskedForIt() {
        ManagedOrder order = order(stores.orders().nextId(), USER, "k1");
        Intent plain = entry(order, fence(USER));
        Intent asked = Samples.because(plain, new Cause(0, "entry.place", 0, 77));
        stores.orders().create(order, List.of(asked));

        assertThat(stores.audit().writes(USER, DAY)).singleElement().satisfies(write -> {
            assertSame(write.intent()).isEqualTo(asked);
            assertThat(write.intent().cause().request()).isEqualTo(77);
            assertThat(write.reply()).isNull();
            assertThat(write.outcome()).isNull();
            assertThat(write.reason()).isEmpty();
            assertThat(write.settledAt()).isNull();
        });
        assertThat(trail(order).writes()).isEqualTo(stores.audit().writes(USER, DAY));
    }

    @Test
    void aReplyIsKeptWithItsTextAndHowLongItTook() {
        ManagedOrder order = created("k1");
        Intent intent = entry(order, fence(USER));
        stores.intents().settle(List.of(settled(intent, Outcome.REFUSED, "margin exceeded")));

        Instant at = intent.createdAt();
        assertThat(write(order).reply())
                .isEqualTo(new Reply(Outcome.REFUSED, "margin exceeded", at.plusMillis(5), at.plusMillis(25)));
        assertThat(Objects.requireNonNull(write(order).reply()).took()).contains(Duration.ofMillis(20));
        assertThat(write(order).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(write(order).isSettledLater()).isFalse();
    }

    @Test
    void whatTheOrderBookShowsStandsBesideTheReply() {
        ManagedOrder order = created("k1");
        Intent intent = entry(order, fence(USER));
        stores.intents().settle(List.of(settled(intent, Outcome.UNKNOWN, "time-out")));
        Reply reply = write(order).reply();
        save(order, found(order, intent, null));

        AuditedWrite write = write(order);
        assertThat(write.reply()).isEqualTo(reply).extracting(Reply::text).isEqualTo("time-out");
        assertThat(write.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(write.brokerOrderId()).isEqualTo("B1");
        assertThat(write.settledAt()).isEqualTo(LATER);
        assertThat(write.isSettledLater()).isTrue();
    }

    @Test
    void aReplyThatCouldNotBeSettledIsStoredWithTheOrderWhateverTheBookShows() {
        ManagedOrder order = created("k1");
        Intent intent = entry(order, fence(USER));
        WriteOutcome unknown = WriteOutcome.of(settled(intent, Outcome.UNKNOWN, "time-out"));
        save(order, found(order, intent, null).over(unknown));

        assertThat(write(order).reply()).isEqualTo(unknown.reply());
        assertThat(write(order).outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void aLateReplyOfAFormerOwnerIsKeptAndChangesNothingElse() {
        ManagedOrder order = created("k1");
        Intent intent = entry(order, fence(USER));
        Stores former = stores;
        stores = reopen(former);
        fence(USER);
        save(order, found(order, intent, null));
        former.intents().settle(List.of(settled(intent, Outcome.UNKNOWN, "time-out")));

        assertThat(write(order).outcome()).isEqualTo(Outcome.FOUND);
        assertThat(write(order).reason()).isEqualTo("in the book");
        assertThat(write(order).reply()).extracting(Reply::text).isEqualTo("time-out");
    }

    private static WriteOutcome found(ManagedOrder order, Intent intent, @Nullable Reply reply) {
        return new WriteOutcome(
                order.id(), intent.tag(), intent.write(), Outcome.FOUND, "B1", "in the book", LATER, reply);
    }

    private void save(ManagedOrder order, WriteOutcome outcome) {
        OrderChanges changes =
                new OrderChanges(new Cause(3, "book", 12), List.of(loaded(order.id())), List.of(outcome), List.of());
        assertThat(stores.orders().save(USER, changes, LATER)).isEmpty();
    }

    @Test
    void aFillIsKeptWithItsPriceAndTheChangeOfTheOrderThatItMakes() {
        ManagedOrder order = created("k1");
        LegOrder leg = loaded(order.id()).legOrders().get(0).withBrokerOrderId("B1");
        store(order, leg.withState(LegState.WORKING, ""), OrderState.ENTERING, 13, NOON.plusSeconds(10));
        store(order, filled(leg, LegState.PARTIAL, 40, "1500.10"), OrderState.OPEN, 14, NOON.plusSeconds(20));
        store(order, filled(leg, LegState.PARTIAL, 40, "1500.10"), OrderState.OPEN, 15, NOON.plusSeconds(30));
        store(order, filled(leg, LegState.FILLED, 100, "1500.25"), OrderState.OPEN, 16, NOON.plusSeconds(40));

        AuditTrail trail = trail(order);
        assertThat(trail.legs()).extracting(LegChange::cycle).containsExactly(14L, 16L);
        assertThat(trail.legs().get(0).at()).isEqualTo(NOON.plusSeconds(20));
        assertThat(trail.legs().get(0).averagePrice()).isEqualByComparingTo("1500.10");
        assertThat(trail.legs().get(1).filled()).isEqualTo(100);
        assertThat(trail.legs().get(1).state()).isEqualTo(LegState.FILLED);
        assertThat(trail.legs().get(1).fence()).isEqualTo(fence(USER));
        assertThat(trail.changes())
                .extracting(OrderChange::what)
                .containsExactly("ENTERING to OPEN", "filled 100, open 100");
        OrderChange first = trail.changes().get(0);
        assertThat(first.cause()).isEqualTo(new Cause(3, "book", 14));
        assertThat(first.fence()).isEqualTo(fence(USER));
        assertThat(standing(first).open()).isEqualTo(40);
        assertThat(standing(first).slStopPrice()).isEqualByComparingTo("1480");
    }

    private static OrderChange.Standing standing(OrderChange change) {
        return Objects.requireNonNull(change.after());
    }

    private static LegOrder filled(LegOrder leg, LegState state, int units, String average) {
        return Samples.filled(leg, state, units, new BigDecimal(average));
    }

    private void store(ManagedOrder order, LegOrder leg, OrderState state, long cycle, Instant at) {
        ManagedOrder now = loaded(order.id()).withLegOrder(leg).withState(state);
        OrderChanges changes = new OrderChanges(new Cause(3, "book", cycle), List.of(now), List.of(), List.of());
        assertThat(stores.orders().save(USER, changes, at)).isEmpty();
    }

    @Test
    void whatWasAskedOfAnOrderIsKeptWithTheRowThatAskedForIt() {
        ManagedOrder order = created("k1");
        long exit = insert(stores, request(OrderRequest.Kind.EXIT, order.id()));
        long other = insert(stores, request(OrderRequest.Kind.EXIT, order.id() + 1));
        ManagedOrder leaving = loaded(order.id()).withExitRequested();
        Cause cause = Cause.asked("order.exit").askedBy(exit);
        stores.orders().save(USER, new OrderChanges(cause, List.of(leaving), List.of(), List.of()), LATER);
        stores.orders()
                .amend(
                        order.id(),
                        order.terms().amended(new BigDecimal("1490.00"), null),
                        Cause.asked("order.amend"),
                        LATER.plusSeconds(1));

        AuditTrail trail = trail(order);
        assertThat(trail.changes()).hasSize(2);
        assertThat(trail.changes().get(0).cause()).isEqualTo(cause);
        assertThat(standing(trail.changes().get(0)).exitAsked()).isTrue();
        assertThat(trail.changes().get(1).cause()).isEqualTo(Cause.asked("order.amend"));
        assertThat(standing(trail.changes().get(1)).slStopPrice()).isEqualByComparingTo("1490");
        assertThat(standing(trail.changes().get(1)).targetPrice()).isNull();
        assertThat(trail.requests()).singleElement().satisfies(request -> {
            assertThat(request.id()).isEqualTo(exit).isNotEqualTo(other);
            assertThat(request.kind()).isEqualTo(OrderRequest.Kind.EXIT);
            assertThat(request.createdAt()).isEqualTo(NOON);
            assertThat(request.status()).isNull();
        });
    }

    private static OrderRequest request(OrderRequest.Kind kind, long orderId) {
        return new OrderRequest(0, USER, kind, null, orderId, null, null, null, null, null, NOON);
    }

    @Test
    void alarmsAreKeptWhenTheyAreOver() {
        ManagedOrder order = created("k1");
        Alarm bare = alarm(order.id(), NOON);
        stores.alarms().save(List.of(bare, alarm(order.id() + 1, NOON)));
        stores.alarms().save(List.of(bare.cleared(LATER)));

        assertThat(trail(order).alarms()).containsExactly(bare.cleared(LATER));
    }

    private static Alarm alarm(long orderId, Instant since) {
        return new Alarm(USER, Samples.ACCOUNT.id(), orderId, Code.UNPROTECTED, "no stop", since, null);
    }

    @Test
    void whoOwnsTheUserIsKept() {
        ManagedOrder order = created("k1");
        long first = fence(USER);
        stores = reopen(stores);
        long second = fence(USER);
        store(order, loaded(order.id()).legOrders().get(0), OrderState.OPEN, 1, LATER);
        created("k2");

        assertThat(trail(order).takeovers()).extracting(Takeover::fence).containsExactly(first, second);
    }

    @Test
    void aRejectedOrderKeepsItsTrailAndSaysHowItWasRejected() {
        ManagedOrder order = created("k1");
        stores.intents().settle(List.of(settled(entry(order, fence(USER)), Outcome.REFUSED, "no margin")));
        ManagedOrder rejected = loaded(order.id()).withState(OrderState.ENTRY_REJECTED);
        stores.orders().save(USER, List.of(rejected), List.of(), LATER);
        stores.rejected()
                .move(USER, List.of(new RejectedOrder(rejected, "no margin", RejectionClass.MARGIN, DAY, LATER)));

        AuditTrail trail = trail(order);
        assertThat(trail.writes()).hasSize(1);
        assertThat(trail.changes()).extracting(OrderChange::what).contains("ENTERING to ENTRY_REJECTED");
        RejectedOrder archived = Objects.requireNonNull(trail.rejected());
        assertThat(archived.reason()).isEqualTo("no margin");
        assertThat(archived.kind()).isEqualTo(RejectionClass.MARGIN);
        assertThat(trail.regeneratedAs()).isNull();
    }
}
