package io.ordermonitor;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.MonitoringCycle;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.Execution;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.loop.UserCycles;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Exposure;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Runs cycles for the loop: takes the user's write lock, reads what the cycle needs, hands it to the cycle. */
final class CycleRunner implements UserCycles {
    /** Twice the time after which a broker's book shows what its order events told. */
    private static final Duration BOOKS_LAG = Duration.ofSeconds(30);

    private static final Duration POSITIONS_LAG = Duration.ofMinutes(2);

    private final Stores stores;
    private final Execution execution;
    private final Desks desks;
    private final MonitoringCycle cycle;
    private final AccountEvents events;
    private final BlindCycles blind;
    private final LeftAlone leftAlone;
    private final Clock clock;
    private final ZoneId zone;
    private final Map<Long, Long> numbers = new ConcurrentHashMap<>();
    private final Map<Long, CycleReport> reports = new ConcurrentHashMap<>();
    /** Users of whom something may have to be read, and from when on a read tells. */
    private final Map<Long, Instant> expected = new ConcurrentHashMap<>();

    CycleRunner(
            Stores stores,
            Execution execution,
            MonitoringCycle cycle,
            AccountEvents events,
            BlindCycles blind,
            LeftAlone leftAlone,
            Clock clock,
            ZoneId zone) {
        this.stores = stores;
        this.execution = execution;
        this.desks = execution.desks();
        this.cycle = cycle;
        this.events = events;
        this.blind = blind;
        this.leftAlone = leftAlone;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public Optional<CycleReport> run(long userId, CycleScope.Kind kind, Set<Long> accounts, BooleanSupplier stopping) {
        UserDesk desk = desks.of(userId);
        try {
            Optional<CycleReport> report = desk.locked(() -> runLocked(desk, kind, accounts, stopping));
            if (kind == CycleScope.Kind.SCHEDULED && !stopping.getAsBoolean()) {
                report.ifPresentOrElse(ended -> blind.ended(ended, mayBeExposed(desk)), () -> blind.idle(userId));
            }
            return report;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the write lock of user " + userId, e);
        } catch (RuntimeException e) {
            blind.failed(userId, kind, mayBeExposed(desk), e);
            throw e;
        } catch (Exception e) {
            blind.failed(userId, kind, mayBeExposed(desk), e);
            throw new IllegalStateException("no cycle of user " + userId + ": " + e.getMessage(), e);
        }
    }

    private Optional<CycleReport> runLocked(
            UserDesk desk, CycleScope.Kind kind, Set<Long> accounts, BooleanSupplier stopping) {
        Instant now = clock.instant();
        desk.load(stores, LocalDate.ofInstant(now, zone), now);
        Inputs.UserInputs inputs = stores.inputs().read(desk.userId(), desk.instruments());
        desk.accounts(inputs.accounts());
        events.follow(inputs.accounts());
        Switches switches = execution.flattening().halt(desk.userId(), inputs.requests(), inputs.switches());
        if (inputs.accounts().isEmpty()) {
            execution.requests().refuse(desk.userId(), inputs.requests());
            leftAlone.look(desk);
        }
        // Bare positions may lie in any account of the scope that is not paused any more.
        boolean all = desk.promptStops().follow(switches, desk.orders()) || accounts.isEmpty();
        List<Account> read = inputs.accounts().stream()
                .filter(a -> all || accounts.contains(a.id()))
                .toList();
        if (read.isEmpty()) {
            if (inputs.accounts().isEmpty()) {
                expected.remove(desk.userId());
            }
            return Optional.empty();
        }
        CycleScope scope = new CycleScope(
                desk.userId(),
                numbers.merge(desk.userId(), 1L, Long::sum),
                kind,
                read,
                inputs.permission(),
                switches,
                inputs.fairPrices(),
                desk.entryQuota().share(inputs.requests(), now),
                now);
        CycleReport report = completed(desk, scope, stopping);
        lookAgainAtAdopted(scope);
        expectMore(desk.userId(), report, read.size() == inputs.accounts().size());
        if (!desk.isLoaded()) {
            // What failed may have been stored all the same.
            expected.putIfAbsent(desk.userId(), Instant.MIN);
        }
        if (kind == CycleScope.Kind.SCHEDULED) {
            reports.put(desk.userId(), report);
        }
        return Optional.of(report);
    }

    /** What was booked as closed outside may be in the net position again when positions lag for long. */
    private void expectMore(long userId, CycleReport report, boolean all) {
        Instant started = report.startedAt();
        if (report.findings().stream().anyMatch(finding -> finding.code() == Code.EXTERNAL)) {
            expectFrom(userId, started.plus(POSITIONS_LAG));
        } else if (all && report.isBooked()) {
            expected.computeIfPresent(userId, (id, from) -> from.isAfter(started) ? from : null);
        }
    }

    /** What a cycle that broke off had changed in memory may not be stored: the next one reads it again. */
    private CycleReport completed(UserDesk desk, CycleScope scope, BooleanSupplier stopping) {
        boolean completed = false;
        try {
            CycleReport report = cycle.run(scope, stopping);
            completed = true;
            return report;
        } finally {
            if (!completed) {
                desk.forget();
                expected.putIfAbsent(desk.userId(), Instant.MIN);
            }
        }
    }

    /** A cycle takes requests up after it has read the book, so what it adopts is protected by the next one. */
    private void lookAgainAtAdopted(CycleScope scope) {
        for (OrderRequest request : scope.requests()) {
            NewManagedOrder terms = request.terms();
            if (request.kind() == OrderRequest.Kind.ADOPT && terms != null) {
                events.adopted(scope.userId(), terms.accountId());
            }
        }
    }

    /** The user's newest scheduled cycle. */
    Optional<CycleReport> newest(long userId) {
        return Optional.ofNullable(reports.get(userId));
    }

    /** Users whom the store says to be exposed; they count as such until a cycle has read all their accounts. */
    Set<Long> exposedUsers() {
        Set<Long> users = stores.inputs().exposedUsers(LocalDate.ofInstant(clock.instant(), zone));
        users.forEach(user -> expected.putIfAbsent(user, Instant.MIN));
        return users;
    }

    /** The user has something to be read that this process does not know yet, and that a book may not show at once. */
    void expect(long userId) {
        expectFrom(userId, clock.instant().plus(BOOKS_LAG));
    }

    private void expectFrom(long userId, Instant from) {
        expected.merge(userId, from, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Of what was not read nobody knows whether it is open. */
    private boolean mayBeExposed(UserDesk desk) {
        return !desk.isLoaded() || isExposed(desk.userId());
    }

    @Override
    public void loopEnded(long userId) {
        blind.forget(userId);
    }

    @Override
    public boolean isExposed(long userId) {
        UserDesk desk = desks.of(userId);
        return expected.containsKey(userId) || desk.isUnsaved() || Exposure.isExposed(desk.glance());
    }

    @Override
    public Set<String> segments(long userId) {
        return desks.of(userId).glance().stream()
                .map(ManagedOrder::instrument)
                .map(InstrumentId::segment)
                .collect(Collectors.toSet());
    }
}
