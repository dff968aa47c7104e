package io.ordermonitor.step;

import io.ordermonitor.execution.InstrumentTable;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message.OrderPicture;
import io.ordermonitor.message.Message.OrderUpdate;
import io.ordermonitor.message.Message.UpdateCause;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Makes the messages that show an order, and says what of it changed for a reader. */
public final class Pictures {
    private final InstrumentTable instruments;

    public Pictures(InstrumentTable instruments) {
        this.instruments = instruments;
    }

    /** The order with its symbol. */
    public OrderPicture of(UserDesk desk, ManagedOrder order) {
        String symbol = desk.account(order.accountId())
                .flatMap(a -> instruments.find(a, order.instrument()))
                .map(Instrument::symbol)
                .orElse(order.instrument().toString());
        return new OrderPicture(order, symbol);
    }

    /**
     * The update that tells a change, from what the user was told last; empty if nothing changed that a reader sees, or if
     * not all of it is stored: then the cycle that stores it tells it.
     *
     * @param before the order before the change; empty to tell all of it
     */
    public Optional<OrderUpdate> update(
            UserDesk desk, Optional<ManagedOrder> before, ManagedOrder after, UpdateCause cause, Instant at) {
        if (!desk.isRecorded(after.id())) {
            desk.untold().keep(after.id(), before);
            return Optional.empty();
        }
        Optional<ManagedOrder> known = desk.untold().tell(after.id(), before);
        List<String> changed = known.map(k -> changed(k, after)).orElse(List.of("order"));
        return changed.isEmpty() ? Optional.empty() : Optional.of(new OrderUpdate(of(desk, after), changed, cause, at));
    }

    /** The paths of an update's details that differ. */
    static List<String> changed(ManagedOrder before, ManagedOrder after) {
        List<String> paths = new ArrayList<>();
        add(paths, "status", before.state(), after.state());
        add(paths, "flags", before.flags(), after.flags());
        add(paths, "filled", before.entryFilled(), after.entryFilled());
        add(paths, "open", before.open(), after.open());
        add(paths, "pnl.realised", before.realised(), after.realised());
        for (LegKind leg : LegKind.values()) {
            List<Seen> was = before.of(leg).stream().map(Seen::of).toList();
            List<Seen> is = after.of(leg).stream().map(Seen::of).toList();
            add(paths, "legs." + leg.name().toLowerCase(Locale.ROOT), was, is);
        }
        return paths;
    }

    private static void add(List<String> paths, String path, Object was, Object is) {
        if (!Objects.equals(was, is)) {
            paths.add(path);
        }
    }

    /** What a reader sees of a broker order. */
    private record Seen(List<Object> parts) {
        static Seen of(LegOrder leg) {
            List<Object> parts = new ArrayList<>();
            parts.add(leg.tag());
            parts.add(leg.state());
            parts.add(leg.type());
            parts.add(leg.quantity());
            parts.add(leg.filled());
            parts.add(String.valueOf(leg.limitPrice()));
            parts.add(String.valueOf(leg.triggerPrice()));
            parts.add(leg.reason());
            return new Seen(List.copyOf(parts));
        }
    }
}
