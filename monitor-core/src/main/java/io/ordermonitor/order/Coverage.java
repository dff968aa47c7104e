package io.ordermonitor.order;

import java.util.EnumSet;
import java.util.Set;

/** How much of what an order holds open has a live stop-loss, told from its broker orders alone. Pure. */
public final class Coverage {
    private Coverage() {}

    /** Open units, less those suspected gone, that no live stop-loss which the broker took covers; 0 if there are none. */
    public static int bare(ManagedOrder order) {
        return Math.max(0, ExitPlan.protectable(order) - covered(order));
    }

    /**
     * The same, where a stop-loss that is no more than queued does not count if those before it were refused, nor one
     * whose cancellation the broker took.
     */
    public static int unprotected(ManagedOrder order) {
        boolean onTrial = Verdict.isOnTrial(order);
        int staying = order.live(LegKind.SL).stream()
                .filter(sl -> sl.brokerOrderId() != null && sl.state() != LegState.CANCELLING)
                .filter(sl -> !onTrial || sl.state() != LegState.SENT)
                .mapToInt(LegOrder::remaining)
                .sum();
        return Math.max(0, ExitPlan.protectable(order) - staying);
    }

    /** Units that stop-losses cover which the broker took and which may still fill. */
    static int covered(ManagedOrder order) {
        return order.live(LegKind.SL).stream()
                .filter(sl -> sl.brokerOrderId() != null)
                .mapToInt(LegOrder::remaining)
                .sum();
    }

    /** True if a stop-loss has triggered and rests unfilled: whether that counts as protection is a cycle's to say. */
    private static boolean isStuck(ManagedOrder order) {
        return order.live(LegKind.SL).stream()
                .anyMatch(sl -> sl.triggered() && sl.type().isStop());
    }

    /**
     * The order's flags for a reader who looks between cycles: a cycle judges protection when it has placed it, and that
     * is stored by the cycle after. So {@code UNPROTECTED} is told from the broker orders, unless a flag gives the reason
     * for which a stop-loss waits.
     */
    public static Set<Flag> flagsNow(ManagedOrder order) {
        EnumSet<Flag> now = EnumSet.noneOf(Flag.class);
        now.addAll(order.flags());
        if (unprotected(order) == 0) {
            now.remove(Flag.WAITING_FOR_SESSION);
            if (!isStuck(order)) {
                now.remove(Flag.UNPROTECTED);
            }
        } else if (!now.contains(Flag.WAITING_FOR_SESSION) && !now.contains(Flag.SQUARING_OFF)) {
            now.add(Flag.UNPROTECTED);
        }
        return Set.copyOf(now);
    }
}
