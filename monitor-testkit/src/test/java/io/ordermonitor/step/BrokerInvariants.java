package io.ordermonitor.step;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.FakeBroker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold at the brokers, whatever went wrong; each broken rule is a sentence. */
final class BrokerInvariants {
    private final CycleBench bench;
    private final List<String> broken = new ArrayList<>();

    private BrokerInvariants(CycleBench bench) {
        this.bench = bench;
    }

    /** What must hold at every instant. */
    static List<String> always(CycleBench bench, List<Long> accounts) {
        BrokerInvariants check = new BrokerInvariants(bench);
        accounts.forEach(check::tagsAreUsedOnce);
        accounts.forEach(check::placementsHaveIntents);
        bench.desk().orders().forEach(check::entryIsNotDoubled);
        return check.broken;
    }

    /** What must hold besides after a cycle that found nothing and left nothing open. */
    static List<String> afterCleanCycle(CycleBench bench, List<Long> accounts) {
        BrokerInvariants check = new BrokerInvariants(bench);
        bench.desk().orders().stream()
                .filter(order -> accounts.contains(order.accountId()))
                .forEach(check::isProtected);
        check.writesAreSettled();
        return check.broken;
    }

    private void writesAreSettled() {
        Set<String> pending = new HashSet<>();
        for (ManagedOrder order : bench.desk().orders()) {
            for (LegOrder leg : order.legOrders()) {
                if (leg.pending() != null) {
                    pending.add(leg.tag());
                }
            }
        }
        for (Intent intent : bench.memory.unsettled()) {
            if (!pending.contains(intent.tag())) {
                broken.add(intent.kind() + " of " + intent.tag() + " is not settled, its leg is");
            }
        }
    }

    private void tagsAreUsedOnce(long account) {
        Set<String> seen = new HashSet<>();
        for (BrokerOrder row : bench.brokers.of(account).rows()) {
            if (!row.tag().isEmpty() && !seen.add(row.tag())) {
                broken.add("account " + account + ": tag " + row.tag() + " reached the broker twice");
            }
        }
    }

    private void placementsHaveIntents(long account) {
        Set<String> recorded = new HashSet<>();
        for (Intent intent : bench.memory.intents()) {
            if (intent.kind() == WriteKind.PLACE) {
                recorded.add(intent.tag());
            }
        }
        for (BrokerCall call : bench.brokers.of(account).calls(BrokerCall.Kind.PLACE)) {
            if (!recorded.contains(call.tag())) {
                broken.add("account " + account + ": " + call.tag() + " was sent without a committed intent");
            }
        }
    }

    private void entryIsNotDoubled(ManagedOrder order) {
        FakeBroker broker = bench.brokers.of(order.accountId());
        int units = 0;
        for (LegOrder leg : order.of(LegKind.ENTRY)) {
            units += broker.rows().stream()
                    .filter(row -> row.tag().equals(leg.tag()))
                    .mapToInt(row -> row.filled() + row.remaining())
                    .sum();
        }
        if (units > order.terms().quantity()) {
            broken.add("order " + order.id() + ": entries of " + units + " units are at the broker");
        }
    }

    private void isProtected(ManagedOrder order) {
        FakeBroker broker = bench.brokers.of(order.accountId());
        Map<LegKind, Integer> live = new HashMap<>();
        Set<String> slices = new HashSet<>();
        for (LegOrder leg : order.legOrders()) {
            Optional<BrokerOrder> row = broker.rows().stream()
                    .filter(r -> r.tag().equals(leg.tag()) || r.brokerOrderId().equals(leg.brokerOrderId()))
                    .findFirst();
            if (row.isPresent() && row.get().state().isLive()) {
                live.merge(leg.leg(), row.get().remaining(), Integer::sum);
                if (!slices.add(leg.leg() + "/" + leg.slice())) {
                    broken.add("order " + order.id() + ": two live orders of " + leg.leg() + " slice " + leg.slice());
                }
            }
        }
        int protectable = Math.max(0, order.open() - order.suspected());
        int stops = live.getOrDefault(LegKind.SL, 0);
        int targets = live.getOrDefault(LegKind.TP, 0);
        if (stops != protectable && order.suspected() == 0) {
            broken.add("order " + order.id() + ": " + stops + " units have a live stop, not " + protectable);
        }
        if (targets > Math.max(0, order.open())) {
            broken.add("order " + order.id() + ": " + targets + " units have a live target, open are " + order.open());
        }
    }
}
