package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.AuditTrail;
import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@link StoredDay} in a database; what is stored is read through the same ports, over connections that never fail. */
final class StoredInDatabase implements StoredDay {
    private final DayDatabase database;
    private final DayPlan plan;
    private final Clock clock;
    private final DatabaseFaults faults = new DatabaseFaults();
    private final Stores outside;
    private final Stores truth;
    private final TreeSet<Long> known = new TreeSet<>();

    StoredInDatabase(DayDatabase database, DayPlan plan, Clock clock) {
        this.database = database;
        this.plan = plan;
        this.clock = clock;
        this.truth = database.stores(database.connections());
        this.outside = database.stores(MortalConnections.of(database.connections(), faults, () -> {}));
    }

    @Override
    public Stores open(Life life) {
        return database.stores(MortalConnections.of(database.connections(), faults, life::call));
    }

    @Override
    public Stores stores() {
        return outside;
    }

    @Override
    public void fail(int pick) {
        faults.failAfter(pick % 40);
    }

    @Override
    public void loseReply(int pick) {
        faults.loseReplyAfter(pick % 40);
    }

    @Override
    public void outage() {
        faults.outage();
    }

    @Override
    public void restore() {
        faults.restore();
    }

    /** Orders of earlier days are not loaded any more, and looked up one by one. */
    @Override
    public synchronized List<ManagedOrder> orders(long userId) {
        Instant now = clock.instant();
        TreeSet<Long> loaded = new TreeSet<>();
        truth.orders().load(userId, date(now), now).forEach(order -> loaded.add(order.id()));
        known.addAll(loaded);
        List<ManagedOrder> orders = new ArrayList<>();
        for (long id : known) {
            if (loaded.contains(id)) {
                truth.orders().find(id).ifPresent(orders::add);
            } else {
                truth.audit()
                        .trail(id)
                        .filter(trail -> trail.rejected() == null)
                        .map(AuditTrail::order)
                        .filter(order -> order.userId() == userId)
                        .ifPresent(orders::add);
            }
        }
        return List.copyOf(orders);
    }

    private static LocalDate date(Instant at) {
        return at.atZone(DayTimes.INDIA).toLocalDate();
    }

    @Override
    public Optional<ManagedOrder> order(long orderId) {
        return truth.orders().find(orderId);
    }

    @Override
    public List<Orders.HistoryEntry> history(long orderId) {
        return truth.orders().history(orderId);
    }

    @Override
    public Optional<RejectedOrder> rejected(long orderId) {
        return truth.audit().trail(orderId).flatMap(trail -> Optional.ofNullable(trail.rejected()));
    }

    @Override
    public Optional<Account> account(long accountId) {
        return truth.inputs().account(accountId);
    }

    @Override
    public Optional<Permission> permission(long userId) {
        return Optional.of(truth.inputs().gate(userId).permission());
    }

    private Stream<AuditedWrite> writes() {
        List<LocalDate> days = Stream.of(
                        plan.times().begin(), plan.times().at(plan.times().length()))
                .map(StoredInDatabase::date)
                .distinct()
                .toList();
        return plan.users().stream()
                .flatMap(user -> days.stream().flatMap(day -> truth.audit().writes(user.id(), day).stream()));
    }

    @Override
    public List<Intent> intents() {
        return writes().map(AuditedWrite::intent).toList();
    }

    @Override
    public List<Intent.Settled> outcomes() {
        return writes().flatMap(StoredInDatabase::settled).toList();
    }

    private static Stream<Intent.Settled> settled(AuditedWrite write) {
        Intent.Outcome outcome = write.outcome();
        Instant at = write.settledAt();
        return outcome == null || at == null
                ? Stream.empty()
                : Stream.of(new Intent.Settled(write.intent(), outcome, write.brokerOrderId(), write.reason(), at));
    }

    @Override
    public List<Intent> unsettled() {
        return writes().filter(write -> write.outcome() == null || write.outcome() == Intent.Outcome.UNKNOWN)
                .map(AuditedWrite::intent)
                .toList();
    }

    @Override
    public void close() {
        database.close();
    }
}
