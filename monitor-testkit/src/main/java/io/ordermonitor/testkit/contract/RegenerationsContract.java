package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.OTHER_USER;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static io.ordermonitor.testkit.contract.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.RejectionClass;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Regenerations;
import io.ordermonitor.store.Stores;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Regenerations} does, and how a regenerated order is created. */
public abstract class RegenerationsContract extends StoreContract {
    /** For subclasses. */
    protected RegenerationsContract() {}

    private long rejected(long userId, String key) {
        ManagedOrder order = given(order(stores.orders().nextId(), userId, key));
        stores.rejected().move(userId, List.of(new RejectedOrder(order, "band", RejectionClass.PRICE_BAND, DAY, NOON)));
        return order.id();
    }

    private Regeneration added(long userId, String key, LocalDate day) {
        long rejectedId = rejected(userId, key);
        stores.regenerations()
                .add(List.of(new Regeneration(0, rejectedId, Samples.terms(userId, key + ".2"), 2, day, NOON)));
        return stores.regenerations().waiting(userId).stream()
                .filter(r -> r.rejectedId() == rejectedId)
                .findFirst()
                .orElseThrow();
    }

    private static ManagedOrder regenerated(Regeneration row, long id) {
        return ManagedOrder.of(id, row.terms(), row.rejectedId(), row.attempt(), DAY, NOON);
    }

    @Test
    void anAddedRowWaitsUnderAnIdOfItsOwn() {
        Regeneration first = added(USER, "a", DAY);
        Regeneration second = added(USER, "b", DAY);
        added(OTHER_USER, "c", DAY);

        assertSame(first.terms()).isEqualTo(Samples.terms(USER, "a.2"));
        assertThat(first.attempt()).isEqualTo(2);
        assertThat(first.tradingDay()).isEqualTo(DAY);
        assertThat(first.madeAt()).isEqualTo(NOON);
        assertThat(first.id()).isPositive().isNotEqualTo(second.id());
        assertSame(reopen(stores).regenerations().waiting(USER)).isEqualTo(List.of(first, second));
    }

    @Test
    void aRejectedOrderIsRegeneratedOnce() {
        Regeneration row = added(USER, "a", DAY);
        NewManagedOrder other = Samples.terms(USER, "a.3");

        stores.regenerations().add(List.of(new Regeneration(0, row.rejectedId(), other, 3, DAY, NOON)));

        assertSame(stores.regenerations().waiting(USER)).isEqualTo(List.of(row));
    }

    @Test
    void anEndedRowWaitsNoLonger() {
        Regeneration failed = added(USER, "a", DAY);
        Regeneration rest = added(USER, "b", DAY);

        stores.regenerations().end(failed.id(), Regeneration.Status.FAILED, "refused", NOON);

        assertThat(stores.regenerations().waiting(USER))
                .extracting(Regeneration::id)
                .containsExactly(rest.id());
        assertThat(stores.rejected().notRegenerated(USER, DAY, NOON)).isEmpty();
    }

    @Test
    void rowsOfEarlierDaysExpire() {
        Regeneration old = added(USER, "a", DAY.minusDays(1));
        Regeneration today = added(USER, "b", DAY);
        Regeneration his = added(OTHER_USER, "c", DAY.minusDays(1));
        assertThat(stores.regenerations().waiting(USER))
                .extracting(Regeneration::id)
                .contains(old.id());

        assertThat(stores.regenerations().expireBefore(USER, DAY, NOON)).isEqualTo(1);
        assertThat(stores.regenerations().expireBefore(USER, DAY, NOON)).isZero();

        assertThat(stores.regenerations().waiting(USER))
                .extracting(Regeneration::id)
                .containsExactly(today.id());
        assertThat(stores.regenerations().waiting(OTHER_USER))
                .extracting(Regeneration::id)
                .containsExactly(his.id());
    }

    @Test
    void aRegeneratedOrderIsCreatedTogetherWithTheEndOfItsRow() {
        Regeneration row = added(USER, "a", DAY);
        ManagedOrder order = regenerated(row, stores.orders().nextId());

        assertThat(stores.orders().createRegenerated(order, Samples.entry(order, fence(USER)), row.id(), NOON))
                .isEmpty();

        assertThat(stores.regenerations().waiting(USER)).isEmpty();
        ManagedOrder stored = loaded(order.id());
        assertThat(stored.regeneratedFrom()).isEqualTo(row.rejectedId());
        assertThat(stored.attempt()).isEqualTo(2);
        assertThat(stored.legOrders()).hasSize(1);
    }

    @Test
    void whoLostTheUserCreatesNoRegeneratedOrderAndItsRowGoesOnWaiting() {
        Regeneration row = added(USER, "a", DAY);
        ManagedOrder order = regenerated(row, stores.orders().nextId());
        var entry = Samples.entry(order, fence(USER));
        Stores next = reopen(stores);
        assertThat(next.intents().fence(USER)).isGreaterThan(entry.get(0).fence());

        assertThatThrownBy(() -> stores.orders().createRegenerated(order, entry, row.id(), NOON))
                .isInstanceOf(FencedException.class);

        assertThat(next.regenerations().waiting(USER))
                .extracting(Regeneration::id)
                .containsExactly(row.id());
        assertThat(next.orders().find(order.id())).isEmpty();
    }
}
