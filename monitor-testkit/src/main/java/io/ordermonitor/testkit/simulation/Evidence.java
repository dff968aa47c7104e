package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.WriteSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What the checks judge by: the exchange, the lines, what was committed and what is stored, never what is checked. */
record Evidence(
        FirstViolation first,
        DayPlan plan,
        PaperExchange exchange,
        SimulatedMarket market,
        Ledger ledger,
        LineLog log,
        Sightings sightings,
        StandingAlarms alarms,
        Clock clock,
        StoredDay stored) {
    /** The hours of all days. */
    static final TradingHours HOURS = TradingHours.nse();

    void broken(Invariant invariant, long accountId, long orderId, String what) {
        first.broken(invariant, accountId, orderId, what);
    }

    Instant now() {
        return clock.instant();
    }

    /** An order as it is stored, moved as rejected or not. */
    Optional<ManagedOrder> stored(long orderId) {
        return stored.order(orderId);
    }

    /** True while nothing may be sent for an order: what its broker, or an auction, does to it stays as it is. */
    boolean isClosed(ManagedOrder order) {
        return isClosed(order, now());
    }

    /** The same at another instant. */
    boolean isClosed(ManagedOrder order, Instant at) {
        WriteSession session = HOURS.writeSession(order.instrument().segment(), order.product(), at);
        return session == WriteSession.CLOSED || session == WriteSession.SQUARING_OFF;
    }

    /**
     * What exits filled on an earlier day, less what entries did, that nobody saw who could store it: it belongs to nobody
     * since.
     */
    int unseenOvernight(ManagedOrder order, Truth.Holding holding) {
        return holding.rows().stream()
                .filter(row -> DayTimes.dayOf(row.order().updatedAt()).isBefore(DayTimes.dayOf(now()))
                        && !log.isStoredAfter(order.accountId(), row.order().updatedAt()))
                .mapToInt(row -> {
                    boolean exit =
                            row.intent().leg() == LegKind.SL || row.intent().leg() == LegKind.TP;
                    return (exit ? 1 : -1)
                            * (row.order().filled() - filled(order, row.intent().tag()));
                })
                .sum();
    }

    private static int filled(ManagedOrder order, String tag) {
        return order.legOrders().stream()
                .filter(leg -> leg.tag().equals(tag))
                .mapToInt(LegOrder::filled)
                .sum();
    }

    Instrument instrument(InstrumentId id) {
        return plan.shares().of(id);
    }
}
