package io.ordermonitor.step;

import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.PlaceExits;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.cycle.Updated;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.OrderWriter;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message.UpdateCause;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.AccountView;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.ExitContext;
import io.ordermonitor.order.ExitPlan;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Market;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.StuckStops;
import io.ordermonitor.order.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Step 4 as specified: one phase across all orders, then the next on what has become of them. */
final class PlaceProtection implements PlaceExits {
    private final Desks desks;
    private final Markets markets;
    private final Writing writing;
    private final Pictures pictures;
    private final OrderSettings settings;
    private final ToIntFunction<Account> modifyCap;
    private final Predicate<CycleScope> isLate;
    private final StalledExits stalled = new StalledExits();

    PlaceProtection(
            Desks desks,
            Markets markets,
            Writing writing,
            Pictures pictures,
            OrderSettings settings,
            ToIntFunction<Account> modifyCap,
            Predicate<CycleScope> isLate) {
        this.desks = desks;
        this.markets = markets;
        this.writing = writing;
        this.pictures = pictures;
        this.settings = settings;
        this.modifyCap = modifyCap;
        this.isLate = isLate;
    }

    @Override
    public StepOutput.Done place(CycleScope scope, Laid laid, Updated updated) throws InterruptedException {
        UserDesk desk = desks.of(scope.userId());
        StepNotes.Collector notes = new StepNotes.Collector();
        for (ManagedOrder order : desk.orders()) {
            Optional<Finding> stalledExit = EachOrder.decide(
                    4,
                    order,
                    notes,
                    Optional.empty(),
                    () -> context(scope, desk, laid, order).flatMap(c -> stalled.look(scope.userId(), order, c)));
            stalledExit.ifPresent(notes::find);
        }
        int placed = 0;
        for (ExitPlan.Phase phase : ExitPlan.Phase.values()) {
            if (!phase.protects() && isLate.test(scope)) {
                notes.remark("past the cycle's deadline: targets are left to the next cycle");
                continue;
            }
            List<LegWrite> writes = new ArrayList<>();
            for (ManagedOrder order : desk.orders()) {
                List<LegWrite> decided = EachOrder.decide(
                        4,
                        order,
                        notes,
                        List.of(),
                        () -> context(scope, desk, laid, order)
                                .map(c -> ExitPlan.writes(phase, order, c))
                                .orElse(List.of()));
                writes.addAll(decided);
            }
            placed += accepted(writing.write(4, scope, desk, writes, notes));
        }
        for (ManagedOrder order : desk.orders()) {
            EachOrder.decide(4, order, notes, false, () -> judge(scope, desk, laid, order, notes));
        }
        if (placed > 0) {
            notes.remark(placed + (placed == 1 ? " order" : " orders") + " written");
        }
        return new StepOutput.Done(notes.notes());
    }

    private static int accepted(List<OrderWriter.Written> written) {
        return (int) written.stream()
                .filter(w -> w.settled().outcome() == Intent.Outcome.ACCEPTED)
                .count();
    }

    private Optional<ExitContext> context(CycleScope scope, UserDesk desk, Laid laid, ManagedOrder order) {
        AccountView view = laid.data().views().get(order.accountId());
        Optional<Account> account = desk.account(order.accountId());
        if (view == null || view.quarantined().contains(order.instrument())) {
            return Optional.empty();
        }
        if (account.isEmpty() || (order.state().isEnded() && !order.isAnythingLive())) {
            return Optional.empty();
        }
        Optional<Market> market = markets.of(scope, desk, laid.data(), order);
        boolean bookOnly = view.positions() == null;
        return market.map(m -> new ExitContext(
                m,
                settings,
                settings.exits(account.get()),
                bookOnly,
                bookOnly ? 0 : view.net(order.instrument(), order.product()) - heldByOthers(desk, order),
                laid.overlay().madeUpFor(order),
                modifyCap.applyAsInt(account.get()),
                scope.switches().pauses(order.terms()),
                account.get().mode() == Account.Mode.OBSERVE,
                desk.promptStops().isDue(order)));
    }

    /** Signed units of the same position that the user's other orders hold. */
    private static int heldByOthers(UserDesk desk, ManagedOrder order) {
        return desk.orders().stream()
                .filter(o -> o.id() != order.id()
                        && o.accountId() == order.accountId()
                        && o.product() == order.product()
                        && o.instrument().equals(order.instrument()))
                .mapToInt(o -> o.side().sign() * o.open())
                .sum();
    }

    private boolean judge(CycleScope scope, UserDesk desk, Laid laid, ManagedOrder order, StepNotes.Collector notes) {
        Optional<ExitContext> context = context(scope, desk, laid, order);
        if (context.isEmpty()) {
            unknownInstrument(desk, laid, order).ifPresent(notes::find);
            return true;
        }
        Verdict verdict = Verdict.of(order, context.get());
        desk.put(verdict.order());
        verdict.finding().ifPresent(notes::find);
        StuckStops.finding(order, context.get()).ifPresent(notes::find);
        if (verdict.followUp()) {
            notes.followUp(order.accountId());
        }
        pictures.update(
                        desk,
                        Optional.of(order),
                        verdict.order(),
                        new UpdateCause(4, "flags", scope.number()),
                        scope.now())
                .ifPresent(notes::update);
        return true;
    }

    private Optional<Finding> unknownInstrument(UserDesk desk, Laid laid, ManagedOrder order) {
        boolean unknown = laid.data().views().containsKey(order.accountId())
                && order.open() > 0
                && markets.instrument(desk, order).isEmpty();
        return unknown
                ? Optional.of(Finding.alarm(
                        4,
                        order.accountId(),
                        order.id(),
                        Code.UNPROTECTED,
                        "Order " + order.id() + ", account " + order.accountId() + ": instrument " + order.instrument()
                                + " is not in the instrument table, so nothing can be placed"))
                : Optional.empty();
    }
}
