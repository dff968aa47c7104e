package io.ordermonitor.testkit.simulation;

import io.ordermonitor.SubmitResult;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What happens on a simulated day by rule: the square-off, the night, an account armed, frozen orders released. */
final class Routine {
    private static final int TRIES = 20;

    private final SimulatedDay day;

    Routine(SimulatedDay day) {
        this.day = day;
    }

    /** Puts on the agenda what brokers, and the night, do by themselves. */
    void plan(Map<Instant, List<Runnable>> agenda) {
        DayTimes times = day.plan().times();
        Instant evening = times.evening();
        for (long account : day.plan().accounts()) {
            SquareOff squareOff = new SquareOff(day.exchange(), day.plan().shares(), account);
            squareOff.turns(times.begin()).stream()
                    .filter(turn -> turn.isAfter(times.begin()) && turn.isBefore(evening))
                    .forEach(turn -> agenda.computeIfAbsent(turn, at -> new ArrayList<>())
                            .add(squareOff::turn));
            if (times.hasNight()) {
                agenda.computeIfAbsent(evening, at -> new ArrayList<>())
                        .add(() -> day.ledger().dayEnded(account, day.exchange().book(account)));
            }
        }
        if (day.plan().kind() == DayKind.OBSERVED) {
            day.at(agenda, times.length().dividedBy(4), this::arm);
        }
    }

    private void arm() {
        try {
            day.arm();
        } catch (StoreException e) {
            day.later(Duration.ofSeconds(20), this::arm);
        }
    }

    static boolean isFrozen(Alarm alarm) {
        return alarm.code() == Code.FROZEN && alarm.cleared() == null && alarm.orderId() > 0;
    }

    /** A person looks what an order that is frozen really holds, and says so until it is taken. */
    void settle(Alarm alarm) {
        settle(alarm, TRIES);
    }

    private void settle(Alarm alarm, int tries) {
        boolean frozen = day.plan().orders(day.stored()).stream()
                .anyMatch(order -> order.id() == alarm.orderId() && order.state() == OrderState.FROZEN);
        if (!frozen || tries == 0) {
            return;
        }
        int open = Truth.of(day.exchange(), alarm.accountId(), day.ledger())
                .of(alarm.orderId())
                .open();
        if (open < 0) {
            // The excess is his own from now on.
            day.stored()
                    .order(alarm.orderId())
                    .ifPresent(order ->
                            day.checks().settledByHand(alarm.accountId(), order.instrument(), order.product()));
        }
        try {
            SubmitResult result = day.process().monitor().orders().settle(alarm.orderId(), Math.max(0, open));
            day.note("a person says that order " + alarm.orderId() + " holds " + open + ": "
                    + (result instanceof SubmitResult.Refused refused ? "refused, " + refused.reason() : "taken"));
        } catch (ProcessKilled | LoopStopped | StoreException | FencedException e) {
            day.note("a person says what order " + alarm.orderId() + " holds, and nobody answers: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        day.later(Duration.ofSeconds(60), () -> settle(alarm, tries - 1));
    }
}
