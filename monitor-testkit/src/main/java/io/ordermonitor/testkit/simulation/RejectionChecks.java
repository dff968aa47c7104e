package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.RejectedOrder;
import java.time.Duration;
import java.time.Instant;
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
    private static final Pattern NOT_WORTH_IT = Pattern.compile(
            "margin|insufficient fund|instrument|scrip|symbol|permission|not allowed|blocked",
            Pattern.CASE_INSENSITIVE);

    /** As old as a rejection may be, and the cycle in which the database did not answer. */
    private static final Duration LONGEST = Duration.ofMinutes(12);

    private final Evidence evidence;
    private final Map<Long, ManagedOrder> worked = new HashMap<>();
    private final Map<Long, Integer> attempts = new HashMap<>();
    private final Map<Long, Long> made = new HashMap<>();
    private final Map<Long, Instant> moved = new HashMap<>();

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

    /** Rejected orders were moved into the archive. */
    void archived(List<RejectedOrder> rows) {
        rows.forEach(row -> moved.putIfAbsent(row.id(), evidence.now()));
    }

    /** A regenerated entry was stored, and is to be sent. */
    void regenerated(ManagedOrder order, List<Intent> entry) {
        boolean permitted = evidence.stored()
                .permission(order.userId())
                .filter(given -> given.allows(order.terms().strategy()))
                .isPresent();
        Long from = order.regeneratedFrom();
        int attempt = attempts.getOrDefault(from == null ? 0 : from, 1) + 1;
        attempts.put(order.id(), attempt);
        if (!permitted || attempt > ATTEMPTS) {
            broken(Invariant.R2, order, "attempt " + attempt + (permitted ? "" : " without a permission"));
        }
        Long other = from == null ? null : made.putIfAbsent(from, order.id());
        if (other != null && other != order.id()) {
            broken(Invariant.R3, order, "it is regenerated from " + from + ", as order " + other + " was");
        }
        Optional<RejectedOrder> old = from == null || from == order.id() ? Optional.empty() : archived(from);
        if (old.isEmpty()) {
            broken(Invariant.R3, order, "it is regenerated from " + from + ", which is not in the archive");
            return;
        }
        if (NOT_WORTH_IT.matcher(old.get().reason()).find()) {
            broken(Invariant.R2, order, "it is placed anew after: " + old.get().reason());
        }
        Instant archived = moved.getOrDefault(from, old.get().rejectedAt());
        if (archived.plus(LONGEST).isBefore(evidence.now())) {
            broken(
                    Invariant.R2,
                    order,
                    "it is placed anew, and what it was before is in the archive since " + archived);
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
