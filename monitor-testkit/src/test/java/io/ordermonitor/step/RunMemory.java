package io.ordermonitor.step;

import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold from one cycle of a run to the next. */
final class RunMemory {
    private final Map<String, Integer> filled = new HashMap<>();

    List<String> compare(CycleBench bench, RandomMischief mischief) {
        List<String> broken = new ArrayList<>();
        int external = 0;
        for (ManagedOrder order : bench.desk().orders()) {
            external += order.externalExit();
            for (LegOrder leg : order.legOrders()) {
                int before = filled.merge(leg.tag(), leg.filled(), Math::max);
                if (leg.filled() < before) {
                    broken.add(leg.tag() + ": filled fell from " + before + " to " + leg.filled());
                }
            }
        }
        if (external > mischief.soldByHand() && !mischief.hidFills()) {
            broken.add(external + " units are booked as closed outside, " + mischief.soldByHand() + " were");
        }
        return broken;
    }
}
