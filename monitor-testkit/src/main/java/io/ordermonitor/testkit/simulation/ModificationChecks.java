package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** That what is asked of the exchange is what the rules give: I6, M1 to M4. */
final class ModificationChecks {
    private static final BigDecimal SLIPPAGE = new BigDecimal("0.02");
    private static final BigDecimal DEVIATION = new BigDecimal("0.05");
    private static final int TARGET_TURNS = 2;
    private static final BigDecimal CHASE = new BigDecimal("1.01");
    private static final int LOOKED_BACK_SECONDS = 150;

    private final Evidence evidence;
    private final FairPrices fair = new FairPrices();
    private final Map<Long, Set<BigDecimal>> stops = new HashMap<>();
    private final Map<Long, Set<BigDecimal>> targets = new HashMap<>();

    ModificationChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    void published(List<FairPrice> prices) {
        fair.published(prices, evidence.now());
    }

    void stored(List<FairPrice> prices) {
        fair.stored(prices);
    }

    /** An order's stop and target are, or were, there: an amendment may come while a cycle works. */
    void exitsAre(ManagedOrder order) {
        stops.computeIfAbsent(order.id(), id -> new HashSet<>())
                .add(order.terms().slStopPrice().stripTrailingZeros());
        BigDecimal target = order.terms().targetPrice();
        if (target != null) {
            targets.computeIfAbsent(order.id(), id -> new HashSet<>()).add(target.stripTrailingZeros());
        }
    }

    static OrderTerms termsOf(BrokerOrder row) {
        return new OrderTerms(row.type(), row.quantity(), row.limitPrice(), row.triggerPrice());
    }

    /** A placement or modification sets out. */
    void beforeWrite(LineLog.Sent sent, Intent intent, OrderTerms terms) {
        Instrument share = evidence.instrument(intent.instrument());
        checkTerms(sent, intent, terms, share);
        Optional<ManagedOrder> order = evidence.stored(intent.orderId());
        if (order.isEmpty()) {
            return;
        }
        exitsAre(order.get());
        Optional<BrokerOrder> row = evidence.sightings().of(sent.tag()).flatMap(Sightings.Sighting::row);
        if (sent.ask() instanceof ModifyOrder modify) {
            checkChange(sent, intent, modify, row.orElse(null), share);
        }
        if (intent.leg() == LegKind.ENTRY && sent.kind() == LineLog.Kind.MODIFY) {
            checkFollowed(sent, intent, order.get(), terms, share);
        }
        if (intent.leg() == LegKind.SL) {
            checkStop(sent, intent, order.get(), terms, row.orElse(null), share);
        }
    }

    private void checkTerms(LineLog.Sent sent, Intent intent, OrderTerms terms, Instrument share) {
        if (terms.quantity() > share.largestSlice() || terms.quantity() % share.lotSize() != 0) {
            broken(Invariant.I6, sent, intent, "asks for " + terms.quantity() + " units");
        }
        List<BigDecimal> prices = new ArrayList<>();
        Optional.ofNullable(terms.limitPrice()).ifPresent(prices::add);
        Optional.ofNullable(terms.triggerPrice()).ifPresent(prices::add);
        for (BigDecimal price : prices) {
            if (price.remainder(share.tick()).signum() != 0
                    || price.compareTo(share.lowerBand()) < 0
                    || price.compareTo(share.upperBand()) > 0) {
                broken(Invariant.M4, sent, intent, "asks for the price " + price);
            }
        }
        boolean entry = intent.leg() == LegKind.ENTRY;
        if (terms.type().isStop() && prices.size() == 2) {
            int beyond = prices.get(0).compareTo(prices.get(1)) * intent.side().sign();
            if (beyond < 0) {
                broken(Invariant.M4, sent, intent, "has its limit before its trigger: " + terms);
            }
            Optional<BigDecimal> last = entry ? Optional.empty() : shownLast(sent, intent);
            boolean passed = last.filter(price ->
                            price.compareTo(prices.get(1)) * intent.side().sign() >= 0)
                    .isPresent();
            if (passed && sent.kind() == LineLog.Kind.PLACE) {
                broken(Invariant.M4, sent, intent, "waits for " + prices.get(1) + ", and the last price is " + last);
            }
        }
    }

    /** The last price that the positions which its process read last gave for the instrument. */
    private Optional<BigDecimal> shownLast(LineLog.Sent sent, Intent intent) {
        return evidence.log().positions(sent.accountId(), sent.process()).stream()
                .flatMap(read -> read.rows().stream())
                .filter(position -> position.instrument().equals(intent.instrument()))
                .map(Position::lastPrice)
                .flatMap(price -> Optional.ofNullable(price).stream())
                .findFirst();
    }

    private void checkChange(
            LineLog.Sent sent, Intent intent, ModifyOrder modify, @Nullable BrokerOrder row, Instrument share) {
        if (row == null) {
            return;
        }
        OrderTerms was = termsOf(row);
        OrderTerms is = modify.terms();
        boolean shaped = was.type() != is.type() || was.quantity() != is.quantity();
        boolean moved = isMoved(was.limitPrice(), is.limitPrice(), share)
                || isMoved(was.triggerPrice(), is.triggerPrice(), share);
        if (!shaped && !moved) {
            broken(Invariant.M2, sent, intent, "changes nothing: " + was + " to " + is);
        }
        int cap = evidence.market().paper().settings().profile().modifyCap();
        int before = evidence.sightings()
                .of(sent.tag())
                .map(Sightings.Sighting::modifications)
                .orElse(0);
        if (before >= cap) {
            broken(Invariant.M2, sent, intent, "is modified once more after " + before + " times");
        }
        if (is.quantity() < row.filled()) {
            broken(Invariant.M4, sent, intent, "asks for " + is.quantity() + " units of which more have filled");
        }
    }

    private static boolean isMoved(@Nullable BigDecimal was, @Nullable BigDecimal is, Instrument share) {
        if (was == null || is == null) {
            return was != null || is != null;
        }
        return was.subtract(is).abs().compareTo(share.tick()) >= 0;
    }

    /** An entry follows a buy fair price at or beyond its stop, and no further than its cap. */
    private void checkFollowed(
            LineLog.Sent sent, Intent intent, ManagedOrder order, OrderTerms terms, Instrument share) {
        BigDecimal stop = order.terms().entryStopPrice();
        BigDecimal limit = terms.limitPrice();
        int sign = order.side().sign();
        Optional<BigDecimal> last = shownLast(sent, intent);
        boolean reached = stop != null
                && limit != null
                && usable(sent, intent).stream()
                        .map(price -> sign > 0 ? price.buy() : price.sell())
                        .filter(price -> last.isEmpty() || isNear(price, last.get()))
                        .anyMatch(price -> price.signum() > 0
                                && price.compareTo(stop) * sign >= 0
                                && limit.compareTo(price) * sign <= 0);
        if (!reached || stop == null || limit == null) {
            broken(Invariant.M1, sent, intent, "follows to " + limit + " no fair price beyond " + stop);
            return;
        }
        BigDecimal cap = sign > 0
                ? stop.multiply(CHASE).add(share.tick())
                : stop.multiply(new BigDecimal("0.99")).subtract(share.tick());
        if (limit.compareTo(cap) * sign > 0) {
            broken(Invariant.M1, sent, intent, "follows to " + limit + ", further than " + cap);
        }
    }

    /** Within 5 % of the broker's last price. */
    private static boolean isNear(BigDecimal price, BigDecimal last) {
        return price.subtract(last).abs().compareTo(last.multiply(DEVIATION)) <= 0;
    }

    private List<FairPrice> usable(LineLog.Sent sent, Intent intent) {
        Instant read = evidence.log()
                .book(sent.accountId(), sent.process())
                .map(LineLog.Shown::startedAt)
                .orElse(sent.startedAt());
        return fair.usable(intent.instrument(), read, sent.startedAt());
    }

    private void checkStop(
            LineLog.Sent sent,
            Intent intent,
            ManagedOrder order,
            OrderTerms terms,
            @Nullable BrokerOrder row,
            Instrument share) {
        BigDecimal trigger = terms.triggerPrice();
        if (trigger != null) {
            boolean own = stops.getOrDefault(order.id(), Set.of()).stream()
                    .anyMatch(stop -> stop.subtract(trigger).abs().compareTo(share.tick()) < 0);
            if (!own) {
                broken(
                        Invariant.M3,
                        sent,
                        intent,
                        "waits for " + trigger + ", and its stop is "
                                + order.terms().slStopPrice());
            }
            return;
        }
        boolean single = isSingle(order);
        boolean moved = row == null || isMoved(row.limitPrice(), terms.limitPrice(), share);
        boolean atTarget = single && isAtTarget(order, terms, share);
        if (atTarget && row != null && row.type().isStop()) {
            checkTurns(sent, intent, order, share);
        }
        if (moved && !atTarget) {
            checkSlippage(sent, intent, terms, share);
        }
        if (row != null && row.type().isStop() && !isTriggered(sent, intent, order, row, single)) {
            broken(Invariant.M1, sent, intent, "becomes a limit, and no price has reached its stop");
        }
        BigDecimal was = row == null || row.type().isStop() ? null : row.limitPrice();
        BigDecimal is = terms.limitPrice();
        if (was != null
                && is != null
                && !atTarget
                && is.compareTo(was) * intent.side().sign() < 0) {
            broken(Invariant.M3, sent, intent, "moves away from the market, from " + was + " to " + is);
        }
    }

    /** An amended target may still be the one of before. */
    private boolean isAtTarget(ManagedOrder order, OrderTerms terms, Instrument share) {
        BigDecimal limit = terms.limitPrice();
        return limit != null
                && targets.getOrDefault(order.id(), Set.of()).stream()
                        .anyMatch(target -> target.subtract(limit).abs().compareTo(share.tick()) < 0);
    }

    /** A stop that is the only exit goes to its target twice a day at most. */
    private void checkTurns(LineLog.Sent sent, Intent intent, ManagedOrder order, Instrument share) {
        int taken = 0;
        boolean waits = true;
        for (LineLog.Sent one : evidence.log().of(sent.tag())) {
            if (one.result() instanceof WriteResult.Accepted && one.ask() instanceof ModifyOrder modify) {
                boolean today = DayTimes.dayOf(one.startedAt()).equals(DayTimes.dayOf(sent.startedAt()));
                // What is at its target may grow there.
                taken += today && waits && isAtTarget(order, modify.terms(), share) ? 1 : 0;
                waits = modify.terms().triggerPrice() != null;
            }
        }
        if (taken >= TARGET_TURNS) {
            broken(Invariant.M3, sent, intent, "goes to its target once more after " + taken + " times");
        }
    }

    private void checkSlippage(LineLog.Sent sent, Intent intent, OrderTerms terms, Instrument share) {
        BigDecimal limit = terms.limitPrice();
        Optional<BigDecimal> last = shownLast(sent, intent);
        if (limit == null || last.isEmpty()) {
            return;
        }
        BigDecimal slip = last.get().multiply(SLIPPAGE).add(share.tick());
        BigDecimal farthest = intent.side() == Side.SELL
                ? last.get().subtract(slip).max(share.lowerBand())
                : last.get().add(slip).min(share.upperBand());
        if (limit.compareTo(farthest) * intent.side().sign() > 0) {
            broken(Invariant.M3, sent, intent, "leaves at " + limit + ", further than " + farthest);
        }
    }

    private boolean isSingle(ManagedOrder order) {
        return evidence.stored()
                .account(order.accountId())
                .filter(account -> account.exits() == Account.ExitMode.SINGLE)
                .isPresent();
    }

    /** True if a stop may become a limit: a fair or last price has reached it, a person leaves, or its target is reached. */
    private boolean isTriggered(LineLog.Sent sent, Intent intent, ManagedOrder order, BrokerOrder row, boolean single) {
        if (row.triggered() || CoverageChecks.isLeaving(order)) {
            return true;
        }
        int sign = intent.side().sign();
        Set<BigDecimal> own = stops.getOrDefault(order.id(), Set.of());
        boolean fairly = usable(sent, intent).stream()
                .map(price -> sign > 0 ? price.buy() : price.sell())
                .anyMatch(price -> own.stream().anyMatch(stop -> price.compareTo(stop) * sign >= 0));
        if (fairly) {
            return true;
        }
        BigDecimal target = order.terms().targetPrice();
        for (int back = 0; back <= LOOKED_BACK_SECONDS; back += 2) {
            BigDecimal last = evidence.market()
                    .paper()
                    .lastPrice(intent.instrument(), sent.startedAt().minusSeconds(back))
                    .orElse(null);
            if (last != null
                    && (own.stream().anyMatch(stop -> last.compareTo(stop) * sign >= 0)
                            || (single && target != null && last.compareTo(target) * sign <= 0))) {
                return true;
            }
        }
        return false;
    }

    private void broken(Invariant invariant, LineLog.Sent sent, Intent intent, String what) {
        evidence.broken(invariant, sent.accountId(), intent.orderId(), sent.kind() + " " + sent.tag() + " " + what);
    }
}
