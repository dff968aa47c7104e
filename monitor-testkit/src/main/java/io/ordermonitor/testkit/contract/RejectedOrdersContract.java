package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.OTHER_USER;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static io.ordermonitor.testkit.contract.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.RejectionClass;
import io.ordermonitor.store.RejectedOrders;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link RejectedOrders} does. */
public abstract class RejectedOrdersContract extends StoreContract {
    /** For subclasses. */
    protected RejectedOrdersContract() {}

    private RejectedOrder rejected(String key, long userId, Instant at) {
        ManagedOrder order = given(order(stores.orders().nextId(), userId, key));
        ManagedOrder last = order.withState(OrderState.ENTRY_REJECTED)
                .withLegOrder(order.legOrders()
                        .get(0)
                        .withBrokerOrderId("B" + order.id())
                        .withState(LegState.REJECTED, "price band")
                        .afterWrite(NOON, null));
        stores.orders().save(userId, List.of(last), List.of(), at);
        return new RejectedOrder(last, "price band", RejectionClass.PRICE_BAND, DAY, at);
    }

    private List<RejectedOrder> waiting(Instant since) {
        return stores.rejected().notRegenerated(USER, DAY, since);
    }

    @Test
    void aMovedOrderIsNoLongerLoadedButNothingOfItIsLost() {
        RejectedOrder row = rejected("k1", USER, NOON);

        stores.rejected().move(USER, List.of(row));

        assertThat(stores.orders().load(USER, DAY, NOON)).isEmpty();
        assertSame(waiting(NOON)).isEqualTo(List.of(row));
        assertSame(stores.orders().find(row.id()).orElseThrow()).isEqualTo(row.order());
        assertThat(stores.orders().history(row.id())).isNotEmpty();
        assertThat(stores.inputs().exposedUsers(DAY)).isEmpty();
    }

    @Test
    void theRequestKeyOfAMovedOrderStaysTaken() {
        RejectedOrder row = rejected("k1", USER, NOON);
        stores.rejected().move(USER, List.of(row));
        ManagedOrder again = order(stores.orders().nextId(), USER, "k1");

        assertThat(stores.orders().create(again, Samples.entry(again, fence(USER))))
                .contains(row.id());

        assertThat(stores.orders().findByRequestKey(USER, "k1").map(ManagedOrder::id))
                .contains(row.id());
        assertThat(stores.orders().load(USER, DAY, NOON)).isEmpty();
    }

    @Test
    void severalAreMovedAtOnceAndComeOldestFirst() {
        RejectedOrder later = rejected("k1", USER, NOON.plusSeconds(10));
        RejectedOrder earlier = rejected("k2", USER, NOON);
        ManagedOrder stays = given(order(stores.orders().nextId(), USER, "k3"));

        stores.rejected().move(USER, List.of(later, earlier));

        assertThat(waiting(NOON)).extracting(RejectedOrder::id).containsExactly(earlier.id(), later.id());
        assertThat(stores.orders().load(USER, DAY, NOON))
                .extracting(ManagedOrder::id)
                .containsExactly(stays.id());
    }

    @Test
    void movingTwiceIsAsMovingOnce() {
        RejectedOrder row = rejected("k1", USER, NOON);

        stores.rejected().move(USER, List.of(row));
        stores.rejected().move(USER, List.of(row));

        assertThat(waiting(NOON)).extracting(RejectedOrder::id).containsExactly(row.id());
    }

    @Test
    void olderRowsOtherDaysAndOtherUsersAreNotAskedFor() {
        RejectedOrder old = rejected("k1", USER, NOON.minusSeconds(601));
        RejectedOrder young = rejected("k2", USER, NOON.minusSeconds(600));
        RejectedOrder his = rejected("k3", OTHER_USER, NOON);
        stores.rejected().move(USER, List.of(old, young));
        stores.rejected().move(OTHER_USER, List.of(his));

        assertThat(waiting(NOON.minusSeconds(600)))
                .extracting(RejectedOrder::id)
                .containsExactly(young.id());
        assertThat(stores.rejected().notRegenerated(USER, DAY.plusDays(1), NOON.minusSeconds(600)))
                .isEmpty();
    }

    @Test
    void aRegeneratedOrDeclinedRowIsNotAskedForAgain() {
        RejectedOrder regenerated = rejected("k1", USER, NOON);
        RejectedOrder declined = rejected("k2", USER, NOON);
        RejectedOrder rest = rejected("k3", USER, NOON);
        stores.rejected().move(USER, List.of(regenerated, declined, rest));

        stores.regenerations()
                .add(List.of(new Regeneration(0, regenerated.id(), Samples.terms(USER, "k1.2"), 2, DAY, NOON)));
        stores.regenerations().decline(List.of(declined.id()), NOON);

        assertThat(waiting(NOON)).extracting(RejectedOrder::id).containsExactly(rest.id());
        assertThat(stores.regenerations().waiting(USER))
                .extracting(Regeneration::rejectedId)
                .containsExactly(regenerated.id());
    }
}
