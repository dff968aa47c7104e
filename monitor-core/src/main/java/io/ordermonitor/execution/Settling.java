package io.ordermonitor.execution;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.DayStart;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderStates;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.store.OrderChanges;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.Snapshots;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a person releases a FROZEN order: he says how many units it holds. Called by the holder of the user's write lock
 * only; blocking.
 */
public final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private final Orders orders;
    private final Snapshots snapshots;
    private final Clock clock;
    private final ZoneId zone;

    Settling(Orders orders, Snapshots snapshots, Clock clock, ZoneId zone) {
        this.orders = orders;
        this.snapshots = snapshots;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Releases the order with so many open units; what differs from its books is booked as closed outside, or as taken
     * up if it is more. The next cycle protects it, or what is left to do if it holds nothing.
     *
     * @param open 0 to the units that the account held on the order's side when its positions were last read, less those
     *     that its other orders hold; other FROZEN ones hold nothing that is known
     */
    public IntakeResult settle(UserDesk desk, long orderId, int open, Cause cause) {
        Optional<ManagedOrder> found = desk.order(orderId);
        if (found.isEmpty()) {
            return new IntakeResult.Refused("user " + desk.userId() + " has no managed order " + orderId + " today");
        }
        ManagedOrder order = found.get();
        if (order.state() != OrderState.FROZEN) {
            return new IntakeResult.Refused(
                    "order " + orderId + " is " + order.state() + ", not FROZEN: there is nothing to settle");
        }
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, zone);
        int held = held(order, day);
        int others = ofOthers(desk, order);
        int most = Math.max(0, held - others);
        if (open < 0 || open > most) {
            return new IntakeResult.Refused("order " + orderId + " cannot be settled with " + open
                    + " open units: account " + order.accountId() + " held " + Math.max(0, held) + " of "
                    + order.instrument() + " " + order.product() + " on its side when its positions were last read"
                    + (others == 0 ? "" : ", and its other orders there hold " + others)
                    + "; say a number from 0 to " + most);
        }
        return release(desk, order, open, cause.rule("order.settle"), now);
    }

    private int held(ManagedOrder order, LocalDate day) {
        DayStart newest = snapshots.dayStart(order.accountId(), day.plusDays(1));
        int net = newest.earlier(order.instrument(), order.product())
                .map(Position::quantity)
                .orElse(0);
        return net * order.side().sign();
    }

    /** Units of the position that other orders hold, on this one's side; those against it make it so much larger. */
    private static int ofOthers(UserDesk desk, ManagedOrder order) {
        return order.side().sign()
                * desk.orders().stream()
                        .filter(other -> other.state() != OrderState.FROZEN)
                        .filter(other -> other.accountId() == order.accountId()
                                && other.instrument().equals(order.instrument())
                                && other.product() == order.product())
                        .mapToInt(other -> other.side().sign() * other.open())
                        .sum();
    }

    /**
     * The key is marked first: were the order released alone, its carried units would be compared once more. The order is
     * released here once it is in the database: a cycle that goes on after a failure protects nothing of it.
     */
    private IntakeResult release(UserDesk desk, ManagedOrder order, int open, Cause cause, Instant now) {
        PnlKey key = new PnlKey(order.accountId(), order.instrument(), order.product());
        snapshots.settled(LocalDate.ofInstant(now, zone), key);
        desk.settled(key);
        ManagedOrder released = OrderStates.derive(order.withExternalExit(order.externalExit() + order.open() - open)
                .withState(OrderState.OPEN));
        OrderChanges changes = new OrderChanges(cause, List.of(released), desk.outcomes(List.of(released)), List.of());
        Map<Long, String> failed = desk.storing(() -> orders.save(desk.userId(), changes, now));
        if (!failed.isEmpty()) {
            return new IntakeResult.Refused(
                    "order " + order.id() + " could not be stored and stays FROZEN: " + failed.get(order.id()));
        }
        desk.put(released);
        desk.stored(List.of(order.id()));
        desk.promptStops().ask(released);
        LOG.info(
                "settled user={} account={} order={} open={} before={} state={}",
                order.userId(),
                order.accountId(),
                order.id(),
                open,
                order.open(),
                released.state());
        return new IntakeResult.Taken(released, List.of());
    }
}
