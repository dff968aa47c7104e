package io.ordermonitor;

import io.ordermonitor.execution.Execution;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message.OrderUpdate;
import io.ordermonitor.message.Message.UpdateCause;
import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderTale;
import io.ordermonitor.order.StoryLine;
import io.ordermonitor.step.Pictures;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way in for a trading application. Thread-safe; every method that changes something blocks until the broker
 * answered, under the user's write lock, which his cycles hold too.
 *
 * <pre>{@code
 * SubmitResult result = monitor.orders().submit(order);
 * if (result instanceof SubmitResult.Submitted s) { log(s.order().state()); }
 * }</pre>
 */
public final class ManagedOrders {
    private final Stores stores;
    private final Execution execution;
    private final OpenDesks desks;
    private final Pictures pictures;
    private final Clock clock;
    private final ZoneId zone;
    private final LongFunction<Optional<String>> whyNotNow;
    private final OrderNotice notice;
    private final LongConsumer lookAfter;

    /**
     * @param lookAfter has a cycle look at a user of whom this process may not know everything
     */
    ManagedOrders(
            Stores stores,
            Execution execution,
            OpenDesks desks,
            Pictures pictures,
            Clock clock,
            ZoneId zone,
            LongFunction<Optional<String>> whyNotNow,
            OrderNotice notice,
            LongConsumer lookAfter) {
        this.stores = stores;
        this.execution = execution;
        this.desks = desks;
        this.pictures = pictures;
        this.clock = clock;
        this.zone = zone;
        this.whyNotNow = whyNotNow;
        this.notice = notice;
        this.lookAfter = lookAfter;
    }

    /** What is done with what was submitted besides: the user is told, his loop is started, a cycle is asked for. */
    interface OrderNotice {
        void changed(UserDesk desk, Optional<OrderUpdate> update, ManagedOrder order, boolean wantsCycle);
    }

    /**
     * Writes the managed order and its entry's intents in one transaction, sends the entry at once, and returns what
     * became of it. A request key that is known returns its order and does nothing. "Submitted" means that the broker
     * queued it, or that its answer never came; whether it lives is told by the next cycle.
     */
    public SubmitResult submit(NewManagedOrder order) throws InterruptedException {
        return enter(order, desk -> execution.intake().submit(desk, order, Cause.asked("submit")));
    }

    /**
     * Takes over an entry that the application placed itself; it is matched by its broker order id. If that turns out to
     * be one of our own orders, or of another side, instrument or product, it is refused; what only the next order book
     * shows ends the order as ENTRY_REJECTED, with an alarm and nothing placed for it.
     */
    public SubmitResult adopt(NewManagedOrder order, String brokerOrderId) throws InterruptedException {
        return enter(order, desk -> execution.intake().adopt(desk, order, brokerOrderId));
    }

    /** Ends what is left of the entry; what has filled stays protected. */
    public SubmitResult cancel(long orderId) throws InterruptedException {
        return change(orderId, desk -> execution.intake().cancel(desk, orderId, Cause.asked("cancel")));
    }

    /** Ends the entry and closes what is open at the market, by the next cycle, which is asked for at once. */
    public SubmitResult exitNow(long orderId) throws InterruptedException {
        return change(orderId, desk -> execution.intake().exitNow(desk, orderId, Cause.asked("exit")));
    }

    /**
     * Gives the order another stop-loss and target; the next cycle, asked for at once, modifies the legs, and places a
     * stop-loss that is missing whatever was refused before. Refused if the stop lies at or beyond the last price while
     * units are open: {@link #exitNow} closes them; or if a price lies outside today's price band.
     *
     * @param targetPrice null: no target
     */
    public SubmitResult amend(long orderId, BigDecimal slStopPrice, @Nullable BigDecimal targetPrice)
            throws InterruptedException {
        Amendment to = new Amendment(slStopPrice, targetPrice);
        return change(orderId, desk -> execution.intake().amend(desk, orderId, to, Cause.asked("amend")));
    }

    /**
     * Releases a FROZEN order with so many open units; the difference to its books is booked as closed outside, or as
     * taken up if it is more. The next cycle, asked for at once, protects it. Refused for an order that is not frozen,
     * and for more units than the account held on its side when its positions were last read, less those of its other
     * orders there.
     *
     * @param open units that the order holds, from 0
     */
    public SubmitResult settle(long orderId, int open) throws InterruptedException {
        return change(orderId, desk -> execution.settling().settle(desk, orderId, open, Cause.asked("settle")));
    }

    /** One order as it is stored, of any day. */
    public Optional<ManagedOrder> order(long orderId) {
        return stores.orders().find(orderId);
    }

    /** The user's orders that are not ended, and those that ended today, by id. */
    public List<ManagedOrder> orders(long userId) {
        Instant now = clock.instant();
        return stores.orders().load(userId, LocalDate.ofInstant(now, zone), now);
    }

    /** The story of one order, oldest first: rule, step, cycle, request, reply. */
    public List<Orders.HistoryEntry> history(long orderId) {
        return stores.orders().history(orderId);
    }

    /** The same told as a person would, with what no write caused: fills, requests, alarms, what others closed. */
    public List<StoryLine> story(long orderId) {
        return stores.audit().trail(orderId).map(OrderTale::tell).orElse(List.of());
    }

    /** Every write to a broker for the user on a trading day, oldest first, for good: cause, request, reply, outcome. */
    public List<AuditedWrite> writes(long userId, LocalDate tradingDay) {
        return stores.audit().writes(userId, tradingDay);
    }

    private interface Change {
        IntakeResult take(UserDesk desk) throws InterruptedException;
    }

    private SubmitResult enter(NewManagedOrder order, Change entry) throws InterruptedException {
        return locked(order.userId(), desk -> {
            Optional<String> why = whyNotNow.apply(order.userId());
            boolean known = why.isPresent() && execution.intake().known(order).isPresent();
            return why.isEmpty() || known ? entry.take(desk) : new IntakeResult.Refused(why.get());
        });
    }

    private SubmitResult change(long orderId, Change change) throws InterruptedException {
        Optional<ManagedOrder> known = stores.orders().find(orderId);
        if (known.isEmpty()) {
            return new SubmitResult.Refused("there is no managed order " + orderId);
        }
        return locked(known.get().userId(), change);
    }

    private SubmitResult locked(long userId, Change work) throws InterruptedException {
        try {
            return desks.with(userId, (desk, inputs) -> told(desk, work.take(desk)));
        } catch (TimeoutException e) {
            return new SubmitResult.Refused("user " + userId + " is busy: " + e.getMessage());
        } catch (InterruptedException | RuntimeException | Error e) {
            // What was stored or sent before the failure is nobody's until a cycle has looked.
            lookAfter.accept(userId);
            throw e;
        }
    }

    private void tell(UserDesk desk, ManagedOrder order, boolean wantsCycle) {
        UpdateCause cause = new UpdateCause(0, "request", 0);
        notice.changed(desk, pictures.update(desk, Optional.empty(), order, cause, clock.instant()), order, wantsCycle);
    }

    /** Tells what was taken; called by the holder of the user's write lock. */
    void tell(UserDesk desk, IntakeResult result) {
        if (result instanceof IntakeResult.Flattened flattened) {
            flattened.orders().forEach(order -> tell(desk, order, true));
        } else if (result instanceof IntakeResult.Taken taken) {
            tell(desk, taken.order(), taken.written().isEmpty());
        } else if (result instanceof IntakeResult.Refused refused) {
            refused.lookAt().ifPresent(order -> notice.changed(desk, Optional.empty(), order, true));
        }
    }

    private SubmitResult told(UserDesk desk, IntakeResult result) {
        tell(desk, result);
        if (result instanceof IntakeResult.Taken taken) {
            return new SubmitResult.Submitted(taken.order(), taken.said());
        }
        if (result instanceof IntakeResult.Repeated repeated) {
            lookAfter.accept(desk.userId());
            return new SubmitResult.Repeated(repeated.orderId());
        }
        return new SubmitResult.Refused(((IntakeResult.Refused) result).reason());
    }
}
