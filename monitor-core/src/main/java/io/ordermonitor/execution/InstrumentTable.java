package io.ordermonitor.execution;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.store.Instruments;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The instruments of every broker profile, read once and again when told to. Thread-safe. */
public final class InstrumentTable {
    private final Instruments store;
    private final ConcurrentMap<String, Map<InstrumentId, Instrument>> byBroker = new ConcurrentHashMap<>();

    public InstrumentTable(Instruments store) {
        this.store = store;
    }

    /** An instrument as the account's broker knows it. */
    public Optional<Instrument> find(Account account, InstrumentId id) {
        return Optional.ofNullable(
                byBroker.computeIfAbsent(account.broker(), this::read).get(id));
    }

    /** Reads everything again at the next use. */
    public void refresh() {
        byBroker.clear();
    }

    private Map<InstrumentId, Instrument> read(String broker) {
        Map<InstrumentId, Instrument> all = new HashMap<>();
        store.of(broker).forEach(instrument -> all.put(instrument.id(), instrument));
        return all;
    }
}
