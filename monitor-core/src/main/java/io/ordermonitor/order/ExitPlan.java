package io.ordermonitor.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The protection of an open position: what step 4 writes for one managed order, phase by phase. Pure; a caller works
 * one phase across all orders, then the next on what has become of them.
 */
public final class ExitPlan {
    private ExitPlan() {}

    /** The phases, in the order in which they are worked. */
    public enum Phase {
        DEDUPLICATE,
        CANCEL_EXITS,
        CANCEL_ENTRY,
        SHRINK,
        PLACE_STOPS,
        GROW_STOPS,
        AMEND,
        PLACE_TARGETS,
        FLATTEN;

        /** True for the phases that are worked past a cycle's deadline too: all but that of targets. */
        public boolean protects() {
            return this != PLACE_TARGETS;
        }
    }

    /** What a phase writes for an order; empty if nothing, or if the session or a pause lets no writes pass. */
    public static List<LegWrite> writes(Phase phase, ManagedOrder order, ExitContext context) {
        if (context.paused() || !context.market().session().takesExits() || order.state() == OrderState.FROZEN) {
            return List.of();
        }
        boolean placesOnly = context.bookOnly();
        return switch (phase) {
            case PLACE_STOPS -> placeStops(order, context);
            case GROW_STOPS -> growStops(order, context);
            case DEDUPLICATE -> placesOnly ? List.of() : deduplicate(order);
            case CANCEL_EXITS -> placesOnly ? List.of() : cancelExits(order, context);
            case CANCEL_ENTRY -> placesOnly ? List.of() : cancelEntry(order, context);
            case SHRINK -> placesOnly ? List.of() : shrink(order, context);
            case AMEND -> placesOnly ? List.of() : amend(order, context);
            case PLACE_TARGETS -> placesOnly ? List.of() : TargetPlan.writes(order, context);
            case FLATTEN -> placesOnly ? List.of() : FlattenPlan.writes(order, context);
        };
    }

    /** Units for which protection is placed or grown: open less what is suspected gone. */
    static int protectable(ManagedOrder order) {
        return Math.max(0, order.open() - order.suspected());
    }

    static int remaining(List<LegOrder> of) {
        return of.stream().mapToInt(LegOrder::remaining).sum();
    }

    private static List<LegWrite> deduplicate(ManagedOrder order) {
        List<LegWrite> writes = new ArrayList<>();
        for (LegKind kind : LegKind.values()) {
            List<LegOrder> live = order.live(kind);
            for (LegOrder leg : live) {
                boolean beaten = live.stream()
                        .anyMatch(other -> other.number() != leg.number()
                                && other.slice() == leg.slice()
                                && other.isWritable()
                                && (other.filled() > leg.filled()
                                        || (other.filled() == leg.filled() && other.number() < leg.number())));
                if (beaten && leg.isWritable()) {
                    writes.add(new LegWrite.Cancel(order.id(), leg.tag(), "duplicate.cancel"));
                }
            }
        }
        return writes;
    }

    private static List<LegWrite> cancelExits(ManagedOrder order, ExitContext context) {
        List<LegWrite> writes = new ArrayList<>();
        boolean leaving = order.exitRequested()
                || context.exits() == Account.ExitMode.SINGLE
                || order.live(LegKind.SL).stream().anyMatch(sl -> !sl.type().isStop())
                || StopFollowing.renewed(order, context.market(), context.settings())
                        .isPresent();
        boolean lacksMargin = protectable(order) > remaining(order.live(LegKind.SL)) && TargetPlan.givesWay(order);
        for (LegOrder leg : order.liveExits()) {
            if (!leg.isWritable()) {
                continue;
            }
            boolean over = leg.leg() == LegKind.FLATTEN ? order.open() >= 0 : order.open() <= 0;
            if (over) {
                writes.add(new LegWrite.Cancel(order.id(), leg.tag(), "exit.cancel-closed"));
            } else if (leaving && leg.leg() == LegKind.TP) {
                writes.add(new LegWrite.Cancel(order.id(), leg.tag(), "tp.cancel-exiting"));
            } else if (order.terms().targetPrice() == null && leg.leg() == LegKind.TP) {
                writes.add(new LegWrite.Cancel(order.id(), leg.tag(), "tp.cancel-removed"));
            } else if (lacksMargin && leg.leg() == LegKind.TP) {
                writes.add(new LegWrite.Cancel(order.id(), leg.tag(), "tp.cancel-margin"));
            }
        }
        return writes;
    }

    private static List<LegWrite> cancelEntry(ManagedOrder order, ExitContext context) {
        Market market = context.market();
        boolean expired = order.terms().validUntil() != null
                && !market.now().isBefore(order.terms().validUntil());
        boolean exited = order.exitFilled() > 0 || order.externalExit() > 0;
        boolean ends = order.entryEnded() || exited || expired || market.session() == WriteSession.SQUARING_OFF;
        if (!ends) {
            return List.of();
        }
        return order.live(LegKind.ENTRY).stream()
                .filter(LegOrder::isWritable)
                .<LegWrite>map(e -> new LegWrite.Cancel(order.id(), e.tag(), "entry.cancel-rest"))
                .toList();
    }

    /** What is open, or too many, goes to those that stay first: an order that is being cancelled needs nothing of it. */
    private static List<LegWrite> shrink(ManagedOrder order, ExitContext context) {
        List<LegWrite> writes = new ArrayList<>();
        for (LegKind kind : List.of(LegKind.SL, LegKind.TP, LegKind.FLATTEN)) {
            int capacity = kind == LegKind.FLATTEN ? FlattenPlan.left(order, context) : Math.max(0, order.open());
            List<LegOrder> legs = new ArrayList<>(bySlice(order.live(kind)));
            legs.sort(Comparator.comparing(LegOrder::isEnding));
            for (LegOrder leg : legs) {
                int keep = Math.min(leg.remaining(), capacity);
                capacity -= keep;
                if (keep < leg.remaining() && leg.isWritable()) {
                    writes.add(shrunk(order, leg, keep, context));
                }
            }
        }
        return writes;
    }

    private static LegWrite shrunk(ManagedOrder order, LegOrder leg, int keep, ExitContext context) {
        String rule = leg.leg().name().toLowerCase(Locale.ROOT) + ".shrink";
        return keep == 0
                ? new LegWrite.Cancel(order.id(), leg.tag(), rule)
                : change(order, leg, leg.terms().withQuantity(leg.filled() + keep), context, rule);
    }

    private static List<LegOrder> bySlice(List<LegOrder> legs) {
        return legs.stream()
                .sorted(Comparator.comparingInt(LegOrder::slice).thenComparingInt(LegOrder::number))
                .toList();
    }

    private static List<LegWrite> placeStops(ManagedOrder order, ExitContext context) {
        List<LegOrder> live = order.live(LegKind.SL);
        int missing = protectable(order) - remaining(live) - room(live, context);
        boolean blocked = live.stream().anyMatch(sl -> !sl.isWritable());
        if (missing <= 0
                || blocked
                || !(context.promptly() || Backoff.isDue(order, context.market().now()))
                || isSquaredOffByBroker(order, context)) {
            return List.of();
        }
        List<LegWrite> writes = new ArrayList<>();
        int slice = 0;
        for (int quantity : Slices.of(missing, context.market().instrument())) {
            slice = Slices.nextFree(live, slice);
            boolean exit = mustLeave(order, context);
            OrderTerms terms =
                    exit ? ExitTerms.leaving(order, quantity, context) : ExitTerms.waiting(order, quantity, context);
            String rule = terms.type().isStop() ? "sl.place" : "sl.exit";
            writes.add(new LegWrite.Place(
                    order.id(), LegKind.SL, slice, order.side().opposite(), terms, rule));
            slice++;
        }
        return writes;
    }

    private static List<LegWrite> growStops(ManagedOrder order, ExitContext context) {
        List<LegOrder> live = order.live(LegKind.SL);
        return grow(order, live, protectable(order) - remaining(live), context, "sl.grow");
    }

    /** What another slice may have grown by without an answer is not asked for once more. */
    static List<LegWrite> grow(ManagedOrder order, List<LegOrder> live, int missing, ExitContext context, String rule) {
        List<LegWrite> writes = new ArrayList<>();
        int left = missing - live.stream().mapToInt(LegOrder::unseenGrowth).sum();
        for (LegOrder leg : bySlice(live)) {
            int more = Math.min(left, room(List.of(leg), context));
            if (more > 0 && leg.isWritable()) {
                left -= more;
                writes.add(new LegWrite.Modify(
                        order.id(), leg.tag(), leg.terms().withQuantity(leg.quantity() + more), rule));
            }
        }
        return writes;
    }

    /** Units by which live orders may grow: up to the largest slice, if they take another modification. */
    static int room(List<LegOrder> live, ExitContext context) {
        int largest = context.market().instrument().largestSlice();
        return live.stream()
                .filter(leg -> context.mayModify(leg) && !leg.refusesToChange())
                .mapToInt(leg -> Math.max(0, largest - leg.quantity()))
                .sum();
    }

    /** True while the broker squares off and has taken a stop away that was not replaced since. */
    static boolean isSquaredOffByBroker(ManagedOrder order, ExitContext context) {
        List<LegOrder> stops = order.of(LegKind.SL);
        return context.market().session() == WriteSession.SQUARING_OFF
                && stops.stream().anyMatch(stop -> stop.isTakenAway() && !isReplaced(stop, stops));
    }

    private static boolean isReplaced(LegOrder gone, List<LegOrder> stops) {
        return stops.stream().anyMatch(stop -> stop.slice() == gone.slice() && stop.number() > gone.number());
    }

    private static boolean mustLeave(ManagedOrder order, ExitContext context) {
        Side exitSide = order.side().opposite();
        return order.exitRequested()
                || context.market().isBeyond(exitSide, order.terms().slStopPrice())
                || wasRefusedForTrigger(order, context);
    }

    /** What was said of another trigger, before an amendment, says nothing of this one. */
    private static boolean wasRefusedForTrigger(ManagedOrder order, ExitContext context) {
        List<LegOrder> stops = order.of(LegKind.SL);
        if (stops.isEmpty()) {
            return false;
        }
        LegOrder last = stops.get(stops.size() - 1);
        return last.state() == LegState.REJECTED
                && last.type().isStop()
                && ExitTerms.isOfThisStop(order, last, context)
                && last.reason().toLowerCase(Locale.ROOT).contains("trigger");
    }

    private static List<LegWrite> amend(ManagedOrder order, ExitContext context) {
        if (order.open() <= 0) {
            return List.of();
        }
        List<LegWrite> writes = new ArrayList<>();
        for (LegOrder leg : order.live(LegKind.SL)) {
            if (leg.isWritable()) {
                amended(order, leg, context).ifPresent(to -> {
                    String rule = to.type().isStop() ? "sl.amend" : "sl.exit";
                    writes.add(change(order, leg, to, context, order.exitRequested() ? "sl.exit-now" : rule));
                });
            }
        }
        return writes;
    }

    /** What a live stop should be changed to; empty if it is as it should be. */
    static Optional<OrderTerms> amended(ManagedOrder order, LegOrder leg, ExitContext context) {
        if (order.exitRequested() && (leg.type().isStop() || waitsForBetter(order, leg, context.market()))) {
            return Optional.of(ExitTerms.leaving(order, leg.quantity(), context));
        }
        OrderTerms stop = ExitTerms.stop(order, leg.quantity(), context);
        if (!leg.type().isStop() || leg.triggered() || leg.terms().matches(stop)) {
            return Optional.empty();
        }
        boolean beyond =
                context.market().isBeyond(order.side().opposite(), order.terms().slStopPrice());
        return Optional.of(beyond ? ExitTerms.leaving(order, leg.quantity(), context) : stop);
    }

    /** True for a limit that the market has yet to reach, as that of a target: nobody who leaves waits for it. */
    private static boolean waitsForBetter(ManagedOrder order, LegOrder leg, Market market) {
        BigDecimal limit = leg.limitPrice();
        BigDecimal last = market.last();
        return leg.type() == OrderType.LIMIT
                && limit != null
                && last != null
                && limit.compareTo(last) * order.side().sign() > 0;
    }

    /**
     * What cannot wait is done with what is kept back too; beyond the cap the leg is placed anew, and so it is for who
     * wants to leave and whose broker has refused the change.
     */
    private static LegWrite change(ManagedOrder order, LegOrder leg, OrderTerms to, ExitContext context, String rule) {
        boolean refused = order.exitRequested() && leg.refusesToChange();
        return context.canModify(leg) && !refused
                ? new LegWrite.Modify(order.id(), leg.tag(), to, rule)
                : renew(order, leg);
    }

    /** Its cancellation, after which it is placed anew: it takes no modification any more. */
    static LegWrite renew(ManagedOrder order, LegOrder leg) {
        return new LegWrite.Cancel(order.id(), leg.tag(), leg.leg() == LegKind.SL ? "sl.renew" : "tp.renew");
    }
}
