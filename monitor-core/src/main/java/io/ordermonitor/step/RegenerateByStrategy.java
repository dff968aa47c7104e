package io.ordermonitor.step;

import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.EntryStrategy;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.RegenerateEntries;
import io.ordermonitor.cycle.Regenerated;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Market;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Regenerations;
import io.ordermonitor.store.RejectedOrders;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 8 as specified: asks the strategy of each rejected order that is worth it for a new entry. */
final class RegenerateByStrategy implements RegenerateEntries {
    private final Desks desks;
    private final RejectedOrders rejected;
    private final Regenerations regenerations;
    private final Inputs inputs;
    private final Markets markets;
    private final Map<String, EntryStrategy> strategies;
    private final EntryStrategy standard;
    private final OrderSettings settings;
    private final RegenerationMemory memory;
    private final ZoneId zone;

    RegenerateByStrategy(
            Desks desks,
            RejectedOrders rejected,
            Regenerations regenerations,
            Inputs inputs,
            Markets markets,
            Map<String, EntryStrategy> strategies,
            OrderSettings settings,
            RegenerationMemory memory,
            ZoneId zone) {
        this.desks = desks;
        this.rejected = rejected;
        this.regenerations = regenerations;
        this.inputs = inputs;
        this.markets = markets;
        this.strategies = Map.copyOf(strategies);
        this.standard = new RepriceAroundFair(settings);
        this.settings = settings;
        this.memory = memory;
        this.zone = zone;
    }

    @Override
    public Regenerated regenerate(CycleScope scope, Laid laid) {
        StepNotes.Collector notes = new StepNotes.Collector();
        Instant since = scope.now().minus(settings.regenerateMaxAge());
        if (memory.mayWait(scope.userId(), since)) {
            LocalDate day = LocalDate.ofInstant(scope.now(), zone);
            List<Regeneration> made = new ArrayList<>();
            List<Long> declined = new ArrayList<>();
            List<RejectedOrder> candidates = rejected.notRegenerated(scope.userId(), day, since);
            Switches switches = candidates.isEmpty()
                    ? Switches.NONE
                    : inputs.gate(scope.userId()).switches();
            boolean held = false;
            for (RejectedOrder one : candidates) {
                NewManagedOrder terms = one.order().terms();
                if (switches.stops(terms) || !isRead(laid, terms)) {
                    held = true;
                } else if (scope.permission().allows(terms.strategy())) {
                    make(scope, laid, one, day, notes).ifPresentOrElse(made::add, () -> declined.add(one.id()));
                }
            }
            store(scope, made, declined, notes);
            if (!held) {
                memory.asked(scope.userId(), since);
            }
        }
        List<Regeneration> waiting =
                memory.mayHaveWaiting(scope.userId()) ? regenerations.waiting(scope.userId()) : List.of();
        if (waiting.isEmpty()) {
            memory.nothingWaits(scope.userId());
        }
        List<Regeneration> now =
                waiting.stream().filter(row -> isRead(laid, row.terms())).toList();
        return new Regenerated(now, notes.notes());
    }

    /**
     * An account that could not be read takes no further part, nor does an instrument with a row that could not be
     * understood: entries wait for a cycle that can.
     */
    private static boolean isRead(Laid laid, NewManagedOrder terms) {
        return laid.overlay().fresh().contains(terms.accountId())
                && !FollowEntries.isQuarantined(laid, terms.accountId(), terms.instrument());
    }

    private void store(CycleScope scope, List<Regeneration> made, List<Long> declined, StepNotes.Collector notes) {
        if (!made.isEmpty()) {
            // Before they are added: what fails may have been committed all the same.
            memory.waits(scope.userId());
            regenerations.add(made);
            notes.remark(made.size() + (made.size() == 1 ? " entry regenerated" : " entries regenerated"));
        }
        if (!declined.isEmpty()) {
            regenerations.decline(declined, scope.now());
        }
    }

    private Optional<Regeneration> make(
            CycleScope scope, Laid laid, RejectedOrder one, LocalDate day, StepNotes.Collector notes) {
        int attempt = one.order().attempt() + 1;
        boolean unwanted = one.order().entryEnded() || !one.kind().isWorthRegenerating();
        if (unwanted || attempt > settings.regenerateAttempts()) {
            return Optional.empty();
        }
        UserDesk desk = desks.of(scope.userId());
        Optional<Market> market = markets.of(scope, desk, laid.data(), one.order());
        if (market.isEmpty()) {
            return Optional.empty();
        }
        NewManagedOrder was = one.order().terms();
        EntryStrategy strategy = strategies.getOrDefault(was.strategy(), standard);
        try {
            return strategy.regenerate(one, market.get(), key(one))
                    .map(terms -> checked(was, terms, key(one)))
                    .map(terms -> new Regeneration(0, one.id(), terms, attempt, day, scope.now()));
        } catch (RuntimeException e) {
            notes.find(Finding.error(
                    8,
                    one.order().accountId(),
                    one.id(),
                    Code.STEP_FAILED,
                    "Order " + one.id() + ": strategy " + was.strategy() + " failed to regenerate its entry: " + e));
            return Optional.empty();
        }
    }

    private static String key(RejectedOrder one) {
        String own = one.order().terms().requestKey();
        String base = own.length() > 96 ? own.substring(0, 96) : own;
        return base + "#r" + one.id();
    }

    /** A strategy may change prices and reduce the quantity, nothing else. */
    private static NewManagedOrder checked(NewManagedOrder was, NewManagedOrder is, String key) {
        boolean same = is.userId() == was.userId()
                && is.accountId() == was.accountId()
                && is.instrument().equals(was.instrument())
                && is.side() == was.side()
                && is.product() == was.product()
                && is.quantity() <= was.quantity()
                && is.requestKey().equals(key);
        if (!same) {
            throw new IllegalArgumentException(
                    "a regenerated entry must keep user, account, instrument, side, product and the given request key,"
                            + " and must not grow");
        }
        is.whyMisplaced().ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        if (!is.strategy().equals(was.strategy())) {
            is.whyNotPlain().ifPresent(why -> {
                throw new IllegalArgumentException(why);
            });
        }
        return is;
    }
}
