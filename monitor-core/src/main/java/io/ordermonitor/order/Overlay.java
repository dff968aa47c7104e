package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fresh order books and positions laid over the managed orders: what is true now. Step 3 stores it, steps 4 to 8
 * decide on it.
 *
 * @param orders all managed orders of the user after laying, by id
 * @param before the orders that laying changed, as they were
 * @param fresh accounts of which both reads were fresh
 * @param bookOnly accounts of which only the order book is fresh, for more than two cycles
 * @param foreign orders at the broker that are none of ours, per account
 * @param outcomes what the order books showed of writes whose answer nobody saw
 * @param findings what a user must be told
 * @param suspicions what the next pair of reads may confirm
 * @param days how accounts came into the trading day, with what laying found of it
 */
public record Overlay(
        Map<Long, ManagedOrder> orders,
        Map<Long, ManagedOrder> before,
        Set<Long> fresh,
        Set<Long> bookOnly,
        Map<Long, List<BrokerOrder>> foreign,
        List<WriteOutcome> outcomes,
        List<Finding> findings,
        Map<Suspicion.Key, Suspicion> suspicions,
        Map<Long, DayStart> days) {
    public Overlay {
        orders = Collections.unmodifiableMap(new LinkedHashMap<>(orders));
        before = Map.copyOf(before);
        fresh = Set.copyOf(fresh);
        bookOnly = Set.copyOf(bookOnly);
        foreign = Map.copyOf(foreign);
        outcomes = List.copyOf(outcomes);
        findings = List.copyOf(findings);
        suspicions = Map.copyOf(suspicions);
        days = Map.copyOf(days);
    }

    /** The orders that laying changed, as they are now. */
    public List<ManagedOrder> changed() {
        return before.keySet().stream().sorted().map(orders::get).toList();
    }

    /**
     * Units that an order's exits filled beyond its entry and that others have made up for, as its account's order book
     * shows it; 0 if none.
     */
    public int madeUpFor(ManagedOrder order) {
        if (order.open() >= 0) {
            return 0;
        }
        long account = order.accountId();
        return new Surplus(days.get(account), orders, foreign.getOrDefault(account, List.of()), List.of())
                .madeUpFor(order);
    }

    /**
     * Lays books and positions over orders. Pure: the same inputs give the same result, whatever the order of rows.
     *
     * @param known the user's managed orders
     * @param views what was read, by account; accounts that are missing are left as they are
     * @param memory what was seen before
     * @param multiplier of an instrument
     * @param zone of trading days
     */
    public static Overlay lay(
            List<ManagedOrder> known,
            Map<Long, AccountView> views,
            Remembered memory,
            Function<ManagedOrder, BigDecimal> multiplier,
            ZoneId zone) {
        Laying laying = new Laying(memory, multiplier, zone);
        Map<Long, List<ManagedOrder>> byAccount = new LinkedHashMap<>();
        known.forEach(o ->
                byAccount.computeIfAbsent(o.accountId(), a -> new ArrayList<>()).add(o));
        views.forEach((id, view) -> laying.account(view, byAccount.getOrDefault(id, List.of())));
        Map<Long, ManagedOrder> after = new LinkedHashMap<>();
        Map<Long, ManagedOrder> before = new HashMap<>();
        for (ManagedOrder order : known) {
            ManagedOrder laid = laying.laid.getOrDefault(order.id(), order);
            after.put(order.id(), laid);
            if (!laid.equals(order)) {
                before.put(order.id(), order);
            }
        }
        return new Overlay(
                after,
                before,
                laying.fresh,
                laying.bookOnly,
                laying.foreign,
                laying.outcomes,
                laying.findings,
                laying.suspicions,
                laying.days);
    }

    private static final class Laying {
        private final Map<Long, ManagedOrder> laid = new HashMap<>();
        private final Set<Long> fresh = new HashSet<>();
        private final Set<Long> bookOnly = new HashSet<>();
        private final Map<Long, List<BrokerOrder>> foreign = new HashMap<>();
        private final List<WriteOutcome> outcomes = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final Map<Suspicion.Key, Suspicion> suspicions;
        private final Map<Long, DayStart> days;
        private final Map<InstrumentId, BigDecimal> prices;
        private final Function<ManagedOrder, BigDecimal> multiplier;
        private final ZoneId zone;

        Laying(Remembered memory, Function<ManagedOrder, BigDecimal> multiplier, ZoneId zone) {
            this.suspicions = new HashMap<>(memory.suspicions());
            this.days = new HashMap<>(memory.days());
            this.prices = memory.prices();
            this.multiplier = multiplier;
            this.zone = zone;
        }

        void account(AccountView view, List<ManagedOrder> orders) {
            LocalDate day = LocalDate.ofInstant(view.startedAt(), zone);
            BookIndex index = new BookIndex(view.book(), day.atStartOfDay(zone).toInstant());
            BookReading reading = new BookReading(view, index);
            DayRoll roll = new DayRoll(view, index, suspicions);
            AdoptionCheck adoptions = new AdoptionCheck(index, orders);
            List<ManagedOrder> read = new ArrayList<>();
            for (ManagedOrder order : orders) {
                read.add(roll.deliver(reading.lay(adoptions.check(roll.expire(order)))));
            }
            outcomes.addAll(roll.outcomes());
            outcomes.addAll(reading.outcomes());
            findings.addAll(adoptions.findings());
            findings.addAll(reading.findings());
            findings.addAll(roll.findings());
            if (view.positions() == null) {
                bookOnly.add(view.accountId());
            } else {
                fresh.add(view.accountId());
                CarriedCheck carried = new CarriedCheck(view, index, days.get(view.accountId()), prices, day);
                read = compare(view, index, carried.check(orders, read), carried.start());
                findings.addAll(carried.findings());
            }
            for (ManagedOrder order : read) {
                ManagedOrder derived = OrderStates.derive(order);
                laid.put(order.id(), derived.withRealised(realised(derived)));
            }
            foreign.put(view.accountId(), index.foreignTo(read));
        }

        private BigDecimal realised(ManagedOrder order) {
            BigDecimal now = OrderStates.realised(order, multiplier.apply(order));
            return now.compareTo(order.realised()) == 0 ? order.realised() : now;
        }

        private List<ManagedOrder> compare(
                AccountView view, BookIndex index, List<ManagedOrder> read, @Nullable DayStart start) {
            if (start != null) {
                days.put(view.accountId(), start);
            }
            Map<Suspicion.Key, Suspicion> here = new HashMap<>();
            suspicions.forEach((key, s) -> {
                if (key.key().accountId() == view.accountId()) {
                    here.put(key, s);
                }
            });
            suspicions.keySet().removeAll(here.keySet());
            Shortfalls shortfalls = new Shortfalls(view, index, here, read, start);
            List<ManagedOrder> compared = shortfalls.lay();
            findings.addAll(shortfalls.findings());
            suspicions.putAll(shortfalls.suspicions());
            return compared;
        }
    }
}
