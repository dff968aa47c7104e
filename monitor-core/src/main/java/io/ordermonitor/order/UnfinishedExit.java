package io.ordermonitor.order;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An exit that is not as it should be when a cycle looks, and of which the cycle expects that it will be by the next one.
 * Pure.
 *
 * @param what how it stands, for a person
 * @param wanted the stop that it should be; null if it should settle, leave or be gone
 */
public record UnfinishedExit(String what, @Nullable OrderTerms wanted) {
    /** How a live exit stands before anything is written for it; empty if it is as it should be, or nothing is tried. */
    public static Optional<UnfinishedExit> of(ManagedOrder order, LegOrder leg, ExitContext context) {
        if (!leg.isWritable()) {
            return Optional.of(new UnfinishedExit(
                    "is " + leg.state()
                            + (leg.pending() == null
                                    ? ""
                                    : ", a " + leg.pending().kind() + " unanswered")
                            + ", and nothing is written to it before that ends",
                    null));
        }
        if (context.paused() || context.bookOnly()) {
            return Optional.empty();
        }
        boolean isOver = leg.leg() == LegKind.FLATTEN ? order.open() >= 0 : order.open() <= 0;
        if (isOver) {
            return Optional.of(new UnfinishedExit("rests though nothing is open for it, and does not go away", null));
        }
        // What the broker refuses to change is told otherwise.
        if (leg.leg() != LegKind.SL || leg.refusesToChange()) {
            return Optional.empty();
        }
        return ExitPlan.amended(order, leg, context)
                .map(to -> order.exitRequested()
                        ? new UnfinishedExit(
                                "was to leave at the market and rests as " + StuckStops.said(leg.terms()), null)
                        : new UnfinishedExit(
                                "rests as " + StuckStops.said(leg.terms()) + " and should be " + StuckStops.said(to),
                                to));
    }
}
