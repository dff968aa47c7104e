package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import java.util.List;

/** What trades on a simulated day. Immutable. */
record Shares(List<Instrument> all) {
    Shares {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("something must trade");
        }
    }

    int count() {
        return all.size();
    }

    /** The instrument that a number picks, whatever the number. */
    Instrument picked(int number) {
        return all.get(number % all.size());
    }

    /** The instrument that a fault is about. */
    Instrument of(PlannedFault fault) {
        return picked(fault.pick());
    }

    /** The instrument of an id. */
    Instrument of(InstrumentId id) {
        return all.stream().filter(share -> share.id().equals(id)).findFirst().orElseThrow();
    }

    /** Whole lots, at least one, of about so many units. */
    int wholeLots(InstrumentId id, int units) {
        int lot = of(id).lotSize();
        return Math.max(lot, units / lot * lot);
    }

    /** A part of what an order lacks, in whole lots: a third, two thirds or all of it. */
    int part(BrokerOrder row, int pick) {
        int lot = of(row.instrument()).lotSize();
        int lots = (row.quantity() - row.filled()) / lot;
        return Math.max(1, lots * (1 + pick % 3) / 3) * lot;
    }
}
