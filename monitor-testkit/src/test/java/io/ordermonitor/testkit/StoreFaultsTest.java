package io.ordermonitor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreFaultsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Instant NOON = Instant.parse("2026-11-20T06:30:00Z");

    private final InMemoryStores memory = InMemoryStores.empty();
    private final Stores stores = memory.stores();

    private static ManagedOrder order(long id) {
        NewManagedOrder terms = new NewManagedOrder(
                7,
                70,
                InstrumentId.parse("NSECM:2885"),
                Side.BUY,
                Product.MIS,
                100,
                OrderType.MARKET,
                null,
                null,
                BigDecimal.TEN,
                null,
                null,
                "breakout",
                null,
                "key" + id);
        return ManagedOrder.of(id, terms, null, 1, DAY, NOON);
    }

    @Test
    void theNextCallOfOnePortFailsAndStoresNothing() {
        memory.faults().failNext(StorePort.ORDERS);

        assertThatCode(() -> stores.tokens().save("hash", 7, NOON)).doesNotThrowAnyException();
        assertThatThrownBy(() -> stores.orders().create(order(1), List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("ORDERS.create");
        assertThat(stores.orders().find(1)).isEmpty();
    }

    @Test
    void theNextCallOfAnyPortFails() {
        memory.faults().failNext();

        assertThatThrownBy(() -> stores.inputs().gate(7)).isInstanceOf(StoreException.class);
        assertThatCode(() -> stores.inputs().gate(7)).doesNotThrowAnyException();
    }

    @Test
    void everyThirdCallFails() {
        memory.faults().failEvery(3);
        int failed = 0;
        for (int i = 0; i < 9; i++) {
            try {
                stores.alarms().standing(7);
            } catch (StoreException e) {
                failed++;
                assertThat(i % 3).isEqualTo(2);
            }
        }
        assertThat(failed).isEqualTo(3);
    }

    @Test
    void aLaterCallFails() {
        memory.faults().failAfter(StorePort.ALARMS, 2);

        stores.alarms().standing(7);
        stores.alarms().standing(7);
        assertThatThrownBy(() -> stores.alarms().standing(7)).isInstanceOf(StoreException.class);
    }

    @Test
    void anOutageLastsUntilRestored() {
        memory.faults().outage();
        assertThatThrownBy(() -> stores.alarms().standing(7)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> stores.orders().nextId()).isInstanceOf(StoreException.class);

        memory.faults().restore().outage(StorePort.ALARMS);
        assertThatThrownBy(() -> stores.alarms().standing(7)).isInstanceOf(StoreException.class);
        assertThat(stores.orders().nextId()).isEqualTo(1);
    }

    @Test
    void aLostReplyIsAFailureAfterTheCommit() {
        stores.intents().fence(7);
        memory.faults().loseReplyOfNext(StorePort.ORDERS);

        assertThatThrownBy(() -> stores.orders().create(order(1), List.of())).isInstanceOf(StoreException.class);
        assertThat(stores.orders().find(1)).isPresent();
    }

    @Test
    void oneOrderMayBeRefusedAndTheOthersStored() {
        stores.intents().fence(7);
        stores.orders().create(order(1), List.of());
        stores.orders().create(order(2), List.of());
        memory.faults().refuseOrder(1, "a check was violated");
        List<ManagedOrder> changed = List.of(order(1).withState(OrderState.OPEN), order(2).withState(OrderState.OPEN));

        assertThat(stores.orders().save(7, changed, List.of(), NOON)).containsEntry(1L, "a check was violated");

        assertThat(stores.orders().load(7, DAY, NOON))
                .extracting(ManagedOrder::state)
                .containsExactly(OrderState.ENTERING, OrderState.OPEN);
    }

    @Test
    void afterAFailedSnapshotEveryKeyIsNamedAgain() {
        Position position =
                new Position(InstrumentId.parse("NSECM:2885"), Product.MIS, 5, BigDecimal.TEN, null, 0, null);
        stores.snapshots().save(70, DAY, null, List.of(position), NOON);
        assertThat(stores.snapshots().save(70, DAY, null, List.of(position), NOON))
                .isEmpty();

        memory.faults().failNext(StorePort.SNAPSHOTS);
        assertThatThrownBy(() -> stores.snapshots().save(70, DAY, null, List.of(position), NOON))
                .isInstanceOf(StoreException.class);

        assertThat(stores.snapshots().save(70, DAY, null, List.of(position), NOON))
                .hasSize(1);
    }

    @Test
    void callsAreCountedByPort() {
        stores.alarms().standing(7);
        stores.alarms().standing(8);
        stores.inputs().gate(7);

        assertThat(memory.faults().calls(StorePort.ALARMS)).isEqualTo(2);
        assertThat(memory.faults().calls(StorePort.TOKENS)).isZero();
        assertThat(memory.faults().calls()).isEqualTo(3);
    }
}
