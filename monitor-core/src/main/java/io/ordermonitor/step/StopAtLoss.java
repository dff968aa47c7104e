package io.ordermonitor.step;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CalculatePnl;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Pnl;
import io.ordermonitor.message.Message.PnlTotals;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.DailyLoss;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.store.Alarms;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Step 2 with an eye on the day's loss: at the limit it sets stop-entries for the user, once a day, and never lifts it.
 * The alarm that it raises stands until a person allows entries again, and tells a later process that the day's limit
 * was acted on.
 */
final class StopAtLoss implements CalculatePnl {
    private final CalculatePnl pnl;
    private final Inputs inputs;
    private final Alarms alarms;
    private final OrderSettings settings;
    private final ZoneId zone;
    private final Map<Long, Optional<Alarm>> newest = new ConcurrentHashMap<>();
    private final Map<Long, LocalDate> complete = new ConcurrentHashMap<>();

    StopAtLoss(CalculatePnl pnl, Inputs inputs, Alarms alarms, OrderSettings settings, ZoneId zone) {
        this.pnl = pnl;
        this.inputs = inputs;
        this.alarms = alarms;
        this.settings = settings;
        this.zone = zone;
    }

    @Override
    public Pnl calculate(CycleScope scope, BrokerData data) throws InterruptedException {
        Pnl calculated = pnl.calculate(scope, data);
        if (settings.dailyLoss() == null || !isComplete(scope)) {
            return calculated;
        }
        try {
            return check(scope, calculated.totals()).map(calculated::with).orElse(calculated);
        } catch (StoreException e) {
            return calculated.with(Finding.error(
                    2,
                    0,
                    0,
                    Code.DATABASE,
                    "The limit of the day's loss could not be watched, for the database did not answer: "
                            + e.getMessage()));
        }
    }

    /** A nudged cycle reads some accounts only: until all were looked at, its totals may lack another's profit. */
    private boolean isComplete(CycleScope scope) {
        LocalDate day = day(scope.now());
        if (scope.kind() != CycleScope.Kind.NUDGED) {
            complete.put(scope.userId(), day);
        }
        return day.equals(complete.get(scope.userId()));
    }

    private Optional<Finding> check(CycleScope scope, PnlTotals totals) {
        Optional<Alarm> last = newest.computeIfAbsent(scope.userId(), user -> alarms.newest(user, Code.DAILY_LOSS));
        boolean actedToday =
                last.filter(a -> day(a.since()).equals(day(scope.now()))).isPresent();
        if (!actedToday && DailyLoss.isReached(totals.realised(), totals.unrealised(), settings)) {
            return Optional.of(stop(scope, totals));
        }
        Optional<Alarm> standing = last.filter(a -> a.cleared() == null);
        if (standing.isPresent() && !scope.switches().stopEntries().everything()) {
            newest.put(scope.userId(), standing.map(a -> a.cleared(scope.now())));
            return Optional.empty();
        }
        return standing.map(a -> finding(a.message()));
    }

    private Finding stop(CycleScope scope, PnlTotals totals) {
        inputs.change(scope.userId(), SafetySwitch.STOP_ENTRIES, SwitchScope.everything(), true);
        String stale = totals.staleAccounts().isEmpty()
                ? ""
                : ", accounts " + totals.staleAccounts() + " as they were last read";
        String message = "User " + scope.userId() + ": the day's result of "
                + totals.realised().add(totals.unrealised()).toPlainString() + " rupees (realised "
                + totals.realised().toPlainString() + ", unrealised "
                + totals.unrealised().toPlainString() + ", gross of charges" + stale
                + ") is at or beyond the daily loss limit of "
                + settings.dailyLoss() + ". Entries are stopped until someone allows them again; exits go on.";
        Alarm alarm = new Alarm(scope.userId(), 0, 0, Code.DAILY_LOSS, message, scope.now(), null);
        newest.put(scope.userId(), Optional.of(alarm));
        return finding(message);
    }

    private static Finding finding(String message) {
        return Finding.alarm(2, 0, 0, Code.DAILY_LOSS, message);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }
}
