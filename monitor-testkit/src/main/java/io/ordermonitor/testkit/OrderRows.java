package io.ordermonitor.testkit;

import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.PendingWrite;
import io.ordermonitor.order.Reply;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.order.WriteOutcome;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of orders, leg_order and intent, which change together. */
final class OrderRows {
    /** The end of a write that has none yet. */
    private static final Instant NEVER = Instant.MAX;

    private final Map<Long, Row> rows = new HashMap<>();
    private final Map<Long, NavigableMap<Long, Row>> byUser = new HashMap<>();
    private final Map<RequestKey, Long> keys = new HashMap<>();
    private final Map<WriteKey, Written> intents = new LinkedHashMap<>();
    private final Map<Long, List<Orders.HistoryEntry>> history = new HashMap<>();
    private final OrderAudit audit = new OrderAudit();
    private long lastId;

    private record RequestKey(long userId, String key) {}

    private record WriteKey(String tag, int write) {
        static WriteKey of(Intent intent) {
            return new WriteKey(intent.tag(), intent.write());
        }
    }

    /** An intent with its outcome, null until it is settled, what its call gave, and its line in the order's history. */
    private record Written(
            Intent intent,
            Intent.@Nullable Settled outcome,
            @Nullable Reply reply,
            int line) {
        AuditedWrite audited() {
            return outcome == null
                    ? new AuditedWrite(intent, reply)
                    : new AuditedWrite(
                            intent,
                            reply,
                            outcome.outcome(),
                            outcome.brokerOrderId(),
                            outcome.reason(),
                            outcome.endedAt());
        }

        Written told(Intent.Settled settled) {
            return new Written(intent, settled, reply, line);
        }
    }

    /** A managed order; one that was moved to rejected_order is not {@code active}. */
    record Row(ManagedOrder order, @Nullable LocalDate endedOn, boolean active) {}

    long nextId() {
        return ++lastId;
    }

    Optional<Row> find(long orderId) {
        return Optional.ofNullable(rows.get(orderId));
    }

    /** The order that was made of a rejected one. */
    Optional<Long> madeOf(long rejectedId) {
        return rows.values().stream()
                .map(Row::order)
                .filter(order -> Long.valueOf(rejectedId).equals(order.regeneratedFrom()))
                .map(ManagedOrder::id)
                .findFirst();
    }

    Optional<Long> idOf(long userId, String requestKey) {
        return Optional.ofNullable(keys.get(new RequestKey(userId, requestKey)));
    }

    List<Row> active(long userId) {
        return byUser.getOrDefault(userId, new TreeMap<>()).values().stream()
                .filter(Row::active)
                .toList();
    }

    /** Users with an order that is not ended, or that ended on the day with a placement given up. */
    Set<Long> exposedUsers(LocalDate day) {
        Set<Long> users = new HashSet<>();
        byUser.forEach((user, own) -> {
            if (own.values().stream().anyMatch(r -> r.active() && isExposed(r, day))) {
                users.add(user);
            }
        });
        return users;
    }

    private static boolean isExposed(Row row, LocalDate day) {
        return !row.order().state().isEnded()
                || (day.equals(row.endedOn())
                        && row.order().legOrders().stream().anyMatch(LegOrder::isGivenUp));
    }

    void insert(ManagedOrder order) {
        if (rows.containsKey(order.id())) {
            throw new StoreException("order " + order.id() + " is stored already");
        }
        keys.put(new RequestKey(order.userId(), order.terms().requestKey()), order.id());
        put(new Row(order, null, true));
    }

    void put(Row row) {
        rows.put(row.order().id(), row);
        byUser.computeIfAbsent(row.order().userId(), u -> new TreeMap<>())
                .put(row.order().id(), row);
    }

    void say(long orderId, Orders.HistoryEntry entry) {
        history.computeIfAbsent(orderId, o -> new ArrayList<>()).add(entry);
    }

    List<Orders.HistoryEntry> history(long orderId) {
        return List.copyOf(history.getOrDefault(orderId, List.of()));
    }

    /** Changes of orders and their broker orders, as they are kept for good. */
    OrderAudit audit() {
        return audit;
    }

    /** Every write as it is kept for good, oldest first. */
    List<AuditedWrite> written() {
        return intents.values().stream().map(Written::audited).toList();
    }

    List<Intent> intents() {
        return intents.values().stream().map(Written::intent).toList();
    }

    List<Intent.Settled> outcomes() {
        return intents.values().stream()
                .flatMap(w -> Optional.ofNullable(w.outcome()).stream())
                .toList();
    }

    /** Throws if one of the intents breaks a key, before anything is stored. */
    void checkNew(List<Intent> batch, Set<Long> creating) {
        Set<WriteKey> seen = new HashSet<>();
        for (Intent intent : batch) {
            if (!seen.add(WriteKey.of(intent)) || intents.containsKey(WriteKey.of(intent))) {
                throw new StoreException("intent " + intent.tag() + "/" + intent.write() + " is stored already");
            }
            if (!rows.containsKey(intent.orderId()) && !creating.contains(intent.orderId())) {
                throw new StoreException(
                        "intent " + intent.tag() + " is of order " + intent.orderId() + ", which is not stored");
            }
        }
    }

    void record(Intent intent) {
        audit.seen(intent.userId(), intent.fence(), intent.createdAt());
        say(
                intent.orderId(),
                new Orders.HistoryEntry(
                        intent.createdAt(),
                        intent.kind() + " " + intent.leg().name().toLowerCase(Locale.ROOT),
                        intent.cause().step(),
                        intent.cause().rule(),
                        intent.cause().cycle(),
                        intent.tag() + " " + (intent.terms() == null ? intent.brokerOrderId() : intent.terms()),
                        null));
        int line = history(intent.orderId()).size() - 1;
        intents.put(WriteKey.of(intent), new Written(intent, null, null, line));
        PendingWrite pending = PendingWrite.of(intent, NEVER, false);
        Optional<LegOrder> known = leg(intent);
        if (known.isPresent()) {
            replace(intent.orderId(), known.get().afterWrite(intent.createdAt(), pending));
        } else if (intent.kind() == WriteKind.PLACE) {
            replace(intent.orderId(), LegOrder.sent(intent).afterWrite(intent.createdAt(), pending));
        }
    }

    /** @param owned whether the process that recorded the intent still owns the user: only then is its leg order changed */
    void settle(Intent.Settled outcome, boolean owned) {
        Intent intent = outcome.intent();
        Written written = intents.get(WriteKey.of(intent));
        if (written == null) {
            throw new StoreException("intent " + intent.tag() + "/" + intent.write() + " was never recorded");
        }
        settle(WriteOutcome.of(outcome));
        if (owned) {
            leg(intent).ifPresent(leg -> replace(intent.orderId(), outcome.applyTo(leg, false)));
        }
    }

    /** An outcome, where it says more than what is stored. */
    void settle(WriteOutcome outcome) {
        Written written = intents.get(new WriteKey(outcome.tag(), outcome.write()));
        if (written == null) {
            return;
        }
        if (written.reply() == null && outcome.reply() != null) {
            written = new Written(written.intent(), written.outcome(), outcome.reply(), written.line());
            intents.put(WriteKey.of(written.intent()), written);
        }
        Intent.Settled was = written.outcome();
        if (!outcome.saysMoreThan(was == null ? null : was.outcome())) {
            return;
        }
        String brokerOrderId = outcome.brokerOrderId();
        String reason = outcome.reason();
        if (was != null) {
            brokerOrderId = brokerOrderId == null ? was.brokerOrderId() : brokerOrderId;
            reason = was.reason().isEmpty() ? reason : reason + ": " + was.reason();
        }
        tell(
                written,
                new Intent.Settled(written.intent(), outcome.outcome(), brokerOrderId, reason, outcome.endedAt()));
    }

    /** Intents of which nobody learned what became, oldest first. */
    List<Intent> unsettled() {
        return intents.values().stream()
                .filter(w -> w.outcome() == null || w.outcome().outcome() == Intent.Outcome.UNKNOWN)
                .map(Written::intent)
                .toList();
    }

    /** Ends what nobody learned the outcome of; the leg orders are as the order book said. */
    int expireBefore(long userId, LocalDate tradingDay, Instant now) {
        List<Written> open = intents.values().stream()
                .filter(w -> w.intent().userId() == userId
                        && w.intent().tradingDay().isBefore(tradingDay)
                        && (w.outcome() == null || w.outcome().outcome() == Intent.Outcome.UNKNOWN))
                .toList();
        for (Written written : open) {
            Intent.Settled was = written.outcome();
            String reason =
                    "expired with its day" + (was == null || was.reason().isEmpty() ? "" : ": " + was.reason());
            tell(
                    written,
                    new Intent.Settled(
                            written.intent(),
                            Intent.Outcome.EXPIRED,
                            was == null ? null : was.brokerOrderId(),
                            reason,
                            now));
        }
        return open.size();
    }

    private void tell(Written written, Intent.Settled outcome) {
        Intent intent = written.intent();
        intents.put(WriteKey.of(intent), written.told(outcome));
        List<Orders.HistoryEntry> story = history.getOrDefault(intent.orderId(), new ArrayList<>());
        Orders.HistoryEntry entry = story.get(written.line());
        String reply = (outcome.outcome() + " " + outcome.reason()).strip();
        story.set(
                written.line(),
                new Orders.HistoryEntry(
                        entry.at(), entry.what(), entry.step(), entry.rule(), entry.cycle(), entry.request(), reply));
    }

    private Optional<LegOrder> leg(Intent intent) {
        Row row = rows.get(intent.orderId());
        return row == null
                ? Optional.empty()
                : row.order().legOrders().stream()
                        .filter(l -> l.tag().equals(intent.tag()))
                        .findFirst();
    }

    private void replace(long orderId, LegOrder leg) {
        Row row = rows.get(orderId);
        if (row != null) {
            put(new Row(row.order().withLegOrder(leg), row.endedOn(), row.active()));
        }
    }

    /** The order as whoever takes the user over has to see it: writes without an end ended then. */
    static ManagedOrder takenOver(ManagedOrder order, @Nullable Instant takenOverAt) {
        List<LegOrder> legs = new ArrayList<>();
        for (LegOrder leg : order.legOrders()) {
            PendingWrite pending = leg.pending();
            if (pending != null && pending.endedAt().equals(NEVER)) {
                Instant end = takenOverAt == null ? leg.writeEndedAt() : takenOverAt;
                PendingWrite ended = new PendingWrite(pending.kind(), pending.write(), pending.to(), end, false, null);
                legs.add(leg.afterWrite(end, ended));
            } else {
                legs.add(leg);
            }
        }
        return order.withLegOrders(legs);
    }
}
