package io.ordermonitor.order;

import java.util.Optional;

/**
 * Stop-losses that rest as they should not, for the broker refuses to change them: they protect, but not as wanted, and
 * only a person can mend that. Pure.
 */
public final class StuckStops {
    private StuckStops() {}

    /**
     * The alarm about an order's stop that was refused in an earlier cycle and is still not as wanted, whether or not it
     * may be tried again in this one; empty if there is none.
     */
    public static Optional<Finding> finding(ManagedOrder order, ExitContext context) {
        if (order.open() <= 0) {
            return Optional.empty();
        }
        for (LegOrder leg : order.live(LegKind.SL)) {
            Optional<OrderTerms> wanted = wanted(order, leg, context);
            if (wanted.isPresent() && isRefusedBefore(leg, context)) {
                String what = "Order " + order.id() + ", account " + order.accountId()
                        + ": the broker refused to change its stop-loss (" + leg.reason() + "). ";
                return Optional.of(Finding.alarm(
                        4, order.accountId(), order.id(), Code.ORDER_REFUSED, what + said(leg, wanted.get())));
            }
        }
        return Optional.empty();
    }

    /** What is said of a stop that rests otherwise than wanted. */
    public static String said(LegOrder leg, OrderTerms wanted) {
        return "It rests as it was (" + said(leg.terms()) + "). Wanted: " + said(wanted)
                + ". Change it at the broker if trying again does not help.";
    }

    /** The first refusal may be that of a stop which is just filling: the next read tells. */
    private static boolean isRefusedBefore(LegOrder leg, ExitContext context) {
        return leg.refusesToChange()
                && (leg.pending() != null
                        || leg.writeEndedAt().isBefore(context.market().now()));
    }

    private static Optional<OrderTerms> wanted(ManagedOrder order, LegOrder leg, ExitContext context) {
        int most = leg.filled() + order.open();
        return ExitPlan.amended(order, leg, context)
                .or(() -> leg.quantity() > most ? Optional.of(leg.terms().withQuantity(most)) : Optional.empty());
    }

    static String said(OrderTerms terms) {
        String trigger = terms.triggerPrice() == null
                ? ""
                : ", trigger " + terms.triggerPrice().toPlainString();
        String limit = terms.limitPrice() == null
                ? ""
                : ", limit " + terms.limitPrice().toPlainString();
        return terms.type() + " " + terms.quantity() + trigger + limit;
    }
}
