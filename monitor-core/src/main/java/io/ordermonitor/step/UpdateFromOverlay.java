package io.ordermonitor.step;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.Pnl;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.UpdateOrders;
import io.ordermonitor.cycle.Updated;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.execution.RequestDesk;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message.UpdateCause;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.ObservedEntry;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Overlay;
import io.ordermonitor.store.OrderChanges;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.StoreException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Step 3 as specified. */
final class UpdateFromOverlay implements UpdateOrders {
    private final Desks desks;
    private final Orders orders;
    private final Marks marks;
    private final Markets markets;
    private final Pictures pictures;
    private final RequestDesk requests;
    private final Writing writing;
    private final StrangerCheck strangers;
    private final DayRolls rolls;
    private final ZoneId zone;

    UpdateFromOverlay(
            Desks desks,
            Orders orders,
            Markets markets,
            Pictures pictures,
            RequestDesk requests,
            Writing writing,
            DayRolls rolls,
            ZoneId zone) {
        this.desks = desks;
        this.orders = orders;
        this.marks = new Marks();
        this.markets = markets;
        this.pictures = pictures;
        this.requests = requests;
        this.writing = writing;
        this.strangers = new StrangerCheck(orders, zone);
        this.rolls = rolls;
        this.zone = zone;
    }

    @Override
    public Laid lay(CycleScope scope, BrokerData data) {
        UserDesk desk = desks.of(scope.userId());
        Overlay overlay = Overlay.lay(
                List.copyOf(desk.orders()),
                data.views(),
                rolls.remembered(scope, desk, data),
                order -> markets.instrument(desk, order)
                        .map(Instrument::multiplier)
                        .orElse(BigDecimal.ONE),
                zone);
        desk.take(overlay);
        return new Laid(data, overlay);
    }

    @Override
    public Updated update(CycleScope scope, Laid laid, Pnl pnl) throws InterruptedException {
        UserDesk desk = desks.of(scope.userId());
        StepNotes.Collector notes = new StepNotes.Collector();
        endRecorded(scope, desk, notes);
        List<ManagedOrder> dirty = desk.dirty();
        Marks.Lines lines = marks.of(scope, desk, laid.data());
        Map<Long, String> failed = dirty.isEmpty() && lines.changed().isEmpty()
                ? Map.of()
                : orders.save(
                        scope.userId(),
                        new OrderChanges(
                                new Cause(3, "book", scope.number()), dirty, desk.outcomes(dirty), lines.changed()),
                        scope.now());
        marks.stored(scope.userId(), lines);
        desk.stored(dirty.stream()
                .map(ManagedOrder::id)
                .filter(id -> !failed.containsKey(id))
                .toList());
        failed.forEach((id, why) -> notes.find(Finding.alarm(
                3, 0, id, Code.DATABASE, "Order " + id + " could not be stored and is left as it was: " + why)));
        rolls.store(scope, desk, failed.keySet());
        rolls.announceDeliveries(scope, desk, notes);
        tell(scope, desk, failed.keySet(), notes);
        strangers.check(laid.overlay(), LocalDate.ofInstant(scope.now(), zone)).forEach(notes::find);
        for (OrderRequest request : scope.requests()) {
            take(scope, desk, request, notes);
        }
        return new Updated(laid.overlay(), lines.shown(), notes.notes());
    }

    /** Before orders are stored, since nobody may be left to run another cycle for the user. */
    private void endRecorded(CycleScope scope, UserDesk desk, StepNotes.Collector notes) {
        for (ManagedOrder order : desk.orders()) {
            desk.account(order.accountId())
                    .flatMap(account -> ObservedEntry.ended(order, account.mode() == Account.Mode.OBSERVE, scope.now()))
                    .ifPresent(ended -> {
                        desk.put(ended.order());
                        notes.find(ended.finding());
                    });
        }
    }

    private void tell(CycleScope scope, UserDesk desk, Set<Long> failed, StepNotes.Collector notes) {
        UpdateCause cause = new UpdateCause(3, "book", scope.number());
        desk.untold()
                .takeAllBut(failed)
                .forEach((id, before) -> desk.order(id)
                        .flatMap(now -> pictures.update(desk, before, now, cause, scope.now()))
                        .ifPresent(notes::update));
    }

    private void take(CycleScope scope, UserDesk desk, OrderRequest request, StepNotes.Collector notes)
            throws InterruptedException {
        IntakeResult result;
        try {
            result = requests.take(desk, request, new Cause(3, "request", scope.number()));
        } catch (StoreException e) {
            notes.find(Finding.error(
                    3, 0, request.orderId(), Code.DATABASE, "Request " + request.id() + " waits: " + e.getMessage()));
            return;
        }
        if (result instanceof IntakeResult.Taken taken) {
            tell(scope, desk, taken.order(), notes);
            writing.errors(3, taken.written()).forEach(notes::find);
            if (request.kind() == OrderRequest.Kind.ADOPT) {
                // The book of this cycle was laid before the order was here: only another look protects it.
                notes.followUp(taken.order().accountId());
            }
        } else if (result instanceof IntakeResult.Flattened flattened) {
            flattened.orders().forEach(order -> tell(scope, desk, order, notes));
        }
    }

    private void tell(CycleScope scope, UserDesk desk, ManagedOrder asked, StepNotes.Collector notes) {
        UpdateCause cause = new UpdateCause(3, "request", scope.number());
        pictures.update(desk, Optional.empty(), asked, cause, scope.now()).ifPresent(notes::update);
    }
}
