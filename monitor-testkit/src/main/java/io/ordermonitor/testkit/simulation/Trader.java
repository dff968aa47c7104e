package io.ordermonitor.testkit.simulation;

import io.ordermonitor.SafetySwitches;
import io.ordermonitor.SubmitResult;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.StoreException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** The user of a simulated day, and his programs: asks the process that serves, as a careful program would. */
final class Trader {
    private static final Duration AGAIN = Duration.ofSeconds(20);
    private static final int TRIES = 40;

    private final SimulatedDay day;
    private final Map<Long, Act.StopEntries> switches = new ConcurrentHashMap<>();
    private final Map<Long, Act.Permit> permits = new ConcurrentHashMap<>();
    private final Set<Long> switching = ConcurrentHashMap.newKeySet();

    Trader(SimulatedDay day) {
        this.day = day;
    }

    void perform(Act act) {
        if (act instanceof Act.Submit submit) {
            NewManagedOrder terms =
                    day.market().terms(submit.shape(), day.time().instant());
            ask(() -> submitted(submit, terms), TRIES);
        } else if (act instanceof Act.Amend amend) {
            any(amend, amend.pick()).ifPresent(order -> ask(() -> amended(order, amend.pick()), 1));
        } else if (act instanceof Act.Cancel cancel) {
            any(cancel, cancel.pick()).ifPresent(order -> ask(() -> cancelled(order.id()), 1));
        } else if (act instanceof Act.Exit exit) {
            any(exit, exit.pick()).ifPresent(order -> ask(() -> exited(order.id()), 1));
        } else if (act instanceof Act.FairPrices prices) {
            publish(prices.pick());
        } else if (act instanceof Act.StopEntries stop) {
            switches.put(stop.userId(), stop);
            ask(() -> switched(stop), TRIES);
        } else if (act instanceof Act.Permit permit) {
            permits.put(permit.userId(), permit);
            permit(permit, TRIES);
        }
    }

    private SubmitResult submitted(Act.Submit act, NewManagedOrder terms) throws InterruptedException {
        SubmitResult result = day.process().monitor().orders().submit(terms);
        if (result instanceof SubmitResult.Submitted taken) {
            day.met(act, taken.order().id());
        } else if (result instanceof SubmitResult.Repeated repeated) {
            day.met(act, repeated.orderId());
        }
        return result;
    }

    private SubmitResult cancelled(long orderId) throws InterruptedException {
        SubmitResult result = day.process().monitor().orders().cancel(orderId);
        if (result instanceof SubmitResult.Submitted taken && taken.said().isEmpty()) {
            day.checks().cancelTaken(orderId);
        }
        return result;
    }

    private SubmitResult exited(long orderId) throws InterruptedException {
        SubmitResult result = day.process().monitor().orders().exitNow(orderId);
        if (result instanceof SubmitResult.Submitted taken && taken.said().isEmpty()) {
            day.checks().exitTaken(orderId);
        }
        return result;
    }

    /** He permits by the database, as an application of his may. */
    private void permit(Act.Permit act, int tries) {
        if (!act.equals(permits.get(act.userId()))) {
            return;
        }
        try {
            day.stored().stores().inputs().savePermission(act.userId(), new Permission(act.permitted(), Set.of("*")));
            day.note("user " + act.userId() + " permits " + (act.permitted() ? "" : "no ") + "new entries");
        } catch (StoreException e) {
            if (tries > 1) {
                day.later(AGAIN, () -> permit(act, tries - 1));
            }
        }
    }

    /** What he asked for last holds: he asks one after the other, and no more for what he has asked otherwise since. */
    private SubmitResult switched(Act.StopEntries stop) throws InterruptedException {
        SubmitResult.Refused done = new SubmitResult.Refused("");
        if (!stop.equals(switches.get(stop.userId()))) {
            return done;
        }
        if (!switching.add(stop.userId())) {
            throw new IllegalStateException("his last request has not been answered");
        }
        try {
            SwitchScope all = SwitchScope.everything();
            if (stop.stopped()) {
                if (stop.flattens()) {
                    flatten(stop.userId(), all);
                } else {
                    day.process().monitor().safety().stopEntries(stop.userId(), all);
                }
                day.checks().entriesStopped(stop.userId(), true);
            } else {
                day.checks().entriesStopped(stop.userId(), false);
                day.process().monitor().safety().allowEntries(stop.userId(), all);
            }
            return done;
        } finally {
            switching.remove(stop.userId());
        }
    }

    private void flatten(long userId, SwitchScope scope) throws InterruptedException {
        SafetySwitches.FlattenResult result = day.process().monitor().safety().flatten(userId, scope);
        if (result instanceof SafetySwitches.FlattenResult.Asked asked) {
            asked.orders().forEach(day.checks()::exitTaken);
            day.note("user " + userId + " flattens his orders " + asked.orders());
        }
    }

    private SubmitResult amended(ManagedOrder order, int pick) throws InterruptedException {
        Instrument share = day.plan().shares().of(order.instrument());
        BigDecimal by = share.tick().multiply(BigDecimal.valueOf(pick % 21 - 10L));
        return day.process()
                .monitor()
                .orders()
                .amend(
                        order.id(),
                        // An instrument table of old dates says nothing of the band, so the monitor would send it.
                        share.clamp(order.terms().slStopPrice().add(by)),
                        pick % 6 == 0 ? null : order.terms().targetPrice());
    }

    private Optional<ManagedOrder> any(Act act, int pick) {
        List<ManagedOrder> orders = day.plan().orders(day.stored());
        Optional<ManagedOrder> any =
                orders.isEmpty() ? Optional.empty() : Optional.of(orders.get(pick % orders.size()));
        any.ifPresent(order -> day.met(act, order.id()));
        return any;
    }

    /** Asks the process that serves; what it cannot answer is asked again later, as a careful program would. */
    private void ask(Callable<SubmitResult> question, int tries) {
        day.time().call(() -> answered(question, tries));
    }

    private boolean answered(Callable<SubmitResult> question, int tries) throws Exception {
        try {
            question.call();
            return true;
        } catch (ProcessKilled | LoopStopped | StoreException | FencedException | IllegalStateException e) {
            if (tries > 1) {
                day.later(AGAIN, () -> askAgain(question, tries - 1));
            }
        } catch (IllegalArgumentException e) {
            day.note("a request was not understood: " + e.getMessage());
        }
        return false;
    }

    private void askAgain(Callable<SubmitResult> question, int tries) {
        try {
            answered(question, tries);
        } catch (Exception e) {
            day.note("a request was not answered: " + e.getMessage());
        }
    }

    private void publish(int pick) {
        List<FairPrice> prices = new ArrayList<>();
        for (Instrument share : day.plan().shares().all()) {
            BigDecimal last = day.market()
                    .paper()
                    .lastPrice(share.id(), day.time().instant())
                    .orElse(null);
            if (last != null) {
                BigDecimal away = BigDecimal.valueOf(pick % 9 == 0 ? 120 : pick % 31 - 15, 1);
                BigDecimal fair = last.add(away).setScale(2, RoundingMode.HALF_UP);
                prices.add(new FairPrice(
                        share.id(),
                        fair,
                        fair.subtract(BigDecimal.ONE),
                        day.time().instant(),
                        "simulated"));
            }
        }
        try {
            // An answer that is lost may come after the commit.
            day.checks().published(prices);
            day.stored().stores().inputs().saveFairPrices(prices);
        } catch (StoreException e) {
            day.note("the fair prices could not be stored");
        }
    }
}
