package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Code;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** That a day comes to rest at what the exchange has: C1, C2 and C4. */
final class ConvergenceChecks {
    private final Evidence evidence;
    private final Map<Long, ManagedOrder> atSilence = new HashMap<>();
    private int writesBefore;

    ConvergenceChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /** From now on nothing may be written, to a broker or to the database. */
    void beginSilence(List<ManagedOrder> orders) {
        writesBefore = evidence.log().count();
        orders.forEach(order -> atSilence.put(order.id(), order));
    }

    void atEnd(List<ManagedOrder> orders, Map<Long, Truth> truths) {
        Set<Long> tried = new HashSet<>();
        orders.stream().filter(order -> order.has(Flag.UNPROTECTED)).forEach(order -> tried.add(order.id()));
        for (LineLog.Sent sent : evidence.log().since(writesBefore)) {
            long order =
                    evidence.ledger().placement(sent.tag()).map(Intent::orderId).orElse(0L);
            if (!tried.contains(order)) {
                evidence.broken(
                        Invariant.C1, sent.accountId(), order, "in a quiet world " + sent.kind() + " " + sent.ask());
            }
        }
        for (ManagedOrder order : orders) {
            ManagedOrder was = atSilence.get(order.id());
            if (was != null && was.version() != order.version() && !tried.contains(order.id())) {
                evidence.broken(
                        Invariant.C1,
                        order.accountId(),
                        order.id(),
                        "in a quiet world it was stored " + (order.version() - was.version()) + " times");
            }
            Truth truth = truths.get(order.accountId());
            if (truth != null) {
                check(order, truth.of(order.id()));
            }
        }
        checkIntents(orders);
        evidence.stored().unsettled().stream()
                .findFirst()
                .ifPresent(intent ->
                        evidence.broken(Invariant.C4, intent.accountId(), intent.orderId(), "unsettled " + intent));
    }

    /** What a cycle that broke off had planned and did not record is not stored. */
    private void checkIntents(List<ManagedOrder> orders) {
        Set<String> recorded = new HashSet<>();
        evidence.stored().intents().forEach(intent -> recorded.add(intent.tag()));
        for (ManagedOrder order : orders) {
            order.legOrders().stream()
                    .filter(leg -> !recorded.contains(leg.tag()))
                    .forEach(leg -> evidence.broken(
                            Invariant.C4, order.accountId(), order.id(), leg.tag() + " is stored without an intent"));
        }
    }

    /** It froze, since its exits had filled too much overnight, and a person said that it holds nothing. */
    private boolean isSettledByHand(ManagedOrder order, Truth.Holding holding) {
        return holding.open() < 0
                && order.open() == 0
                && evidence.alarms().isRaised(order.accountId(), order.id(), Code.FROZEN, Instant.EPOCH);
    }

    private void check(ManagedOrder order, Truth.Holding holding) {
        if (order.isAnythingUnknown()) {
            evidence.broken(Invariant.C4, order.accountId(), order.id(), "something is still unknown");
            return;
        }
        int open = holding.open() + evidence.unseenOvernight(order, holding) - order.externalExit();
        if (open != order.open() && !isSettledByHand(order, holding)) {
            evidence.broken(
                    Invariant.C2,
                    order.accountId(),
                    order.id(),
                    "stored open " + order.open() + ", at the exchange " + holding.open() + " less "
                            + order.externalExit());
        }
    }
}
