package io.ordermonitor.benchmarks;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegNote;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.LegWrites;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.Tag;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A user's accounts, books and managed orders, and the database work of his cycles' first three steps. */
final class UserDay {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final int INSTRUMENTS = 10;

    private final Stores stores;
    private final long user;
    private final List<Long> accounts = new ArrayList<>();
    private final List<List<BrokerOrder>> books = new ArrayList<>();
    private final List<List<Position>> positions = new ArrayList<>();
    private final List<ManagedOrder> managed = new ArrayList<>();
    private final Set<Integer> changedOrders = new HashSet<>();
    private Instant now = Instant.parse("2026-11-20T04:30:00Z");
    private boolean hasPriceMoved;

    /** What happens between two cycles. */
    enum Change {
        QUIET,
        PRICES,
        ONE,
        FIVE
    }

    UserDay(Stores stores, long user, int accountCount, int orders) {
        this.stores = stores;
        this.user = user;
        for (int a = 0; a < accountCount; a++) {
            accounts.add(user * 1000 + a);
            books.add(new ArrayList<>());
            positions.add(new ArrayList<>());
            for (int i = 0; i < orders; i++) {
                books.get(a).add(row("B" + (100_000 + i), i, 1 + i % 40));
            }
            for (int i = 0; i < Math.min(INSTRUMENTS, orders); i++) {
                positions.get(a).add(position(i, 100));
            }
        }
        for (int i = 0; i < (orders == 10 ? 4 : 10); i++) {
            managed.add(order(stores.orders().nextId(), i));
        }
    }

    private static InstrumentId instrument(int i) {
        return new InstrumentId("NSEFO", Integer.toString(40_000 + i % INSTRUMENTS));
    }

    private BrokerOrder row(String id, int i, int filled) {
        return new BrokerOrder(
                id,
                "",
                instrument(i),
                i % 2 == 0 ? Side.BUY : Side.SELL,
                Product.MIS,
                OrderType.LIMIT,
                1_000_000,
                filled,
                new BigDecimal("1500.25"),
                new BigDecimal("1501.00"),
                null,
                LegState.PARTIAL,
                false,
                "",
                now.plusSeconds(i),
                now.plusSeconds(i));
    }

    private static Position position(int i, int quantity) {
        return new Position(
                instrument(i), Product.MIS, quantity, new BigDecimal("1500.25"), new BigDecimal("1500.50"), 0, null);
    }

    private ManagedOrder order(long id, int i) {
        NewManagedOrder terms = new NewManagedOrder(
                user,
                accounts.get(i % accounts.size()),
                instrument(i),
                Side.BUY,
                Product.MIS,
                1_000_000,
                OrderType.LIMIT,
                null,
                new BigDecimal("1500.00"),
                new BigDecimal("1480.00"),
                null,
                new BigDecimal("1540.00"),
                "bench",
                null,
                "key " + id);
        return ManagedOrder.of(id, terms, null, 1, DAY, now)
                .withState(OrderState.OPEN)
                .withLegOrder(leg(id, LegKind.ENTRY, 10))
                .withLegOrder(leg(id, LegKind.SL, 0))
                .withLegOrder(leg(id, LegKind.TP, 0));
    }

    private LegOrder leg(long id, LegKind kind, int filled) {
        return new LegOrder(
                Tag.of(stores.orders().installation(), id, kind, 1),
                kind,
                0,
                1,
                "B" + id + kind,
                LegState.PARTIAL,
                OrderType.LIMIT,
                1_000_000,
                filled,
                new BigDecimal("1500.25"),
                new BigDecimal("1501.00"),
                null,
                "",
                LegNote.NONE,
                false,
                LegWrites.placed(now));
    }

    /** Stores what is there at the beginning of the day. */
    void begin() {
        List<Instrument> instruments = new ArrayList<>();
        List<FairPrice> prices = new ArrayList<>();
        for (int i = 0; i < INSTRUMENTS; i++) {
            instruments.add(new Instrument(
                    instrument(i),
                    "S" + i,
                    new BigDecimal("0.05"),
                    1,
                    1800,
                    BigDecimal.ONE,
                    BigDecimal.ONE,
                    new BigDecimal("90000"),
                    now));
            prices.add(new FairPrice(instrument(i), BigDecimal.TEN, BigDecimal.TEN, now, "bench"));
        }
        stores.instruments().save("bench", instruments);
        stores.inputs().saveFairPrices(prices);
        for (long account : accounts) {
            stores.inputs()
                    .saveAccount(new Account(
                            account, user, "bench", "X" + account, true, Account.Mode.ARMED, Account.ExitMode.BOTH));
        }
        for (ManagedOrder order : managed) {
            stores.orders().create(order, List.of());
        }
        cycle();
    }

    /** Lets something happen before the next cycle. */
    void change(Change change) {
        now = now.plusSeconds(60);
        hasPriceMoved = change == Change.PRICES;
        changedOrders.clear();
        int count = change == Change.ONE ? 1 : change == Change.FIVE ? 5 : 0;
        for (int i = 0; i < count; i++) {
            BrokerOrder old = books.get(0).get(i);
            books.get(0).set(i, row(old.brokerOrderId(), i, old.filled() + 1));
            positions.get(0).set(i, position(i, positions.get(0).get(i).quantity() + 1));
            if (i < managed.size()) {
                changedOrders.add(i);
            }
        }
    }

    /** Steps 1 to 3 of one cycle, as far as the database is concerned. */
    void cycle() {
        Set<InstrumentId> wanted = new HashSet<>();
        managed.forEach(order -> wanted.add(order.instrument()));
        stores.inputs().read(user, wanted);
        Set<PnlKey> keys = new HashSet<>();
        for (int a = 0; a < accounts.size(); a++) {
            keys.addAll(stores.snapshots().save(accounts.get(a), DAY, books.get(a), positions.get(a), now));
        }
        if (!keys.isEmpty()) {
            stores.pnl().realised(DAY, keys);
        }
        List<ManagedOrder> changed = new ArrayList<>();
        for (int i : changedOrders) {
            ManagedOrder order = managed.get(i);
            int filled = order.of(LegKind.ENTRY).get(0).filled() + 1;
            managed.set(i, order.withLegOrder(leg(order.id(), LegKind.ENTRY, filled)));
            changed.add(managed.get(i));
        }
        if (!changed.isEmpty() || hasPriceMoved) {
            stores.orders().save(user, changed, marks(), now);
        }
    }

    private List<OrderMark> marks() {
        if (!hasPriceMoved) {
            return List.of();
        }
        BigDecimal last = BigDecimal.valueOf(150_000 + now.getEpochSecond() % 1000, 2);
        return managed.stream()
                .map(order -> new OrderMark(order.id(), last, last, last, last))
                .toList();
    }
}
