package io.ordermonitor.netty.server.command;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Slices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a person must know of an order that is too big for one broker order. */
final class SliceNotes {
    private SliceNotes() {}

    /** A sentence for each thing to know; mostly there is none. */
    static List<String> of(CommandDatabase database, ManagedOrder order) {
        List<String> notes = new ArrayList<>();
        for (LegKind leg : LegKind.values()) {
            unsent(order, leg, notes);
        }
        if (!order.state().isEnded()) {
            String broker = database.account(order.accountId()).broker();
            database.stores().instruments().of(broker).stream()
                    .filter(instrument -> instrument.id().equals(order.instrument()))
                    .forEach(instrument -> tooMany(order, instrument, notes));
        }
        return notes;
    }

    private static void unsent(ManagedOrder order, LegKind kind, List<String> notes) {
        Map<Integer, LegOrder> newest = new TreeMap<>();
        for (LegOrder leg : order.of(kind)) {
            newest.merge(leg.slice(), leg, (one, other) -> one.number() > other.number() ? one : other);
        }
        List<LegOrder> unsent =
                newest.values().stream().filter(LegOrder::isNotSent).toList();
        if (!unsent.isEmpty()) {
            int units = unsent.stream().mapToInt(LegOrder::quantity).sum();
            notes.add(unsent.size() + " of the " + newest.size() + " slices of its " + name(kind) + ", " + units
                    + " units, were " + unsent.get(0).reason()
                    + (kind == LegKind.ENTRY
                            ? "; give these units as a new order if you still want them"
                            : "; the next cycle sends what is still needed"));
        }
    }

    private static void tooMany(ManagedOrder order, Instrument instrument, List<String> notes) {
        int units = order.terms().quantity();
        if (Slices.areTooMany(units, instrument)) {
            notes.add("its " + units + " units are more than " + Slices.MOST + " slices of "
                    + instrument.largestSlice() + ", which is what can be sent at a time: of an exit the rest follows"
                    + " in later cycles");
        }
    }

    private static String name(LegKind kind) {
        return switch (kind) {
            case ENTRY -> "entry";
            case SL -> "stop-loss";
            case TP -> "target";
            case FLATTEN -> "flattening order";
        };
    }
}
