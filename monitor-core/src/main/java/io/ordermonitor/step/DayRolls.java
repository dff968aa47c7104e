package io.ordermonitor.step;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.AccountView;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.DayStart;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Remembered;
import io.ordermonitor.store.Intents;
import io.ordermonitor.store.Snapshots;
import io.ordermonitor.store.StoreException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the roll of the trading day reads and stores, besides the overlay that decides. Thread-safe. */
final class DayRolls {
    private static final Logger LOG = LoggerFactory.getLogger(DayRolls.class);
    /** An option's premium may move by a fifth in any night: its price tells no split, its units alone do. */
    private static final Pattern OPTION = Pattern.compile(".*[0-9](CE|PE)");

    private final Snapshots snapshots;
    private final Intents intents;
    private final Markets markets;
    private final ZoneId zone;
    private final Map<Long, LocalDate> expired = new ConcurrentHashMap<>();
    private final SaidOnce saidOnce = new SaidOnce();

    DayRolls(Snapshots snapshots, Intents intents, Markets markets, ZoneId zone) {
        this.snapshots = snapshots;
        this.intents = intents;
        this.markets = markets;
        this.zone = zone;
    }

    /** What laying needs; how an account came into the day is read once, and only if it holds orders of earlier days. */
    Remembered remembered(CycleScope scope, UserDesk desk, BrokerData data) {
        LocalDate day = LocalDate.ofInstant(scope.now(), zone);
        Map<Long, DayStart> days = new HashMap<>();
        Map<InstrumentId, BigDecimal> prices = new HashMap<>();
        for (ManagedOrder order : desk.orders()) {
            long account = order.accountId();
            AccountView view = data.views().get(account);
            if (view == null || view.positions() == null || !isCarried(order, day)) {
                continue;
            }
            days.computeIfAbsent(account, id -> dayStart(desk, id, day));
            if (!isOption(desk, order)) {
                data.last(account, order.instrument()).ifPresent(last -> prices.put(order.instrument(), last));
            }
        }
        return new Remembered(desk.suspicions(), days, prices);
    }

    private static boolean isCarried(ManagedOrder order, LocalDate day) {
        return order.tradingDay().isBefore(day);
    }

    private DayStart dayStart(UserDesk desk, long account, LocalDate day) {
        return desk.dayStart(account).filter(start -> start.day().equals(day)).orElseGet(() -> {
            DayStart stored = snapshots.dayStart(account, day);
            desk.dayStart(account, stored);
            return stored;
        });
    }

    private boolean isOption(UserDesk desk, ManagedOrder order) {
        return markets.instrument(desk, order)
                .map(Instrument::symbol)
                .filter(symbol -> OPTION.matcher(symbol).matches())
                .isPresent();
    }

    /**
     * Stores what was compared, after the orders; what concerns an order that could not be stored waits. What fails is
     * tried again by the next cycle: no stop-loss waits for it.
     *
     * @param unsaved orders that could not be stored
     */
    void store(CycleScope scope, UserDesk desk, Set<Long> unsaved) {
        Map<PnlKey, Integer> compared = new HashMap<>(desk.compared());
        for (Long id : unsaved) {
            desk.order(id).ifPresent(o -> compared.remove(new PnlKey(o.accountId(), o.instrument(), o.product())));
        }
        if (compared.isEmpty()) {
            return;
        }
        try {
            snapshots.compared(LocalDate.ofInstant(scope.now(), zone), compared);
            desk.comparedStored(compared.keySet());
        } catch (StoreException e) {
            later(scope, e);
        }
    }

    /** Ends the writes of earlier days of which nobody learned what became, once a user and day. */
    void expireWrites(CycleScope scope) {
        LocalDate day = LocalDate.ofInstant(scope.now(), zone);
        if (day.equals(expired.get(scope.userId()))) {
            return;
        }
        try {
            int ended = intents.expireBefore(scope.userId(), day, scope.now());
            expired.put(scope.userId(), day);
            if (ended > 0) {
                LOG.info(
                        "writes of earlier days expired user={} cycle={} writes={}",
                        scope.userId(),
                        scope.number(),
                        ended);
            }
        } catch (StoreException e) {
            later(scope, e);
        }
    }

    private static void later(CycleScope scope, StoreException e) {
        LOG.warn(
                "roll of the day not stored, the next cycle tries again user={} cycle={} cause={}",
                scope.userId(),
                scope.number(),
                e.toString());
    }

    /** In the closing cycle a user is told, once a day and order, what will be delivered over night. */
    void announceDeliveries(CycleScope scope, UserDesk desk, StepNotes.Collector notes) {
        if (scope.kind() != CycleScope.Kind.CLOSING) {
            return;
        }
        LocalDate day = LocalDate.ofInstant(scope.now(), zone);
        for (ManagedOrder order : desk.orders()) {
            boolean delivered = order.product() == Product.CNC && order.open() > 0;
            if (delivered && saidOnce.isNews("delivery of " + order.id() + " after " + day, true)) {
                notes.find(new Finding(
                        3,
                        order.accountId(),
                        order.id(),
                        Code.EXTERNAL,
                        "Order " + order.id() + ", account " + order.accountId() + ": its " + order.open()
                                + " units of " + order.instrument() + " are delivered into the holdings over night."
                                + " Holdings are not monitored: they have no stop-loss from tomorrow on.",
                        false,
                        false));
            }
        }
    }
}
