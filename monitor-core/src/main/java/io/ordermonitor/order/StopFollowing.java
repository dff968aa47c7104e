package io.ordermonitor.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Step 6's decision: a stop-loss that should have filled is modified to a limit at the fair price, or beyond the last
 * price where no fair price is usable; it never goes back to a stop. Pure.
 */
public final class StopFollowing {
    private StopFollowing() {}

    /**
     * Decides for the stop-losses of one order.
     *
     * @param beyondBefore true if the last price was at or beyond the stop in the read before this one too
     */
    public static List<LegWrite> decide(
            ManagedOrder order, Market market, OrderSettings settings, int modifyCap, boolean beyondBefore) {
        if (!market.session().takesExits() || order.open() <= 0 || order.state() == OrderState.FROZEN) {
            return List.of();
        }
        List<LegWrite> writes = new ArrayList<>();
        for (LegOrder stop : order.live(LegKind.SL)) {
            Optional<BigDecimal> limit =
                    stop.isWritable() ? limitFor(order, stop, market, settings, beyondBefore) : Optional.empty();
            if (limit.isEmpty() || !isNews(order, stop, limit.get(), market)) {
                continue;
            }
            boolean capped = !stop.mayBeModified(modifyCap) || stop.refusesToChange();
            writes.add(
                    capped
                            ? new LegWrite.Cancel(order.id(), stop.tag(), "sl.renew")
                            : new LegWrite.Modify(
                                    order.id(),
                                    stop.tag(),
                                    OrderTerms.limit(stop.quantity(), limit.get()),
                                    stop.type().isStop() ? "sl.convert" : "sl.follow"));
        }
        return writes;
    }

    /**
     * The limit at which a stop-loss that was cancelled to be renewed is placed at once: what it would be modified to;
     * empty if it is to wait as a stop again.
     */
    static Optional<BigDecimal> renewed(ManagedOrder order, Market market, OrderSettings settings) {
        List<LegOrder> stops = order.of(LegKind.SL);
        Side exitSide = order.side().opposite();
        Optional<LegOrder> last = stops.isEmpty() ? Optional.empty() : Optional.of(stops.get(stops.size() - 1));
        return last.filter(leg -> leg.state() == LegState.CANCELLED && leg.note() == LegNote.CANCELLED_BY_US)
                .flatMap(leg -> market.usableFair(exitSide, settings)
                        .filter(fair -> isReached(exitSide, fair, order.terms().slStopPrice()))
                        .map(fair -> atFair(exitSide, leg, fair, market, settings)));
    }

    /** True if the last price is at or beyond the order's stop. */
    public static boolean isBeyond(ManagedOrder order, Market market) {
        return market.isBeyond(order.side().opposite(), order.terms().slStopPrice());
    }

    private static Optional<BigDecimal> limitFor(
            ManagedOrder order, LegOrder stop, Market market, OrderSettings settings, boolean beyondBefore) {
        Side exitSide = order.side().opposite();
        Optional<BigDecimal> fair = market.usableFair(exitSide, settings);
        if (fair.isPresent() && isReached(exitSide, fair.get(), order.terms().slStopPrice())) {
            return Optional.of(atFair(exitSide, stop, fair.get(), market, settings));
        }
        boolean jumped = stop.triggered() && stop.type() == OrderType.STOPLIMIT && isOutOfReach(exitSide, stop, market);
        boolean stuck = !stop.type().isStop() && isOutOfReach(exitSide, stop, market);
        boolean late = stop.type().isStop() && beyondBefore && isBeyond(order, market);
        return jumped || stuck || late ? market.exitLimit(exitSide, settings) : Optional.empty();
    }

    private static boolean isReached(Side exitSide, BigDecimal fair, BigDecimal stopPrice) {
        return exitSide == Side.SELL ? fair.compareTo(stopPrice) <= 0 : fair.compareTo(stopPrice) >= 0;
    }

    /** The market has left the limit behind: a sell limit above the last price, a buy limit below it. */
    private static boolean isOutOfReach(Side exitSide, LegOrder stop, Market market) {
        BigDecimal limit = stop.limitPrice();
        BigDecimal last = market.last();
        if (limit == null || last == null) {
            return false;
        }
        return exitSide == Side.SELL ? last.compareTo(limit) < 0 : last.compareTo(limit) > 0;
    }

    private static BigDecimal atFair(
            Side exitSide, LegOrder stop, BigDecimal fair, Market market, OrderSettings settings) {
        Instrument instrument = market.instrument();
        BigDecimal price = fair;
        BigDecimal current = stop.limitPrice();
        if (!stop.type().isStop() && current != null) {
            price = exitSide == Side.SELL ? price.min(current) : price.max(current);
        }
        BigDecimal rounded = instrument.tickAggressive(exitSide, price);
        Optional<BigDecimal> farthest = market.exitLimit(exitSide, settings);
        if (farthest.isPresent()) {
            rounded = exitSide == Side.SELL ? rounded.max(farthest.get()) : rounded.min(farthest.get());
        }
        return market.clamp(rounded);
    }

    /** A stop becomes a limit; a limit moves only toward the market, by a tick or more. */
    private static boolean isNews(ManagedOrder order, LegOrder stop, BigDecimal limit, Market market) {
        BigDecimal current = stop.limitPrice();
        if (stop.type().isStop() || current == null) {
            return true;
        }
        BigDecimal step =
                current.subtract(limit).multiply(BigDecimal.valueOf(order.side().sign()));
        return step.compareTo(market.instrument().tick()) >= 0;
    }
}
