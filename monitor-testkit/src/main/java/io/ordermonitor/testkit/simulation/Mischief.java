package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.paper.OutageKind;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lets the planned faults of a simulated day strike. */
final class Mischief {
    private static final Duration TAKES_OVER_AFTER = Life.LEASE_TERM.plusSeconds(1);

    private final SimulatedDay day;

    /** Accounts that have been shown without positions: what is shown twice as gone before the night is gone. */
    private final Set<Long> emptied = new HashSet<>();

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
            case CRASH -> life.killAfter(fault.pick(), () -> day.later(fault.lasting(), () -> replace(life)));
            case PAUSE -> life.pauseAfter(fault.pick() % 40, fault.lasting(), () -> {});
            case LEASE_LAPSES -> {
                Duration renewed = fault.lasting().plusMillis(5L * fault.pick());
                life.pauseAfter(fault.pick() % 40, fault.lasting(), () -> day.later(renewed, () -> renew(life)));
            }
            case TAKEOVER -> {
                life.pauseAfter(fault.pick() % 40, fault.lasting(), () -> {});
                day.later(TAKES_OVER_AFTER, () -> takeOver(life));
            }
            case DATABASE_FAILS -> day.stored().fail(fault.pick());
            case DATABASE_LOSES_REPLY -> day.stored().loseReply(fault.pick());
            case DATABASE_OUTAGE -> {
                day.stored().outage();
                day.later(fault.lasting(), () -> day.stored().restore());
            }
            case CLOCK_JUMPS -> {
                jump(life, Duration.ofMillis(fault.pick() % 2 == 0 ? 5L * fault.pick() : -5L * fault.pick()));
                day.later(fault.lasting(), () -> jump(life, Duration.ZERO));
            }
            case LOOP_STOPPED -> life.stopAfter(fault.pick() % 60);
            case TWO_BELIEVE -> {
                if (life.isKilled()) {
                    return;
                }
                day.replace();
                day.later(fault.lasting(), life::kill);
            }
            case EMPTY_POSITIONS -> {
                boolean evening = day.plan().times().isEvening(now);
                if (!emptied.add(fault.accountId()) && evening) {
                    return;
                }
                line.faults().add(fault);
                if (fault.pick() % 3 == 0) {
                    day.later(fault.lasting(), () -> again(line, fault));
                }
                return;
            }
            case POSITIONS_FAIL -> line.faults().positionsDown(until);
            case POSITIONS_LAG -> positionsLag(line, fault);
            case EVENTS_ASTRAY -> line.faults().eventsAstray(until);
            case HALT -> {
                InstrumentId id = day.plan().shares().of(fault).id();
                day.halt(id, true);
                day.later(fault.lasting(), () -> day.halt(id, false));
            }
            case PRICE_BAND ->
                day.note("the price of " + day.plan().shares().of(fault).id() + " is at its band");
            case FILL_AFTER_CANCEL, CANCELLED_AFTER_PARTIAL -> {
                atTheExchange(fault, until);
                return;
            }
            case RECONNECT -> day.tabs().open(day.plan().userOf(fault.accountId()), "tab" + fault.pick());
            default -> {
                line.faults().add(fault);
                return;
            }
        }
        day.struck(fault.kind());
    }

    private void again(AccountLine line, PlannedFault fault) {
        if (day.isRestless() && !day.plan().times().isEvening(day.time().instant())) {
            line.faults().add(fault);
        }
    }

    private void jump(Life life, Duration ahead) {
        life.ahead(ahead);
        day.checks().clockJumps();
    }

    /** Another process takes the place of one that was killed. */
    private void replace(Life killed) {
        if (day.process().life() == killed) {
            day.replace();
        }
    }

    /** What the exchange does to an order by itself, as soon as there is one. */
    private void atTheExchange(PlannedFault fault, Instant until) {
        Instant now = day.time().instant();
        boolean late = fault.kind() == FaultKind.FILL_AFTER_CANCEL;
        if (day.plan().times().isEvening(now)) {
            return;
        }
        List<BrokerOrder> rows = day.exchange().book(fault.accountId()).stream()
                .filter(row -> late
                        ? row.state() == LegState.CANCELLED
                                && row.filled() < row.quantity()
                                && row.updatedAt().isBefore(now.minusSeconds(10))
                        : row.state().isLive() && day.plan().shares().part(row, 0) < row.quantity() - row.filled())
                .toList();
        if (rows.isEmpty()) {
            if (now.isBefore(until) && day.isRestless()) {
                day.later(Duration.ofSeconds(10), () -> atTheExchange(fault, until));
            }
            return;
        }
        BrokerOrder row = rows.get(fault.pick() % rows.size());
        day.exchange()
                .fill(
                        fault.accountId(),
                        row.brokerOrderId(),
                        day.plan().shares().part(row, late ? fault.pick() : 0));
        if (late) {
            day.lookIn();
        } else {
            day.exchange().cancelByHand(fault.accountId(), row.brokerOrderId());
        }
        day.note("the exchange fills " + row.tag()
                + (late ? ", which it had shown as cancelled" : " in part, and cancels the rest"));
        day.struck(fault.kind());
    }

    private void positionsLag(AccountLine line, PlannedFault fault) {
        line.pictureOfPositions();
        Duration window = fault.lasting().plusSeconds(fault.pick() % 60);
        line.faults().holdings().begin(fault.lasting(), day.time().instant().plus(window));
        for (int second = 1; second < window.toSeconds(); second++) {
            day.later(Duration.ofSeconds(second), line::pictureOfPositions);
        }
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
        line.faults().book().begin(fault.lasting(), day.time().instant().plus(window));
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
            trade(
                    fault.accountId(),
                    one.instrument(),
                    one.product(),
                    side,
                    day.plan().shares().wholeLots(one.instrument(), units));
            return;
        }
        Instrument share = day.plan().shares().of(fault);
        Side side = fault.pick() % 2 == 0 ? Side.BUY : Side.SELL;
        trade(fault.accountId(), share.id(), Product.NRML, side, 2 * share.lotSize());
    }

    private void trade(long account, InstrumentId id, Product product, Side side, int units) {
        day.exchange().placeByHand(account, id, side, product, new OrderTerms(OrderType.MARKET, units, null, null));
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
}
