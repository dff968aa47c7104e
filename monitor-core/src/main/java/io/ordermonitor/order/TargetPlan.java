package io.ordermonitor.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The take-profit leg: last of all, and only for units whose stop-loss the broker has taken. */
final class TargetPlan {
    private TargetPlan() {}

    static List<LegWrite> writes(ManagedOrder order, ExitContext context) {
        BigDecimal target = order.terms().targetPrice();
        int wanted = Math.min(ExitPlan.protectable(order), stopped(order, context));
        if (target == null || wanted <= 0 || isBarred(order, context)) {
            return List.of();
        }
        List<LegOrder> live = order.live(LegKind.TP);
        if (live.stream().anyMatch(tp -> !tp.isWritable())) {
            return List.of();
        }
        Instrument instrument = context.market().instrument();
        BigDecimal limit = instrument.clamp(instrument.tickPassive(order.side().opposite(), target));
        List<LegWrite> amended = amend(order, live, limit, context);
        if (!amended.isEmpty()) {
            return amended;
        }
        int missing = wanted - ExitPlan.remaining(live);
        int growth = Math.min(missing, ExitPlan.room(live, context));
        List<LegWrite> writes = new ArrayList<>(ExitPlan.grow(order, live, growth, context, "tp.grow"));
        int slice = 0;
        for (int quantity : Slices.of(missing - Math.max(0, growth), instrument)) {
            slice = Slices.nextFree(live, slice);
            writes.add(new LegWrite.Place(
                    order.id(),
                    LegKind.TP,
                    slice,
                    order.side().opposite(),
                    OrderTerms.limit(quantity, limit),
                    "tp.place"));
            slice++;
        }
        return writes;
    }

    private static List<LegWrite> amend(
            ManagedOrder order, List<LegOrder> live, BigDecimal limit, ExitContext context) {
        List<LegWrite> writes = new ArrayList<>();
        for (LegOrder tp : live) {
            OrderTerms to = OrderTerms.limit(tp.quantity(), limit);
            if (!tp.terms().matches(to)) {
                writes.add(
                        context.mayModify(tp)
                                ? new LegWrite.Modify(order.id(), tp.tag(), to, "tp.amend")
                                : ExitPlan.renew(order, tp));
            }
        }
        return writes;
    }

    /** Units whose stop rests or was taken by the broker; on an account that is only observed, would have been sent. */
    private static int stopped(ManagedOrder order, ExitContext context) {
        if (context.observed() && order.live(LegKind.SL).isEmpty()) {
            return observed(order);
        }
        return order.live(LegKind.SL).stream()
                .filter(sl -> sl.type().isStop() && sl.state() != LegState.UNKNOWN && sl.state() != LegState.CANCELLING)
                .mapToInt(LegOrder::remaining)
                .sum();
    }

    private static int observed(ManagedOrder order) {
        Map<Integer, LegOrder> newest = new HashMap<>();
        order.of(LegKind.SL).forEach(sl -> newest.put(sl.slice(), sl));
        return newest.values().stream()
                .filter(sl -> sl.isWouldSend() && sl.type().isStop())
                .mapToInt(LegOrder::quantity)
                .sum();
    }

    /**
     * True if it has a target and the broker refused a stop-loss for want of margin since one last ended with its day:
     * such a broker may count a target as a position of its own, and the stop goes before it.
     */
    static boolean givesWay(ManagedOrder order) {
        if (order.terms().targetPrice() == null) {
            return false;
        }
        boolean lacking = false;
        for (LegOrder stop : order.of(LegKind.SL)) {
            boolean refused = stop.state() == LegState.REJECTED || stop.refusesToChange();
            lacking = stop.state() != LegState.EXPIRED
                    && (lacking || (refused && RejectionClass.of(stop.reason()) == RejectionClass.MARGIN));
        }
        return lacking;
    }

    private static boolean isBarred(ManagedOrder order, ExitContext context) {
        boolean leaving = order.exitRequested()
                || order.live(LegKind.SL).stream().anyMatch(sl -> !sl.type().isStop() || sl.triggered());
        boolean givenUp =
                order.of(LegKind.TP).stream().anyMatch(tp -> tp.state() == LegState.REJECTED || tp.isGivenUp());
        return leaving
                || givenUp
                || givesWay(order)
                || context.exits() == Account.ExitMode.SINGLE
                || context.market().session() == WriteSession.SQUARING_OFF;
    }
}
