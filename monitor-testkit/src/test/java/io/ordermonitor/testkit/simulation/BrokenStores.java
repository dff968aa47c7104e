package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Intents;
import io.ordermonitor.store.OrderChanges;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.RejectedOrders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Monitors that store something else than they should. */
final class BrokenStores {
    private BrokenStores() {}

    /** Nothing of an order is stored, and the answer is that it was. */
    static UnaryOperator<Simulation> storesNothing() {
        return BrokenPort.of(
                Orders.class,
                (called, args, through) -> called.equals("save") ? Map.<Long, String>of() : through.call(args));
    }

    private static UnaryOperator<Simulation> storing(UnaryOperator<LegOrder> wrong) {
        return BrokenPort.asked(Orders.class, "save", 1, changes -> storing((OrderChanges) changes, wrong));
    }

    private static OrderChanges storing(OrderChanges changes, UnaryOperator<LegOrder> wrong) {
        List<ManagedOrder> orders = changes.orders().stream()
                .map(order -> order.withLegOrders(
                        order.legOrders().stream().map(wrong).toList()))
                .toList();
        return new OrderChanges(changes.cause(), orders, changes.outcomes(), changes.marks());
    }

    /** What is stored as filled falls by a unit, the next time that the order is stored. */
    static UnaryOperator<Simulation> takesFillsBack() {
        Map<String, Integer> stored = new HashMap<>();
        return storing(leg -> {
            int times = leg.filled() == 0 ? 0 : stored.merge(leg.tag() + leg.sentAt(), 1, Integer::sum);
            return times == 2 ? filled(leg, leg.filled() - 1) : leg;
        });
    }

    /** That an order is over is told, and not stored. */
    static UnaryOperator<Simulation> storesNoEnd() {
        return BrokenPort.asked(Orders.class, "save", 1, given -> {
            OrderChanges changes = (OrderChanges) given;
            List<ManagedOrder> orders = changes.orders().stream()
                    .filter(order -> !order.state().isEnded())
                    .toList();
            return new OrderChanges(changes.cause(), orders, changes.outcomes(), changes.marks());
        });
    }

    /** No intent is recorded, and the answer is that it was. */
    static UnaryOperator<Simulation> recordsNothing() {
        return BrokenPort.of(
                Intents.class, (called, args, through) -> called.equals("record") ? null : through.call(args));
    }

    /** What a broker accepted is recorded as not sent. */
    static UnaryOperator<Simulation> recordsNotSent() {
        return BrokenPort.asked(
                Intents.class,
                "settle",
                0,
                outcomes -> BrokenPort.<Intent.Settled>list(
                        outcomes,
                        one -> one.outcome() == Intent.Outcome.ACCEPTED
                                ? new Intent.Settled(
                                        one.intent(),
                                        Intent.Outcome.NOT_SENT,
                                        null,
                                        one.reason(),
                                        one.sentAt(),
                                        one.endedAt())
                                : one));
    }

    /** A unit of what is open is stored as closed by somebody else. */
    static UnaryOperator<Simulation> losesUnits() {
        return BrokenPort.asked(Orders.class, "save", 1, given -> {
            OrderChanges changes = (OrderChanges) given;
            List<ManagedOrder> orders = changes.orders().stream()
                    .map(order -> order.open() > 1 ? order.withExternalExit(order.externalExit() + 1) : order)
                    .toList();
            return new OrderChanges(changes.cause(), orders, changes.outcomes(), changes.marks());
        });
    }

    /** Who lost the user takes his intents to be recorded all the same. */
    static UnaryOperator<Simulation> recordsAnyway() {
        return BrokenPort.of(Intents.class, (called, args, through) -> {
            try {
                return through.call(args);
            } catch (FencedException e) {
                if (called.equals("record")) {
                    return null;
                }
                throw e;
            }
        });
    }

    /** What ended before it was filled is stored as if nothing had been. */
    static UnaryOperator<Simulation> forgetsParts() {
        return storing(
                leg -> leg.state() == LegState.CANCELLED || leg.state() == LegState.EXPIRED ? filled(leg, 0) : leg);
    }

    /** What exits filled is not stored. */
    static UnaryOperator<Simulation> forgetsExits() {
        return storing(leg -> leg.leg() == LegKind.ENTRY ? leg : filled(leg, 0));
    }

    private static LegOrder filled(LegOrder leg, int units) {
        return new LegOrder(
                leg.tag(),
                leg.leg(),
                leg.slice(),
                leg.number(),
                leg.brokerOrderId(),
                leg.state(),
                leg.type(),
                leg.quantity(),
                units,
                leg.averagePrice(),
                leg.limitPrice(),
                leg.triggerPrice(),
                leg.reason(),
                leg.note(),
                leg.triggered(),
                leg.writes());
    }

    /** A row is stored, and the outcome that it shows is not. */
    static UnaryOperator<Simulation> forgetsOutcomes() {
        return BrokenPort.asked(Orders.class, "save", 1, given -> {
            OrderChanges changes = (OrderChanges) given;
            return new OrderChanges(changes.cause(), changes.orders(), List.of(), changes.marks());
        });
    }

    /** Writes are recorded without the rule that asked for them. */
    static UnaryOperator<Simulation> forgetsCauses() {
        return BrokenPort.asked(
                Intents.class, "record", 0, intents -> BrokenPort.<Intent>list(intents, BrokenStores::uncaused));
    }

    private static Intent uncaused(Intent intent) {
        Cause why = intent.cause();
        return new Intent(
                intent.tag(),
                intent.write(),
                intent.kind(),
                intent.userId(),
                intent.accountId(),
                intent.orderId(),
                intent.leg(),
                intent.slice(),
                intent.number(),
                intent.instrument(),
                intent.side(),
                intent.product(),
                intent.terms(),
                intent.brokerOrderId(),
                new Cause(why.step(), "", why.cycle()),
                intent.fence(),
                intent.tradingDay(),
                intent.createdAt());
    }

    /** Each process has an installation id of its own. */
    static UnaryOperator<Simulation> renamesItself() {
        AtomicInteger processes = new AtomicInteger();
        return simulation -> simulation.withStores(stores -> {
            String own = "p0" + processes.getAndIncrement() % 10;
            return BrokenPort.in(
                    stores,
                    Orders.class,
                    (called, args, through) -> called.equals("installation") ? own : through.call(args));
        });
    }

    /** A request that comes twice is not known again. */
    static UnaryOperator<Simulation> forgetsKeys() {
        AtomicInteger made = new AtomicInteger();
        return BrokenPort.of(Orders.class, (called, args, through) -> {
            if (called.equals("findByRequestKey")) {
                return Optional.empty();
            }
            if (called.equals("create")) {
                ManagedOrder order = (ManagedOrder) BrokenPort.known(args[0]);
                args[0] = order.withTerms(with(order.terms(), order.terms().quantity(), "n" + made.incrementAndGet()));
            }
            return through.call(args);
        });
    }

    static NewManagedOrder with(NewManagedOrder terms, int quantity, String key) {
        return new NewManagedOrder(
                terms.userId(),
                terms.accountId(),
                terms.instrument(),
                terms.side(),
                terms.product(),
                quantity,
                terms.entryType(),
                terms.entryStopPrice(),
                terms.entryLimitPrice(),
                terms.slStopPrice(),
                terms.slLimitBuffer(),
                terms.targetPrice(),
                terms.strategy(),
                terms.validUntil(),
                key);
    }

    /** An order that nothing happened to is stored anew with each cycle. */
    static UnaryOperator<Simulation> storesAnew() {
        return simulation ->
                simulation.withStores(stores -> BrokenPort.in(stores, Inputs.class, (called, args, through) -> {
                    if (called.equals("read")) {
                        for (long id = 1; id < 9; id++) {
                            stores.orders()
                                    .find(id)
                                    .filter(order -> !order.state().isEnded())
                                    .filter(order -> order.userId() == (Long) BrokenPort.known(args[0]))
                                    .ifPresent(order -> stores.orders()
                                            .amend(
                                                    order.id(),
                                                    order.terms(),
                                                    new Cause(3, "again", 1),
                                                    order.createdAt()));
                        }
                    }
                    return through.call(args);
                }));
    }

    /** The archive of rejected orders lacks what was sent for them. */
    static UnaryOperator<Simulation> archivesHalf() {
        return BrokenPort.asked(
                RejectedOrders.class, "move", 1, rows -> BrokenPort.<RejectedOrder>list(rows, BrokenStores::half));
    }

    private static RejectedOrder half(RejectedOrder row) {
        return new RejectedOrder(
                row.order().withLegOrders(List.of()), row.reason(), row.kind(), row.tradingDay(), row.rejectedAt());
    }
}
