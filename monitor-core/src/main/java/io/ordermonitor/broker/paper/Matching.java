package io.ordermonitor.broker.paper;

import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How orders fill.
 *
 * <ul>
 *   <li>A resting order with a limit fills at its limit when a print touches or passes the limit.
 *   <li>An order that could trade at once when it arrives, by placement or modification, fills at the last print's
 *       price, and a stop whose trigger that print has reached triggers; a STOPLIMIT that triggers arrives at the print
 *       that triggers it.
 *   <li>MARKET, and STOPMARKET once triggered, fill at the price of the last print, then of each that follows.
 *   <li>A SELL stop triggers at a print at or below its trigger, a BUY stop at one at or above it. If the print has
 *       jumped over the limit of a STOPLIMIT, the order rests there, triggered.
 *   <li>From one print an order takes at most its share of the volume, in whole lots, but at least one lot; orders do
 *       not take from each other, so that one account's outcome does not hang on another's.
 * </ul>
 *
 * A pure function of order and prints.
 */
final class Matching {
    private final BigDecimal share;

    Matching(BigDecimal share) {
        this.share = share;
    }

    /** An order after prints, and what it filled. */
    record Outcome(PaperOrder order, List<PaperFill> fills) {}

    /** Takes a live order through prints, oldest first. */
    Outcome follow(PaperOrder order, List<Print> prints, int lot) {
        List<PaperFill> fills = new ArrayList<>();
        PaperOrder now = order;
        for (Print print : prints) {
            if (!now.isLive()) {
                break;
            }
            boolean triggers = now.isWaiting() && crosses(now, print.price());
            if (triggers) {
                now = now.withTrigger(print.at());
            }
            if (!now.isWaiting()) {
                now = take(now, print, triggers, print.at(), lot, fills);
            }
        }
        return new Outcome(now, fills);
    }

    /** Lets a live order meet the last print when it arrives at the exchange. */
    Outcome arrive(PaperOrder order, Print last, Instant at, int lot) {
        List<PaperFill> fills = new ArrayList<>();
        PaperOrder now = order.isWaiting() && crosses(order, last.price()) ? order.withTrigger(at) : order;
        if (!now.isLive() || now.isWaiting() || last.at().equals(now.drawnAt())) {
            return new Outcome(now, fills);
        }
        return new Outcome(take(now, last, true, at, lot, fills), fills);
    }

    private PaperOrder take(
            PaperOrder order, Print print, boolean arriving, Instant at, int lot, List<PaperFill> fills) {
        BigDecimal price = print.price();
        BigDecimal limit = order.terms().limitPrice();
        if (limit != null) {
            int beyond = price.compareTo(limit) * order.side().sign();
            if (beyond > 0) {
                return order;
            }
            price = arriving ? price : limit;
        }
        PaperFill fill = order.fill(Math.min(order.remaining(), units(print, lot)), price, at);
        fills.add(fill);
        return order.withFill(fill, print.at());
    }

    private int units(Print print, int lot) {
        BigDecimal most = BigDecimal.valueOf(print.volume()).multiply(share).setScale(0, RoundingMode.FLOOR);
        int units = most.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
        return Math.max(lot, units / lot * lot);
    }

    private static boolean crosses(PaperOrder order, BigDecimal price) {
        BigDecimal trigger = order.terms().triggerPrice();
        if (trigger == null) {
            return false;
        }
        return order.side() == Side.BUY ? price.compareTo(trigger) >= 0 : price.compareTo(trigger) <= 0;
    }
}
