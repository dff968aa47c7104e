package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.RejectedOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** That rejected entries are archived and placed anew as they may be: R1 to R4. */
final class RejectionChecks {
    private static final int ATTEMPTS = 3;
    private static final Pattern NOT_WORTH_IT = Pattern.compile("margin|insufficient fund", Pattern.CASE_INSENSITIVE);

    private final Evidence evidence;
    private final Map<Long, ManagedOrder> worked = new HashMap<>();

    RejectionChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    void afterCycle(CycleView view) {
        Set<Long> here = new HashSet<>();
        view.orders().forEach(order -> here.add(order.id()));
        for (ManagedOrder gone : List.copyOf(worked.values())) {
            if (gone.userId() == view.cycle().userId() && !here.contains(gone.id())) {
                worked.remove(gone.id());
                checkArchived(gone);
            }
        }
        view.orders().forEach(order -> worked.put(order.id(), order));
    }

    private Optional<RejectedOrder> archived(long orderId) {
        return evidence.stored().rejected(orderId);
    }

    private void checkArchived(ManagedOrder gone) {
        Optional<RejectedOrder> copy = archived(gone.id());
        Set<String> kept = new HashSet<>();
        copy.ifPresent(one -> one.order().legOrders().forEach(leg -> kept.add(leg.tag())));
        boolean whole = gone.legOrders().stream().map(LegOrder::tag).allMatch(kept::contains);
        if (copy.isEmpty() || !whole) {
            evidence.broken(
                    Invariant.R1,
                    gone.accountId(),
                    gone.id(),
                    "it left the work table, and its archive has "
                            + copy.map(one -> "only " + kept).orElse("nothing of it"));
        }
    }

    /** A regenerated entry was stored, and is to be sent. */
    void regenerated(ManagedOrder order, List<Intent> entry) {
        boolean permitted = evidence.stored()
                .permission(order.userId())
                .filter(given -> given.allows(order.terms().strategy()))
                .isPresent();
        if (!permitted || order.attempt() > ATTEMPTS) {
            broken(Invariant.R2, order, "attempt " + order.attempt() + (permitted ? "" : " without a permission"));
        }
        Long from = order.regeneratedFrom();
        Optional<RejectedOrder> old = from == null || from == order.id() ? Optional.empty() : archived(from);
        if (old.isEmpty()) {
            broken(Invariant.R3, order, "it is regenerated from " + from + ", which is not in the archive");
            return;
        }
        if (NOT_WORTH_IT.matcher(old.get().reason()).find()) {
            broken(Invariant.R2, order, "it is placed anew after: " + old.get().reason());
        }
        int asked = old.get().order().terms().quantity();
        int sent = entry.stream()
                .map(Intent::terms)
                .flatMap(terms -> Optional.ofNullable(terms).stream())
                .mapToInt(OrderTerms::quantity)
                .sum();
        Truth.Holding holding = Truth.of(evidence.exchange(), order.accountId(), evidence.ledger())
                .of(from == null ? 0 : from);
        int there = holding.filled(LegKind.ENTRY) + holding.live(LegKind.ENTRY);
        if (Math.max(sent, order.terms().quantity()) > asked) {
            broken(Invariant.R3, order, "it asks for " + sent + " units, and order " + from + " for " + asked);
        } else if (sent > asked - there) {
            broken(
                    Invariant.R4,
                    order,
                    "it asks for " + sent + " units, and order " + from + " has " + there + " of " + asked
                            + " at the exchange");
        }
    }

    private void broken(Invariant invariant, ManagedOrder order, String what) {
        evidence.broken(invariant, order.accountId(), order.id(), what);
    }
}
