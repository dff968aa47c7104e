package io.ordermonitor.step;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.execution.InstrumentTable;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Market;
import io.ordermonitor.order.WriteSessions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What a cycle knows of the markets of its orders; whether they take orders is judged now, for reads may take long. */
final class Markets {
    private final InstrumentTable instruments;
    private final WriteSessions hours;
    private final Clock clock;

    Markets(InstrumentTable instruments, WriteSessions hours, Clock clock) {
        this.instruments = instruments;
        this.hours = hours;
        this.clock = clock;
    }

    /** The market of an order's instrument; empty if the instrument is not in the table. */
    Optional<Market> of(CycleScope scope, UserDesk desk, BrokerData data, ManagedOrder order) {
        Instant now = clock.instant();
        return instrument(desk, order)
                .map(instrument -> new Market(
                        instrument,
                        data.last(order.accountId(), order.instrument()).orElse(null),
                        scope.fairPrices().get(order.instrument()),
                        hours.at(order.instrument(), order.product(), now),
                        now));
    }

    Optional<Instrument> instrument(UserDesk desk, ManagedOrder order) {
        return desk.account(order.accountId()).flatMap(a -> instruments.find(a, order.instrument()));
    }
}
