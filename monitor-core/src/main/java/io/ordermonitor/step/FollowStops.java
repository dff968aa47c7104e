package io.ordermonitor.step;

import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.ModifyStops;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Market;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.SingleExit;
import io.ordermonitor.order.StopFollowing;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/** Step 6 as specified: turns stop-losses that should have filled into limits; their targets go first. */
final class FollowStops implements ModifyStops {
    private final Desks desks;
    private final Markets markets;
    private final Writing writing;
    private final OrderSettings settings;
    private final ToIntFunction<Account> modifyCap;
    private final ZoneId zone;
    private final UncheckedPrices unchecked;
    private final SaidOnce saidOnce = new SaidOnce();
    private final TargetTurns turns;
    private final Set<Long> beyond = ConcurrentHashMap.newKeySet();

    FollowStops(
            Desks desks,
            Markets markets,
            Writing writing,
            OrderSettings settings,
            ToIntFunction<Account> modifyCap,
            TargetTurns turns,
            ZoneId zone,
            UncheckedPrices unchecked) {
        this.desks = desks;
        this.markets = markets;
        this.writing = writing;
        this.settings = settings;
        this.modifyCap = modifyCap;
        this.turns = turns;
        this.zone = zone;
        this.unchecked = unchecked;
    }

    @Override
    public StepOutput.Done modify(CycleScope scope, Laid laid) throws InterruptedException {
        UserDesk desk = desks.of(scope.userId());
        StepNotes.Collector notes = new StepNotes.Collector();
        List<LegWrite> writes = new ArrayList<>();
        for (ManagedOrder order : desk.orders()) {
            boolean concerned = laid.overlay().fresh().contains(order.accountId())
                    && order.open() > 0
                    && !scope.switches().pauses(order.terms())
                    && !order.live(LegKind.SL).isEmpty();
            if (concerned && !FollowEntries.isQuarantined(laid, order)) {
                markets.of(scope, desk, laid.data(), order)
                        .ifPresent(market -> writes.addAll(EachOrder.decide(
                                6, order, notes, List.of(), () -> decide(desk, order, market, notes))));
            } else if (scope.switches().pauses(order.terms())) {
                beyond.remove(order.id());
            } else if (order.open() <= 0) {
                beyond.remove(order.id());
                turns.forget(order.id());
            }
        }
        writing.write(6, scope, desk, writes, notes);
        return new StepOutput.Done(notes.notes());
    }

    private List<LegWrite> decide(UserDesk desk, ManagedOrder order, Market market, StepNotes.Collector notes) {
        String unusable =
                market.whyFairIsUnusable(order.side().opposite(), settings).orElse(null);
        if (saidOnce.isNews("stop " + order.id() + " price", unusable != null)) {
            notes.find(FollowEntries.stalePrice(
                    6, order, "the fair price " + unusable + "; its stop-loss follows the last price"));
        }
        boolean used = market.usableFair(order.side().opposite(), settings).isPresent();
        unchecked.finding(6, order, market, used).ifPresent(notes::find);
        int cap = desk.account(order.accountId()).map(modifyCap::applyAsInt).orElse(0);
        boolean beyondBefore = beyond.contains(order.id());
        if (StopFollowing.isBeyond(order, market)) {
            beyond.add(order.id());
        } else {
            beyond.remove(order.id());
        }
        if (isSingle(desk, order)) {
            LocalDate day = LocalDate.ofInstant(market.now(), zone);
            SingleExit.Decision single = SingleExit.decide(order, market, cap, () -> turns.left(order.id(), day));
            if (single.turned()) {
                turns.count(order.id());
            }
            if (single.isClaimed()) {
                return single.writes();
            }
        }
        List<LegWrite> stops = StopFollowing.decide(order, market, settings, cap, beyondBefore);
        if (stops.isEmpty()) {
            return List.of();
        }
        List<LegWrite> writes = new ArrayList<>();
        order.live(LegKind.TP).stream()
                .filter(LegOrder::isWritable)
                .forEach(tp -> writes.add(new LegWrite.Cancel(order.id(), tp.tag(), "tp.cancel-exiting")));
        writes.addAll(stops);
        return writes;
    }

    private boolean isSingle(UserDesk desk, ManagedOrder order) {
        return desk.account(order.accountId())
                .filter(a -> settings.exits(a) == Account.ExitMode.SINGLE)
                .isPresent();
    }
}
