package io.ordermonitor.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Step 5's decision: an entry that waits for its trigger while the fair price is already beyond it would be left
 * behind, and is modified to a limit at the fair price; once converted it is followed toward the market, within the
 * same cap. Pure.
 */
public final class EntryFollowing {
    private EntryFollowing() {}

    /**
     * What was decided for one entry.
     *
     * @param writes what to send
     * @param tooFar why it is not followed though its condition holds; empty if it is, or does not
     */
    public record Decision(List<LegWrite> writes, Optional<String> tooFar) {
        static final Decision NOTHING = new Decision(List.of(), Optional.empty());
    }

    /** Decides for the entry of one order. */
    public static Decision decide(ManagedOrder order, Market market, OrderSettings settings, int modifyCap) {
        BigDecimal stop = order.terms().entryStopPrice();
        boolean may = market.session() == WriteSession.OPEN
                && !order.entryEnded()
                && order.state() != OrderState.FROZEN
                && stop != null;
        Optional<BigDecimal> fair = market.usableFair(order.side(), settings);
        if (!may || stop == null || fair.isEmpty() || !isReached(order.side(), fair.get(), stop)) {
            return Decision.NOTHING;
        }
        BigDecimal cap = cap(order.side(), stop, settings);
        if (isBeyond(order.side(), fair.get(), cap)) {
            return new Decision(
                    List.of(),
                    Optional.of("the fair price " + fair.get().toPlainString() + " is beyond " + cap.toPlainString()
                            + ", the farthest that entry is followed"));
        }
        BigDecimal limit = market.instrument().clamp(market.instrument().tickPassive(order.side(), fair.get()));
        List<LegWrite> writes = new ArrayList<>();
        for (LegOrder entry : order.live(LegKind.ENTRY)) {
            if (entry.isWritable() && entry.mayBeModified(modifyCap) && moves(order.side(), entry, limit, market)) {
                writes.add(new LegWrite.Modify(
                        order.id(),
                        entry.tag(),
                        OrderTerms.limit(entry.quantity(), limit),
                        entry.type().isStop() ? "entry.convert" : "entry.follow"));
            }
        }
        return new Decision(writes, Optional.empty());
    }

    /** True if an entry of the order was converted and is being followed. */
    public static boolean isChasing(ManagedOrder order) {
        return order.terms().entryType() == OrderType.STOPLIMIT
                && order.live(LegKind.ENTRY).stream().anyMatch(e -> e.type() == OrderType.LIMIT);
    }

    private static boolean isReached(Side side, BigDecimal fair, BigDecimal stop) {
        return side == Side.BUY ? fair.compareTo(stop) >= 0 : fair.compareTo(stop) <= 0;
    }

    private static boolean isBeyond(Side side, BigDecimal fair, BigDecimal cap) {
        return side == Side.BUY ? fair.compareTo(cap) > 0 : fair.compareTo(cap) < 0;
    }

    private static BigDecimal cap(Side side, BigDecimal stop, OrderSettings settings) {
        BigDecimal far = stop.multiply(settings.maxChase()).setScale(4, RoundingMode.HALF_UP);
        return side == Side.BUY ? stop.add(far) : stop.subtract(far);
    }

    /** A stop that waits is converted; a triggered or converted one moves toward the market only, by a tick or more. */
    private static boolean moves(Side side, LegOrder entry, BigDecimal limit, Market market) {
        if (entry.type().isStop()) {
            return !entry.triggered();
        }
        BigDecimal now = entry.limitPrice();
        if (now == null) {
            return false;
        }
        BigDecimal step = limit.subtract(now).multiply(BigDecimal.valueOf(side.sign()));
        return step.compareTo(market.instrument().tick()) >= 0;
    }
}
