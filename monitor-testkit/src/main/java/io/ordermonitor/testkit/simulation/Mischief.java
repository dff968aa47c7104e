package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.paper.OutageKind;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.testkit.InMemoryConnection;
import io.ordermonitor.testkit.StorePort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Lets the planned faults of a simulated day strike. */
final class Mischief {
    private static final Duration TAKES_OVER_AFTER = Life.LEASE_TERM.plusSeconds(1);
    private static final List<StorePort> PORTS = List.of(StorePort.values());

    private final SimulatedDay day;

    Mischief(SimulatedDay day) {
        this.day = day;
    }

    void strike(PlannedFault fault) {
        Instant now = day.time().instant();
        Instant until = now.plus(fault.lasting());
        AccountLine line = day.line(fault.accountId());
        Life life = day.process().life();
        switch (fault.kind()) {
            case OUTAGE -> day.exchange().outage(fault.accountId(), now, until, OutageKind.NOT_APPLIED);
            case DEAF -> day.exchange().outage(fault.accountId(), now, until, OutageKind.REPLY_LOST);
            case SESSION_EXPIRED -> day.exchange().expireSession(fault.accountId());
            case NEEDS_LOGIN -> {
                day.exchange().setNeedsLogin(fault.accountId(), true);
                day.later(fault.lasting(), () -> day.exchange().setNeedsLogin(fault.accountId(), false));
            }
            case BOOK_LAG -> lag(line, fault);
            case TRADE_BY_HAND -> byHand(fault);
            case CANCEL_BY_HAND -> cancelByHand(fault);
            case CRASH -> life.killAfter(fault.pick(), () -> day.later(fault.lasting(), day::replace));
            case PAUSE -> life.pauseAfter(fault.pick() % 40, fault.lasting(), () -> {});
            case LEASE_LAPSES -> {
                Duration renewed = fault.lasting().plusMillis(5L * fault.pick());
                life.pauseAfter(fault.pick() % 40, fault.lasting(), () -> day.later(renewed, () -> renew(life)));
            }
            case TAKEOVER -> {
                life.pauseAfter(fault.pick() % 40, fault.lasting(), () -> {});
                day.later(TAKES_OVER_AFTER, () -> takeOver(life));
            }
            case DATABASE_FAILS -> day.memory().faults().failNext();
            case DATABASE_LOSES_REPLY -> day.memory().faults().loseReplyOfNext(PORTS.get(fault.pick() % 6));
            case DATABASE_OUTAGE -> {
                day.memory().faults().outage();
                day.later(fault.lasting(), () -> day.memory().faults().restore());
            }
            case RECONNECT -> reconnect(fault);
            default -> {
                line.faults().add(fault);
                return;
            }
        }
        day.struck(fault.kind());
    }

    /** The process finds that nobody took its lease. */
    private void renew(Life life) {
        if (day.process().life() == life) {
            life.leaseBack();
        }
    }

    /** Another process waits until the lease of the one that stands still has run out. */
    private void takeOver(Life standing) {
        if (standing.isKilled() || day.process().life() != standing) {
            return;
        }
        if (standing.holdsLease()) {
            if (day.isRestless()) {
                day.later(Duration.ofSeconds(1), () -> takeOver(standing));
            }
            return;
        }
        day.replace();
    }

    private void lag(AccountLine line, PlannedFault fault) {
        line.picture();
        Duration window = fault.lasting().plusSeconds(fault.pick() % 60);
        line.faults().lag(fault.lasting(), day.time().instant().plus(window));
        for (int second = 1; second < window.toSeconds(); second++) {
            day.later(Duration.ofSeconds(second), line::picture);
        }
    }

    private void byHand(PlannedFault fault) {
        List<Position> held = day.exchange().openNet(fault.accountId());
        if (!held.isEmpty() && fault.pick() % 3 > 0) {
            Position one = held.get(fault.pick() % held.size());
            int units = Math.max(1, Math.abs(one.quantity()) / (1 + fault.pick() % 2));
            Side side = one.quantity() > 0 ? Side.SELL : Side.BUY;
            trade(fault.accountId(), one.instrument(), one.product(), side, lots(one.instrument(), units));
            return;
        }
        Instrument share = SimulatedMarket.SHARES.get(fault.pick() % SimulatedMarket.SHARES.size());
        Side side = fault.pick() % 2 == 0 ? Side.BUY : Side.SELL;
        trade(fault.accountId(), share.id(), Product.NRML, side, 2 * share.lotSize());
    }

    private static int lots(InstrumentId id, int units) {
        int lot = SimulatedMarket.SHARES.stream()
                .filter(share -> share.id().equals(id))
                .findFirst()
                .orElseThrow()
                .lotSize();
        return Math.max(lot, units / lot * lot);
    }

    private void trade(long account, InstrumentId id, Product product, Side side, int units) {
        day.exchange().placeByHand(account, id, side, product, new OrderTerms(OrderType.MARKET, units, null, null));
        day.checks().tradedByHand(account);
    }

    private void cancelByHand(PlannedFault fault) {
        List<BrokerOrder> live = day.exchange().book(fault.accountId()).stream()
                .filter(row -> row.state().isLive())
                .toList();
        if (!live.isEmpty()) {
            day.exchange()
                    .cancelByHand(
                            fault.accountId(),
                            live.get(fault.pick() % live.size()).brokerOrderId());
        }
    }

    private void reconnect(PlannedFault fault) {
        long user = day.plan().userOf(fault.accountId());
        InMemoryConnection tab = new InMemoryConnection("tab" + fault.pick());
        try {
            day.time().call(() -> day.process().monitor().webSockets().connect(tab, user));
        } catch (ProcessKilled | StoreException e) {
            day.note("no connection");
        }
    }
}
