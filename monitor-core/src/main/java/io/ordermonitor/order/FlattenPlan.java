package io.ordermonitor.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Closes, once, what exits filled beyond their entry; what never left the monitor does not count as once. */
final class FlattenPlan {
    private FlattenPlan() {}

    static List<LegWrite> writes(ManagedOrder order, ExitContext context) {
        int excess =
                Math.min(left(order, context), -context.net() * order.side().sign());
        if (excess <= 0
                || !context.settings().flattenWrongSign()
                || !order.of(LegKind.FLATTEN).stream().allMatch(FlattenPlan::wasNeverSent)) {
            return List.of();
        }
        Optional<BigDecimal> limit = context.market().exitLimit(order.side(), context.settings());
        if (limit.isEmpty()) {
            return List.of();
        }
        List<LegWrite> writes = new ArrayList<>();
        int slice = 0;
        for (int quantity : Slices.of(excess, context.market().instrument())) {
            writes.add(new LegWrite.Place(
                    order.id(),
                    LegKind.FLATTEN,
                    slice,
                    order.side(),
                    OrderTerms.limit(quantity, limit.get()),
                    "flatten"));
            slice++;
        }
        return writes;
    }

    /** Units that are too many by the order book: what others have made up for is no excess any more. */
    static int left(ManagedOrder order, ExitContext context) {
        return Math.max(0, -order.open() - context.madeUp());
    }

    /** True if what could be flattened has been: it is done once. */
    static boolean isSpent(ManagedOrder order) {
        return order.live(LegKind.FLATTEN).isEmpty()
                && !order.of(LegKind.FLATTEN).stream().allMatch(FlattenPlan::wasNeverSent);
    }

    private static boolean wasNeverSent(LegOrder leg) {
        return leg.isNotSent() || leg.isWouldSend();
    }
}
