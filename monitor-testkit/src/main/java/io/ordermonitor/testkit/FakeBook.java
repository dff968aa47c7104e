package io.ordermonitor.testkit;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The orders of one account as its exchange has them, and what reads of the book show of them. */
final class FakeBook {
    private final Clock clock;
    private final Executor events;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Broker.OrderEventListener> listeners = new CopyOnWriteArrayList<>();
    private final List<FakeOrder> orders = new ArrayList<>();
    private final Set<InstrumentId> quarantined = new HashSet<>();
    private @Nullable List<BrokerOrder> frozen;
    private int frozenReads;
    private volatile boolean muted;

    FakeBook(Clock clock, Executor events) {
        this.clock = clock;
        this.events = events;
    }

    Instant now() {
        return clock.instant();
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void subscribe(Broker.OrderEventListener listener) {
        listeners.add(listener);
    }

    void unsubscribe(Broker.OrderEventListener listener) {
        listeners.remove(listener);
    }

    void mute(boolean silent) {
        muted = silent;
    }

    /** Tells listeners; never under the lock. */
    void publish(BrokerOrder row) {
        if (!muted && !listeners.isEmpty()) {
            events.execute(() -> listeners.forEach(listener -> listener.onOrderEvent(row)));
        }
    }

    FakeOrder add(PlaceOrder asked) {
        FakeOrder added = locked(() -> {
            String id = String.format("F%06d", orders.size() + 1);
            FakeOrder order = new FakeOrder(this, id, asked);
            orders.add(order);
            return order;
        });
        publish(added.row());
        return added;
    }

    List<FakeOrder> orders() {
        return locked(() -> List.copyOf(orders));
    }

    /** By broker order id, else the newest with that tag. */
    Optional<FakeOrder> find(String idOrTag) {
        List<FakeOrder> all = orders();
        Optional<FakeOrder> byId =
                all.stream().filter(o -> o.brokerOrderId().equals(idOrTag)).findFirst();
        return byId.isPresent()
                ? byId
                : all.stream().filter(o -> o.tag().equals(idOrTag)).reduce((a, b) -> b);
    }

    /** The rows that one read of the order book shows. */
    List<BrokerOrder> show() {
        return locked(() -> {
            if (frozen != null && frozenReads > 0) {
                frozenReads--;
                return frozen;
            }
            return orders.stream()
                    .flatMap(o -> o.show().stream())
                    .filter(row -> !quarantined.contains(row.instrument()))
                    .toList();
        });
    }

    Set<InstrumentId> quarantined() {
        return locked(() -> Set.copyOf(quarantined));
    }

    void quarantine(InstrumentId instrument) {
        locked(() -> quarantined.add(instrument));
    }

    void restore() {
        locked(() -> {
            quarantined.clear();
            frozenReads = 0;
            orders.forEach(FakeOrder::showTruth);
            return true;
        });
    }

    void freeze(int reads) {
        List<BrokerOrder> now = show();
        locked(() -> {
            frozen = now;
            frozenReads = reads;
            return now;
        });
    }

    WriteResult modify(ModifyOrder asked, int cap) {
        return write(asked.brokerOrderId(), order -> {
            if (asked.terms().quantity() < order.row().filled()) {
                return Optional.of("quantity is below what has filled");
            }
            if (order.modifications() >= cap) {
                return Optional.of("Maximum allowed order modifications exceeded");
            }
            order.modify(asked.terms());
            return Optional.empty();
        });
    }

    WriteResult cancel(CancelOrder asked) {
        return write(asked.brokerOrderId(), order -> {
            order.cancel();
            return Optional.empty();
        });
    }

    /** Applies a change that may say why it is refused. */
    private WriteResult write(String id, Function<FakeOrder, Optional<String>> change) {
        Optional<FakeOrder> known =
                orders().stream().filter(o -> o.brokerOrderId().equals(id)).findFirst();
        if (known.isEmpty()) {
            return new WriteResult.Refused("order " + id + " is not known");
        }
        FakeOrder order = known.get();
        Optional<String> refusal = locked(() -> {
            LegState state = order.row().state();
            return state.isLive() ? change.apply(order) : Optional.of("order " + id + " has ended: " + state);
        });
        if (refusal.isPresent()) {
            return new WriteResult.Refused(refusal.get());
        }
        publish(order.row());
        return new WriteResult.Accepted(id);
    }
}
