package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.ManagedOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sentences of a day's story about what went wrong and what was asked.
 *
 * @param met the order that an act made or met, as far as it is known
 * @param until when the day was stopped: what was planned for later is not told
 */
record PlanTale(DayPlan plan, Map<Act, Long> met, StoredDay stored, Instant until) {
    /** Faults that strike a process, not an account. */
    private static final Set<FaultKind> OURS = EnumSet.range(FaultKind.CLOCK_JUMPS, FaultKind.DATABASE_OUTAGE);

    private static final Set<FaultKind> OF_AN_INSTRUMENT = EnumSet.of(FaultKind.HALT, FaultKind.PRICE_BAND);

    PlanTale {
        met = Map.copyOf(met);
    }

    /** What went wrong, from when on, one line each: what strikes a call or a row strikes the next one that fits. */
    List<String> faults() {
        return plan.faults().stream()
                .filter(fault -> isOver(fault.at()))
                .sorted(Comparator.comparing(PlannedFault::at))
                .map(fault -> at(fault.at()) + " " + told(fault))
                .toList();
    }

    private boolean isOver(Duration at) {
        return !plan.times().at(at).isAfter(until);
    }

    private String at(Duration at) {
        return DayTimes.shown(plan.times().at(at));
    }

    private String told(PlannedFault fault) {
        FaultKind kind = fault.kind();
        String of = " on account " + fault.accountId();
        if (OURS.contains(kind)) {
            of = "";
        } else if (OF_AN_INSTRUMENT.contains(kind)) {
            of = " of " + plan.shares().of(fault).id();
        } else if (kind == FaultKind.RECONNECT) {
            of = " of user " + plan.userOf(fault.accountId());
        }
        return kind + " (" + kind.sentence() + ")" + of + kind.lasting(fault.lasting());
    }

    /** What was asked, one line each; fair prices come all day, and are not told. */
    List<String> acts() {
        return plan.acts().stream()
                .filter(act -> isOver(act.at()))
                .flatMap(act -> told(act).map(what -> at(act.at()) + " " + what).stream())
                .toList();
    }

    private Optional<String> told(Act act) {
        if (act instanceof Act.Submit submit) {
            return Optional.of(submitted(submit));
        }
        if (act instanceof Act.StopEntries stop) {
            return Optional.of("entries of user " + stop.userId() + (stop.stopped() ? " are stopped" : " are allowed")
                    + (stop.flattens() ? ", and his orders closed" : ""));
        }
        if (act instanceof Act.Permit permit) {
            return Optional.of("user " + permit.userId() + " permits " + (permit.permitted() ? "" : "no ")
                    + "new entries of the monitor's own");
        }
        if (act instanceof Act.FairPrices) {
            return Optional.empty();
        }
        String order = met.containsKey(act) ? "order " + met.get(act) : "an order, but there was none yet,";
        if (act instanceof Act.Amend) {
            return Optional.of(order + " is to have another stop and target");
        }
        return Optional.of(
                act instanceof Act.Cancel
                        ? order + " is to fill no further"
                        : order + " is to be closed at the market");
    }

    private String submitted(Act.Submit submit) {
        String key = submit.shape().key();
        String order = Optional.ofNullable(met.get(submit))
                .or(() -> stored(key))
                .map(id -> "order " + id + " (key " + key + ")")
                .orElse("an order with the key " + key + ", which was not taken,");
        return order + " is submitted for account " + submit.shape().accountId();
    }

    private Optional<Long> stored(String key) {
        return plan.orders(stored).stream()
                .filter(order -> order.terms().requestKey().equals(key))
                .map(ManagedOrder::id)
                .findFirst();
    }
}
