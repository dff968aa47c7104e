package io.ordermonitor.broker.paper;

import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Keeps the paper exchange's state as long as the process lives; for tests and simulation. Thread-safe. */
public final class MemoryPaperStore implements PaperStore {
    private final Map<Long, Kept> accounts = new ConcurrentHashMap<>();
    private final Set<Product> carrying;

    /** A store in which every day begins flat. */
    public MemoryPaperStore() {
        this(Set.of());
    }

    /** A store in which a day begins with what the days before it left of these products. */
    public MemoryPaperStore(Set<Product> carrying) {
        this.carrying = Set.copyOf(carrying);
    }

    @Override
    public Set<Long> accounts(LocalDate day) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().has(day))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public PaperDay load(long accountId, LocalDate day) {
        return kept(accountId).day(day, carrying);
    }

    @Override
    public void save(List<PaperChange> changes) {
        changes.forEach(change -> kept(change.accountId()).save(change));
    }

    @Override
    public void saveSession(long accountId, PaperSession session) {
        kept(accountId).save(session);
    }

    private Kept kept(long accountId) {
        return accounts.computeIfAbsent(accountId, id -> new Kept());
    }

    /** One account's days. */
    private static final class Kept {
        private final Map<LocalDate, TreeMap<Integer, PaperOrder>> orders = new HashMap<>();
        private final Map<LocalDate, List<PaperFill>> fills = new HashMap<>();
        private PaperSession session = PaperSession.LIVE;
        private int lastSequence;

        synchronized boolean has(LocalDate day) {
            return orders.containsKey(day);
        }

        synchronized PaperDay day(LocalDate day, Set<Product> carrying) {
            return new PaperDay(
                    session,
                    lastSequence,
                    List.copyOf(orders.getOrDefault(day, new TreeMap<>()).values()),
                    fills.getOrDefault(day, List.of()),
                    carriedInto(day, carrying));
        }

        private List<Position> carriedInto(LocalDate day, Set<Product> carrying) {
            List<PaperFill> earlier = fills.entrySet().stream()
                    .filter(entry -> entry.getKey().isBefore(day))
                    .flatMap(entry -> entry.getValue().stream())
                    .filter(fill -> carrying.contains(fill.product()))
                    .sorted(Comparator.comparing(PaperFill::at))
                    .toList();
            return NetPositions.of(List.of(), earlier, Instant.MAX, id -> Optional.empty()).stream()
                    .filter(position -> position.quantity() != 0)
                    .toList();
        }

        synchronized void save(PaperChange change) {
            PaperOrder order = change.order();
            orders.computeIfAbsent(change.day(), day -> new TreeMap<>()).put(order.sequence(), order);
            fills.computeIfAbsent(change.day(), day -> new ArrayList<>()).addAll(change.fills());
            lastSequence = Math.max(lastSequence, order.sequence());
        }

        synchronized void save(PaperSession now) {
            session = now;
        }
    }
}
