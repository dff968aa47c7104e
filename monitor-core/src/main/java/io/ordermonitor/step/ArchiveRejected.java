package io.ordermonitor.step;

import io.ordermonitor.cycle.ClearRejected;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message.UpdateCause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.RejectionClass;
import io.ordermonitor.store.RejectedOrders;
import io.ordermonitor.store.StoreException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Step 7 as specified: moves orders whose entry was rejected, with the broker's reason and its class; one that step 3
 * could not store with what became of its writes waits for the next cycle. Also ends writes of
 * earlier days that have no outcome, which may wait for the stop-losses.
 */
final class ArchiveRejected implements ClearRejected {
    private final Desks desks;
    private final RejectedOrders store;
    private final Pictures pictures;
    private final RegenerationMemory memory;
    private final DayRolls rolls;
    private final ZoneId zone;

    ArchiveRejected(
            Desks desks,
            RejectedOrders store,
            Pictures pictures,
            RegenerationMemory memory,
            DayRolls rolls,
            ZoneId zone) {
        this.desks = desks;
        this.store = store;
        this.pictures = pictures;
        this.memory = memory;
        this.rolls = rolls;
        this.zone = zone;
    }

    @Override
    public StepOutput.Done clear(CycleScope scope, Laid laid) {
        rolls.expireWrites(scope);
        UserDesk desk = desks.of(scope.userId());
        StepNotes.Collector notes = new StepNotes.Collector();
        LocalDate day = LocalDate.ofInstant(scope.now(), zone);
        List<RejectedOrder> rejected = new ArrayList<>();
        for (ManagedOrder order : desk.orders()) {
            if (laid.overlay().fresh().contains(order.accountId())
                    && isRejected(order)
                    && desk.outcomes(List.of(order)).isEmpty()) {
                String reason = reason(order);
                rejected.add(new RejectedOrder(order, reason, RejectionClass.of(reason), day, scope.now()));
            }
        }
        if (rejected.isEmpty()) {
            return new StepOutput.Done(StepNotes.NONE);
        }
        move(desk, rejected);
        memory.rejected(scope.userId(), scope.now());
        for (RejectedOrder one : rejected) {
            desk.remove(one.id());
            tell(scope, desk, one, notes);
        }
        notes.remark(rejected.size() + (rejected.size() == 1 ? " rejected order cleared" : " rejected orders cleared"));
        return new StepOutput.Done(notes.notes());
    }

    /** A move that failed may have been committed all the same: the desk reads the store again. */
    private void move(UserDesk desk, List<RejectedOrder> rejected) {
        try {
            store.move(desk.userId(), rejected);
        } catch (StoreException e) {
            desk.forget();
            throw e;
        }
    }

    private static boolean isRejected(ManagedOrder order) {
        return order.state() == OrderState.ENTRY_REJECTED
                && order.entryFilled() == 0
                && !order.isAnythingLive()
                && !order.isAnythingUnknown();
    }

    private static String reason(ManagedOrder order) {
        return order.of(LegKind.ENTRY).stream()
                .filter(e -> e.state() == LegState.REJECTED)
                .map(LegOrder::reason)
                .findFirst()
                .orElse("");
    }

    private void tell(CycleScope scope, UserDesk desk, RejectedOrder one, StepNotes.Collector notes) {
        ManagedOrder order = one.order();
        notes.find(new Finding(
                7,
                order.accountId(),
                order.id(),
                Code.ORDER_REFUSED,
                "Order " + order.id() + ", account " + order.accountId() + ": the entry was rejected (" + one.kind()
                        + "): " + one.reason(),
                one.kind().isWorthRegenerating() && !order.entryEnded(),
                false));
        pictures.update(
                        desk,
                        Optional.empty(),
                        order,
                        new UpdateCause(7, "rejected.clear", scope.number()),
                        scope.now())
                .ifPresent(notes::update);
    }
}
