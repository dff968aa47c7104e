package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** That nothing stands twice at the exchange: P1, P5 and I6 by its book. */
final class EntryChecks {
    private final Evidence evidence;
    private final Map<String, Long> byKey = new HashMap<>();

    EntryChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /** An order was stored for the first time, as the process has it. */
    void created(ManagedOrder order) {
        String key = order.userId() + "/" + order.terms().requestKey();
        Long known = byKey.putIfAbsent(key, order.id());
        if (known != null && known != order.id()) {
            evidence.broken(
                    Invariant.P5,
                    order.accountId(),
                    order.id(),
                    "request " + order.terms().requestKey() + " became order " + known + " and order " + order.id());
        }
    }

    void afterCycle(CycleView view) {
        view.truths().forEach(this::checkTags);
        for (ManagedOrder order : view.orders()) {
            check(order, view.truth(order).of(order.id()));
        }
    }

    private void checkTags(long account, Truth truth) {
        Set<String> seen = new HashSet<>();
        for (BrokerOrder row : truth.rows()) {
            if (!row.tag().isEmpty() && !seen.add(row.tag())) {
                evidence.broken(Invariant.P1, account, 0, "tag " + row.tag() + " stands twice in the book");
            }
        }
    }

    private void check(ManagedOrder order, Truth.Holding holding) {
        int units = holding.filled(LegKind.ENTRY) + holding.live(LegKind.ENTRY);
        if (units > order.terms().quantity()) {
            evidence.broken(
                    Invariant.P5,
                    order.accountId(),
                    order.id(),
                    units + " units entered or may, of " + order.terms().quantity());
        }
        Set<Sightings.Slice> slices = new HashSet<>();
        for (Truth.Row row : holding.rows()) {
            boolean live = row.order().state().isLive();
            Sightings.Slice slice = Sightings.Slice.of(row.intent());
            boolean believed = evidence.sightings().of(slice).stream().noneMatch(Sightings.Sighting::isAbsent);
            if (live && !slices.add(slice) && believed && !evidence.plan().isLax()) {
                evidence.broken(
                        Invariant.I6,
                        order.accountId(),
                        order.id(),
                        "two live orders of " + row.intent().leg() + " slice "
                                + row.intent().slice());
            }
        }
    }
}
