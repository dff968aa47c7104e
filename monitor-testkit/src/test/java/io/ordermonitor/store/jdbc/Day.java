package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegNote;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.LegWrites;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.Tag;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A user's day in the store: one account with a book, positions and managed orders. */
final class Day {
    static final LocalDate DATE = LocalDate.of(2026, 11, 20);
    static final Instant NOON = Instant.parse("2026-11-20T06:30:00Z");
    static final long USER = 11;
    static final long ACCOUNT = 110;

    final List<BrokerOrder> book = new ArrayList<>();
    final List<Position> positions = new ArrayList<>();
    private final Stores stores;

    Day(Stores stores, int rows) {
        this.stores = stores;
        for (int i = 0; i < rows; i++) {
            book.add(row(i, 1 + i % 40));
        }
        for (int i = 0; i < 10; i++) {
            positions.add(new Position(
                    instrument(i), Product.MIS, 100, new BigDecimal("1500.25"), new BigDecimal("1501"), 0, null));
        }
        stores.intents().fence(USER);
        stores.inputs()
                .saveAccount(
                        new Account(ACCOUNT, USER, "paper", "X1", true, Account.Mode.ARMED, Account.ExitMode.BOTH));
    }

    static InstrumentId instrument(int i) {
        return new InstrumentId("NSEFO", Integer.toString(40_000 + i % 10));
    }

    static BrokerOrder row(int i, int filled) {
        return new BrokerOrder(
                "B" + (10_000 + i),
                "",
                instrument(i),
                i % 2 == 0 ? Side.BUY : Side.SELL,
                Product.MIS,
                OrderType.LIMIT,
                1000,
                filled,
                new BigDecimal("1500.25"),
                new BigDecimal("1501"),
                null,
                LegState.PARTIAL,
                false,
                "",
                NOON.plusSeconds(i),
                NOON.plusSeconds(i));
    }

    /** A stored managed order with an entry and a stop. */
    ManagedOrder managed(int i) {
        long id = stores.orders().nextId();
        NewManagedOrder terms = new NewManagedOrder(
                USER,
                ACCOUNT,
                instrument(i),
                Side.BUY,
                Product.MIS,
                1000,
                OrderType.LIMIT,
                null,
                new BigDecimal("1500"),
                new BigDecimal("1480"),
                null,
                null,
                "test",
                null,
                "key " + id);
        ManagedOrder order = ManagedOrder.of(id, terms, null, 1, DATE, NOON)
                .withState(OrderState.OPEN)
                .withLegOrder(leg(id, LegKind.ENTRY, 10, ""))
                .withLegOrder(leg(id, LegKind.SL, 0, ""));
        stores.orders().create(order, List.of());
        return order;
    }

    LegOrder leg(long id, LegKind kind, int filled, String reason) {
        return new LegOrder(
                Tag.of(stores.orders().installation(), id, kind, 1),
                kind,
                0,
                1,
                "B" + id,
                LegState.PARTIAL,
                OrderType.LIMIT,
                1000,
                filled,
                new BigDecimal("1500.25"),
                new BigDecimal("1501"),
                null,
                reason,
                LegNote.NONE,
                false,
                LegWrites.placed(NOON));
    }

    /** A placement of an order's stop, not yet recorded. */
    Intent stop(ManagedOrder order, int number, long fence) {
        OrderTerms terms = OrderTerms.stopLimit(10, new BigDecimal("1480"), new BigDecimal("1472"));
        return new Intent(
                Tag.of(stores.orders().installation(), order.id(), LegKind.SL, number),
                0,
                WriteKind.PLACE,
                USER,
                ACCOUNT,
                order.id(),
                LegKind.SL,
                0,
                number,
                order.instrument(),
                Side.SELL,
                Product.MIS,
                terms,
                null,
                new Cause(4, "sl.place", 1),
                fence,
                DATE,
                NOON);
    }

    /** The same order with its entry filled so far. */
    ManagedOrder filled(ManagedOrder order, int units, String reason) {
        return order.withLegOrder(leg(order.id(), LegKind.ENTRY, units, reason));
    }
}
