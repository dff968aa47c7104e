package io.ordermonitor.step;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.execution.InstrumentTable;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Market;
import io.ordermonitor.order.WriteSessions;
import java.util.Optional;

/** What a cycle knows of the markets of its orders. */
final class Markets {
    private final InstrumentTable instruments;
    private final WriteSessions hours;

    Markets(InstrumentTable instruments, WriteSessions hours) {
        this.instruments = instruments;
        this.hours = hours;
    }

    /** The market of an order's instrument; empty if the instrument is not in the table. */
    Optional<Market> of(CycleScope scope, UserDesk desk, BrokerData data, ManagedOrder order) {
        return instrument(desk, order)
                .map(instrument -> new Market(
                        instrument,
                        data.last(order.accountId(), order.instrument()).orElse(null),
                        scope.fairPrices().get(order.instrument()),
                        hours.at(order.instrument(), order.product(), scope.now()),
                        scope.now()));
    }

    Optional<Instrument> instrument(UserDesk desk, ManagedOrder order) {
        return desk.account(order.accountId()).flatMap(a -> instruments.find(a, order.instrument()));
    }
}
