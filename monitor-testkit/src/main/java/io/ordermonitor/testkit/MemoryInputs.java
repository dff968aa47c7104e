package io.ordermonitor.testkit;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Requests;
import io.ordermonitor.store.StoreException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** {@link Inputs} and {@link Requests} in memory. */
final class MemoryInputs implements Inputs, Requests {
    private final Tables tables;
    private final MemoryIntents intents;

    MemoryInputs(Tables tables, MemoryIntents intents) {
        this.tables = tables;
        this.intents = intents;
    }

    @Override
    public UserInputs read(long userId, Set<InstrumentId> instruments) {
        Gate gate = gate(userId);
        Map<InstrumentId, FairPrice> prices = new HashMap<>();
        for (InstrumentId instrument : instruments) {
            Optional.ofNullable(tables.fairPrices.get(instrument)).ifPresent(p -> prices.put(instrument, p));
        }
        return new UserInputs(active(userId), gate.permission(), gate.switches(), prices, waiting(userId));
    }

    private List<Account> active(long userId) {
        return tables.accounts.values().stream()
                .filter(a -> a.userId() == userId && a.active())
                .toList();
    }

    @Override
    public List<OrderRequest> waiting(long userId) {
        return tables.requests.values().stream()
                .filter(r -> r.status() == null && r.request().userId() == userId)
                .map(Tables.RequestRow::request)
                .sorted(Comparator.comparing(OrderRequest::createdAt).thenComparing(OrderRequest::id))
                .toList();
    }

    @Override
    public Gate gate(long userId) {
        return new Gate(
                tables.permissions.getOrDefault(userId, Permission.NONE),
                tables.switches.getOrDefault(userId, Switches.NONE));
    }

    @Override
    public Optional<Account> account(long accountId) {
        return Optional.ofNullable(tables.accounts.get(accountId));
    }

    @Override
    public void saveAccount(Account account) {
        tables.accounts.put(account.id(), account);
    }

    @Override
    public void savePermission(long userId, Permission permission) {
        tables.permissions.put(userId, permission);
    }

    @Override
    public Switches change(long userId, SafetySwitch which, SwitchScope scope, boolean on) {
        return Objects.requireNonNull(tables.switches.compute(
                userId, (id, old) -> (old == null ? Switches.NONE : old).with(which, scope, on)));
    }

    @Override
    public void saveFairPrices(List<FairPrice> prices) {
        prices.forEach(p -> tables.fairPrices.put(p.instrument(), p));
    }

    @Override
    public Set<Long> exposedUsers(LocalDate tradingDay) {
        Set<Long> exposed = new HashSet<>(tables.orders.exposedUsers(tradingDay));
        tables.requests.values().stream()
                .filter(r -> r.status() == null)
                .forEach(r -> exposed.add(r.request().userId()));
        exposed.removeIf(user -> active(user).isEmpty());
        return Set.copyOf(exposed);
    }

    @Override
    public void answer(long userId, long requestId, OrderRequest.Status status, String reason, long orderId) {
        intents.checkOwner(userId);
        Tables.RequestRow row = tables.requests.get(requestId);
        if (row == null || row.request().userId() != userId) {
            throw new StoreException("request " + requestId + " is not stored for user " + userId);
        }
        if (row.status() != null) {
            return;
        }
        tables.requests.put(requestId, new Tables.RequestRow(row.request(), status, reason, orderId));
    }
}
