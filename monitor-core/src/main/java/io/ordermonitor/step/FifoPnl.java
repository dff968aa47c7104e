package io.ordermonitor.step;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CalculatePnl;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Pnl;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.message.Message.PnlTotals;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Position;
import io.ordermonitor.store.PnlQuery;
import io.ordermonitor.store.Snapshots;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Step 2 as specified: one statement for the keys that changed, none if none did. */
final class FifoPnl implements CalculatePnl {
    private final PnlQuery query;
    private final Snapshots snapshots;
    private final DueKeys dueKeys;
    private final ZoneId zone;
    private final Map<Long, Remembered> users = new ConcurrentHashMap<>();

    FifoPnl(PnlQuery query, Snapshots snapshots, DueKeys dueKeys, ZoneId zone) {
        this.query = query;
        this.snapshots = snapshots;
        this.dueKeys = dueKeys;
        this.zone = zone;
    }

    @Override
    public Pnl calculate(CycleScope scope, BrokerData data) {
        LocalDate day = LocalDate.ofInstant(scope.now(), zone);
        Remembered mine = users.compute(
                scope.userId(), (id, old) -> old == null || !old.day.equals(day) ? new Remembered(day) : old);
        data.stale().forEach(accountId -> recall(scope.userId(), accountId, mine));
        dueKeys.add(scope.userId(), data.changed());
        Set<PnlKey> due = dueKeys.of(scope.userId());
        if (!due.isEmpty()) {
            query.realised(day, due).forEach(row -> mine.rows.put(row.key(), row));
            dueKeys.done(scope.userId());
        }
        return new Pnl(mine.rows, totals(mine, data), StepNotes.NONE);
    }

    /** An account that this process never read counts with what was stored of it. */
    private void recall(long userId, long accountId, Remembered mine) {
        boolean known = mine.rows.keySet().stream().anyMatch(key -> key.accountId() == accountId);
        if (known || !mine.recalled.add(accountId)) {
            return;
        }
        Set<PnlKey> keys = new HashSet<>();
        for (BrokerOrder row : snapshots.orderBook(accountId, mine.day)) {
            keys.add(new PnlKey(accountId, row.instrument(), row.product()));
        }
        for (Position position : snapshots.positions(accountId, mine.day)) {
            PnlKey key = new PnlKey(accountId, position.instrument(), position.product());
            keys.add(key);
            Optional.ofNullable(position.lastPrice()).ifPresent(price -> mine.lastKnown.putIfAbsent(key, price));
        }
        dueKeys.add(userId, keys);
    }

    private static PnlTotals totals(Remembered mine, BrokerData data) {
        BigDecimal realised = BigDecimal.ZERO;
        BigDecimal unrealised = BigDecimal.ZERO;
        for (PnlRow row : mine.rows.values()) {
            realised = realised.add(row.realised());
            unrealised = unrealised.add(unrealised(mine, row, data));
        }
        return new PnlTotals(
                realised.setScale(2, RoundingMode.HALF_UP),
                unrealised.setScale(2, RoundingMode.HALF_UP),
                data.stale().stream().sorted().toList());
    }

    /** At the last price; a stale account keeps its last known figure. */
    private static BigDecimal unrealised(Remembered mine, PnlRow row, BrokerData data) {
        if (row.openQuantity() == 0) {
            return BigDecimal.ZERO;
        }
        Optional<BigDecimal> last = data.last(row.key().accountId(), row.key().instrument());
        last.ifPresent(price -> mine.lastKnown.put(row.key(), price));
        BigDecimal price = mine.lastKnown.get(row.key());
        return price == null ? BigDecimal.ZERO : row.unrealised(price);
    }

    /** A user's figures of the day; used by one cycle at a time. */
    private static final class Remembered {
        private final LocalDate day;
        private final Map<PnlKey, PnlRow> rows = new HashMap<>();
        private final Map<PnlKey, BigDecimal> lastKnown = new HashMap<>();
        private final Set<Long> recalled = new HashSet<>();

        Remembered(LocalDate day) {
            this.day = day;
        }
    }
}
