package io.ordermonitor.step;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.broker.Read;
import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.FetchBrokerData;
import io.ordermonitor.cycle.StepFailure;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.AccountView;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.store.Snapshots;
import io.ordermonitor.store.StoreException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Step 1 as specified: isolates the failure of one account from the others. */
final class FetchFromBrokers implements FetchBrokerData {
    private final AccountReads reads;
    private final AccountHealth health = new AccountHealth();
    private final Brokers brokers;
    private final Snapshots snapshots;
    private final DueKeys due;
    private final Desks desks;
    private final ZoneId zone;

    FetchFromBrokers(AccountReads reads, Brokers brokers, Snapshots snapshots, DueKeys due, Desks desks, ZoneId zone) {
        this.reads = reads;
        this.due = due;
        this.brokers = brokers;
        this.snapshots = snapshots;
        this.desks = desks;
        this.zone = zone;
    }

    @Override
    public BrokerData fetch(CycleScope scope) throws InterruptedException {
        UserDesk desk = desks.of(scope.userId());
        StepNotes.Collector notes = new StepNotes.Collector();
        DisabledAccounts.of(desk).forEach(notes::find);
        Map<Long, AccountView> views = new LinkedHashMap<>();
        Set<Long> stale = new HashSet<>();
        for (AccountReads.Both both : reads.read(scope.accounts())) {
            take(scope, desk, both, views, stale, notes);
        }
        if (views.isEmpty()) {
            throw new StepFailure(
                    "no account of user " + scope.userId() + " could be read",
                    notes.notes().findings());
        }
        Set<PnlKey> changed = store(scope, views, stale, notes);
        BrokerData data = new BrokerData(views, stale, changed, quotes(scope, desk, views), notes.notes());
        views.forEach((id, view) -> {
            desk.read(id, view.startedAt());
            desk.prices().read(id, data.lastPrices(id), view.startedAt());
        });
        return data;
    }

    private void take(
            CycleScope scope,
            UserDesk desk,
            AccountReads.Both both,
            Map<Long, AccountView> views,
            Set<Long> stale,
            StepNotes.Collector notes) {
        long id = both.account().id();
        if (scope.kind() == CycleScope.Kind.SCHEDULED) {
            health.note(both);
        }
        if (both.login() != null && both.login().ok()) {
            notes.remark("session of account " + id + " renewed");
        }
        if (!both.isFresh()) {
            stale.add(id);
            notes.find(AccountHealth.error(both));
            health.alarm(both, desk).ifPresent(notes::find);
        }
        if (both.isFresh() || health.mustDoWithoutPositions(both)) {
            AccountView view = view(both);
            views.put(id, view);
            view.quarantined()
                    .forEach(instrument -> notes.find(Finding.error(
                            1,
                            id,
                            0,
                            Code.QUARANTINED,
                            "Account " + id + ": a row of " + instrument
                                    + " could not be understood; nothing is written on it until it can")));
        }
    }

    private static AccountView view(AccountReads.Both both) {
        Read.Fresh<BrokerOrder> orders = (Read.Fresh<BrokerOrder>) both.orders();
        Read.@Nullable Fresh<Position> positions =
                both.positions() instanceof Read.Fresh<Position> fresh ? fresh : null;
        Set<InstrumentId> quarantined = new HashSet<>(orders.quarantined());
        Instant startedAt = orders.startedAt();
        Instant endedAt = orders.endedAt();
        if (positions != null) {
            quarantined.addAll(positions.quarantined());
            startedAt = positions.startedAt().isBefore(startedAt) ? positions.startedAt() : startedAt;
            endedAt = positions.endedAt().isAfter(endedAt) ? positions.endedAt() : endedAt;
        }
        return new AccountView(
                both.account().id(),
                orders.rows(),
                positions == null ? null : positions.rows(),
                startedAt,
                endedAt,
                quarantined,
                both.profile().settleWindow(),
                both.profile().absenceSpacing());
    }

    /** Stores each account by itself; one whose rows the database will not have sits the cycle out. */
    private Set<PnlKey> store(
            CycleScope scope, Map<Long, AccountView> views, Set<Long> stale, StepNotes.Collector notes) {
        Set<PnlKey> changed = new HashSet<>();
        Set<Long> refused = new HashSet<>();
        views.values().forEach(view -> {
            try {
                changed.addAll(store(scope, view));
            } catch (StoreException e) {
                if (!e.isRefusal()) {
                    throw e;
                }
                refused.add(view.accountId());
                notes.find(notStored(view.accountId(), e));
            }
        });
        views.keySet().removeAll(refused);
        stale.addAll(refused);
        if (views.isEmpty()) {
            throw new StepFailure(
                    "nothing that was read for user " + scope.userId() + " could be stored",
                    notes.notes().findings());
        }
        return changed;
    }

    private Set<PnlKey> store(CycleScope scope, AccountView view) {
        LocalDate day = LocalDate.ofInstant(scope.now(), zone);
        Set<PnlKey> keys = keys(view);
        try {
            keys = snapshots.save(view.accountId(), day, view.book(), view.positions(), view.startedAt());
            return keys;
        } finally {
            // What failed may have been stored all the same: then nothing of it would ever count as changed again.
            due.add(scope.userId(), keys);
        }
    }

    private static Finding notStored(long accountId, StoreException e) {
        return Finding.alarm(
                1,
                accountId,
                0,
                Code.DATABASE,
                "Account " + accountId + ": what was read of it could not be stored, so nothing is done for it until"
                        + " it can: " + e.getMessage());
    }

    private static Set<PnlKey> keys(AccountView view) {
        Set<PnlKey> keys = new HashSet<>();
        view.book().forEach(row -> keys.add(new PnlKey(view.accountId(), row.instrument(), row.product())));
        List<Position> positions = view.positions();
        if (positions != null) {
            positions.forEach(row -> keys.add(new PnlKey(view.accountId(), row.instrument(), row.product())));
        }
        return keys;
    }

    /** Last prices that the positions do not have, in one call an account. */
    private Map<InstrumentId, BigDecimal> quotes(CycleScope scope, UserDesk desk, Map<Long, AccountView> views) {
        Map<InstrumentId, BigDecimal> quotes = new HashMap<>();
        for (Account account : scope.accounts()) {
            AccountView view = views.get(account.id());
            Broker broker = brokers.of(account);
            if (view == null || !broker.profile().hasQuotes()) {
                continue;
            }
            Set<InstrumentId> wanted = desk.orders().stream()
                    .filter(o -> o.accountId() == account.id() && !o.state().isEnded())
                    .map(ManagedOrder::instrument)
                    .filter(i -> !isPriced(view, i) && !quotes.containsKey(i))
                    .collect(Collectors.toSet());
            if (!wanted.isEmpty()) {
                quotes.putAll(broker.quotes(wanted));
            }
        }
        return quotes;
    }

    private static boolean isPriced(AccountView view, InstrumentId instrument) {
        List<Position> positions = view.positions();
        return positions != null
                && positions.stream().anyMatch(p -> p.instrument().equals(instrument) && p.lastPrice() != null);
    }
}
