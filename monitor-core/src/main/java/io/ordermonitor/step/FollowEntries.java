package io.ordermonitor.step;

import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.ModifyEntries;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.AccountView;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.EntryFollowing;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Market;
import io.ordermonitor.order.OrderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Step 5 as specified. */
final class FollowEntries implements ModifyEntries {
    private final Desks desks;
    private final Markets markets;
    private final Writing writing;
    private final OrderSettings settings;
    private final ToIntFunction<Account> modifyCap;
    private final UncheckedPrices unchecked;
    private final SaidOnce saidOnce = new SaidOnce();

    FollowEntries(
            Desks desks,
            Markets markets,
            Writing writing,
            OrderSettings settings,
            ToIntFunction<Account> modifyCap,
            UncheckedPrices unchecked) {
        this.desks = desks;
        this.markets = markets;
        this.writing = writing;
        this.settings = settings;
        this.modifyCap = modifyCap;
        this.unchecked = unchecked;
    }

    @Override
    public StepOutput.Done modify(CycleScope scope, Laid laid) throws InterruptedException {
        UserDesk desk = desks.of(scope.userId());
        StepNotes.Collector notes = new StepNotes.Collector();
        List<LegWrite> writes = new ArrayList<>();
        for (ManagedOrder order : desk.orders()) {
            boolean concerned = laid.overlay().fresh().contains(order.accountId())
                    && !order.live(LegKind.ENTRY).isEmpty()
                    && order.terms().entryStopPrice() != null
                    && !scope.switches().stops(order.terms());
            if (concerned && !isQuarantined(laid, order)) {
                markets.of(scope, desk, laid.data(), order)
                        .ifPresent(market -> writes.addAll(EachOrder.decide(
                                5, order, notes, List.of(), () -> decide(desk, order, market, notes))));
            }
        }
        writing.write(5, scope, desk, writes, notes);
        return new StepOutput.Done(notes.notes());
    }

    static boolean isQuarantined(Laid laid, ManagedOrder order) {
        return isQuarantined(laid, order.accountId(), order.instrument());
    }

    static boolean isQuarantined(Laid laid, long accountId, InstrumentId instrument) {
        AccountView view = laid.data().views().get(accountId);
        return view == null || view.quarantined().contains(instrument);
    }

    private List<LegWrite> decide(UserDesk desk, ManagedOrder order, Market market, StepNotes.Collector notes) {
        String unusable = market.whyFairIsUnusable(order.side(), settings).orElse(null);
        if (saidOnce.isNews("entry " + order.id() + " price", unusable != null)) {
            String side = order.side().name().toLowerCase(Locale.ROOT);
            notes.find(
                    stalePrice(5, order, "the " + side + " fair price " + unusable + "; its entry is left as it is"));
        }
        boolean used = market.usableFair(order.side(), settings).isPresent();
        unchecked.finding(5, order, market, used).ifPresent(notes::find);
        int cap = desk.account(order.accountId()).map(modifyCap::applyAsInt).orElse(0);
        EntryFollowing.Decision decision = EntryFollowing.decide(order, market, settings, cap);
        boolean far = decision.tooFar().isPresent();
        if (saidOnce.isNews("entry " + order.id() + " far", far)) {
            notes.find(stalePrice(5, order, decision.tooFar().orElse("")));
        }
        return decision.writes();
    }

    static Finding stalePrice(int step, ManagedOrder order, String what) {
        return Finding.error(
                step,
                order.accountId(),
                order.id(),
                Code.STALE_PRICE,
                "Order " + order.id() + ", account " + order.accountId() + ", " + order.instrument() + ": " + what
                        + ".");
    }
}
