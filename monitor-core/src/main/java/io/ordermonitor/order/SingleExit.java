package io.ordermonitor.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Step 6's decision for accounts that run {@code exits: single}: only the stop-loss rests; it becomes a limit at the
 * target when the last price has reached that, and a stop again when the next read shows it unfilled below. Pure.
 */
public final class SingleExit {
    /** How often a day a stop-loss may be turned into the target. */
    public static final int TURNS_A_DAY = 2;

    /** The rule by which a stop-loss becomes the target. */
    public static final String TO_TARGET = "sl.to-target";

    private SingleExit() {}

    /**
     * What was decided.
     *
     * @param isClaimed true if the stop-losses are to be left to this decision alone
     * @param writes what to send
     * @param turned true if a stop-loss is turned into the target
     */
    public record Decision(boolean isClaimed, List<LegWrite> writes, boolean turned) {
        static final Decision NOT_CLAIMED = new Decision(false, List.of(), false);

        public Decision {
            writes = List.copyOf(writes);
        }
    }

    /**
     * Decides for the stop-losses of one order.
     *
     * @param turnsLeft asked only if the target is reached: how often the order may yet be turned into its target today
     */
    public static Decision decide(ManagedOrder order, Market market, int modifyCap, IntSupplier turnsLeft) {
        BigDecimal target = order.terms().targetPrice();
        boolean may = market.session().takesExits()
                && order.open() > 0
                && order.state() != OrderState.FROZEN
                && !order.exitRequested();
        if (!may || target == null || StopFollowing.isBeyond(order, market)) {
            return Decision.NOT_CLAIMED;
        }
        boolean reached = market.isBeyond(order.side(), target);
        boolean mayTurn = reached && turnsLeft.getAsInt() > 0;
        List<LegWrite> writes = new ArrayList<>();
        boolean claimed = false;
        boolean turned = false;
        for (LegOrder stop : order.live(LegKind.SL)) {
            boolean atTarget = isAtTarget(order, stop);
            boolean turns = mayTurn && stop.type().isStop() && !stop.triggered();
            claimed |= atTarget || turns;
            if (!stop.isWritable()) {
                continue;
            }
            if (turns && stop.mayBeModified(modifyCap)) {
                OrderTerms to = OrderTerms.limit(stop.quantity(), limit(order, market, target));
                writes.add(new LegWrite.Modify(order.id(), stop.tag(), to, TO_TARGET));
                turned = true;
            } else if (atTarget && !reached) {
                writes.add(back(order, stop, market, modifyCap));
            }
        }
        return claimed ? new Decision(true, writes, turned) : Decision.NOT_CLAIMED;
    }

    /** A limit on the winning side of the stop-loss is the target; an exit at the market lies on the losing side. */
    private static boolean isAtTarget(ManagedOrder order, LegOrder stop) {
        BigDecimal limit = stop.limitPrice();
        return stop.type() == OrderType.LIMIT
                && limit != null
                && limit.compareTo(order.terms().slStopPrice()) * order.side().sign() > 0;
    }

    private static BigDecimal limit(ManagedOrder order, Market market, BigDecimal target) {
        Instrument instrument = market.instrument();
        return instrument.clamp(instrument.tickPassive(order.side().opposite(), target));
    }

    private static LegWrite back(ManagedOrder order, LegOrder stop, Market market, int modifyCap) {
        OrderTerms to = ExitTerms.stop(order, stop.quantity(), market.instrument());
        return stop.modifications() < modifyCap
                ? new LegWrite.Modify(order.id(), stop.tag(), to, "sl.back-to-stop")
                : new LegWrite.Cancel(order.id(), stop.tag(), "sl.renew");
    }
}
