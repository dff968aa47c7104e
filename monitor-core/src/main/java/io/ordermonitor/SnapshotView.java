package io.ordermonitor;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.FetchBrokerData;
import io.ordermonitor.cycle.StepFailure;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message.PnlTotals;
import io.ordermonitor.message.Message.PositionLine;
import io.ordermonitor.message.Message.Snapshot;
import io.ordermonitor.order.AccountView;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Position;
import io.ordermonitor.step.AlarmReport;
import io.ordermonitor.step.Pictures;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Everything of a user at this instant, without waiting for his write lock: what a client gets that asks for it. */
final class SnapshotView implements FetchBrokerData {
    private final FetchBrokerData fetch;
    private final Desks desks;
    private final Pictures pictures;
    private final AlarmReport alarms;
    private final Clock clock;
    private final Map<Long, Map<Long, AccountView>> views = new ConcurrentHashMap<>();
    private final Map<Long, Set<Long>> stale = new ConcurrentHashMap<>();

    SnapshotView(FetchBrokerData fetch, Desks desks, Pictures pictures, AlarmReport alarms, Clock clock) {
        this.fetch = fetch;
        this.desks = desks;
        this.pictures = pictures;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** Step 1 itself; what it read is remembered for readers. */
    @Override
    public BrokerData fetch(CycleScope scope) throws InterruptedException {
        Set<Long> old = stale.computeIfAbsent(scope.userId(), u -> ConcurrentHashMap.newKeySet());
        try {
            BrokerData data = fetch.fetch(scope);
            Map<Long, AccountView> mine = views.computeIfAbsent(scope.userId(), u -> new ConcurrentHashMap<>());
            mine.putAll(data.views());
            // A nudged cycle reads some accounts only: of the others it says nothing.
            scope.accounts().forEach(account -> old.remove(account.id()));
            old.addAll(data.stale());
            return data;
        } catch (StepFailure allFailed) {
            scope.accounts().forEach(account -> old.add(account.id()));
            throw allFailed;
        }
    }

    Snapshot of(long userId, long seq, Optional<CycleReport> newest) {
        UserDesk desk = desks.of(userId);
        List<ManagedOrder> orders = desk.glance();
        return new Snapshot(
                orders.stream().map(o -> pictures.of(desk, o)).toList(),
                positions(userId, orders),
                newest.map(CycleReport::pnl).orElse(new PnlTotals(BigDecimal.ZERO, BigDecimal.ZERO, List.of())),
                alarms.standing(userId),
                seq,
                clock.instant());
    }

    private List<PositionLine> positions(long userId, List<ManagedOrder> orders) {
        List<PositionLine> lines = new ArrayList<>();
        Set<Long> old = stale.getOrDefault(userId, Set.of());
        views.getOrDefault(userId, Map.of()).forEach((accountId, view) -> {
            List<Position> positions = view.positions();
            if (positions != null) {
                for (Position position : positions) {
                    int external = position.quantity() - ours(orders, accountId, position);
                    lines.add(
                            new PositionLine(accountId, position, external, view.startedAt(), old.contains(accountId)));
                }
            }
        });
        return lines;
    }

    private static int ours(List<ManagedOrder> orders, long accountId, Position position) {
        return orders.stream()
                .filter(o -> o.accountId() == accountId
                        && o.instrument().equals(position.instrument())
                        && o.product() == position.product())
                .mapToInt(o -> o.side().sign() * o.open())
                .sum();
    }
}
