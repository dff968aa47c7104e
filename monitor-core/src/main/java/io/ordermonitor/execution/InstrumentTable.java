package io.ordermonitor.execution;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.store.Instruments;
import io.ordermonitor.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instruments of every broker profile. Brokers publish them anew every morning, so they are read again every quarter
 * of an hour, and for one that is missing at most once a minute. Thread-safe; blocks while it reads.
 */
public final class InstrumentTable {
    private static final Logger LOG = LoggerFactory.getLogger(InstrumentTable.class);
    private static final Duration MAX_AGE = Duration.ofMinutes(15);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Instruments store;
    private final Clock clock;
    private final ConcurrentMap<String, Known> byBroker = new ConcurrentHashMap<>();

    public InstrumentTable(Instruments store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Known(Map<InstrumentId, Instrument> instruments, Instant readAt) {
        boolean isOlderThan(Duration age, Instant now) {
            return !now.isBefore(readAt.plus(age));
        }
    }

    /**
     * An instrument as the account's broker knows it.
     *
     * @throws StoreException if the instruments of this broker were never read, and cannot be
     */
    public Optional<Instrument> find(Account account, InstrumentId id) {
        Known known = byBroker.get(account.broker());
        if (known == null) {
            known = read(account.broker());
            byBroker.put(account.broker(), known);
        }
        Duration age = known.instruments().containsKey(id) ? MAX_AGE : RETRY;
        if (known.isOlderThan(age, clock.instant())) {
            known = readAgain(account.broker(), known);
        }
        return Optional.ofNullable(known.instruments().get(id));
    }

    /** What is known serves on while one caller reads, and if he cannot. */
    private Known readAgain(String broker, Known old) {
        Known mine = new Known(old.instruments(), clock.instant());
        if (!byBroker.replace(broker, old, mine)) {
            return byBroker.getOrDefault(broker, old);
        }
        try {
            Known read = read(broker);
            byBroker.put(broker, read);
            return read;
        } catch (StoreException e) {
            LOG.warn("instruments not read again, the old ones serve on broker={} cause={}", broker, e.toString());
            byBroker.put(
                    broker,
                    new Known(old.instruments(), mine.readAt().minus(MAX_AGE).plus(RETRY)));
            return old;
        }
    }

    private Known read(String broker) {
        Map<InstrumentId, Instrument> all = new HashMap<>();
        store.of(broker).forEach(instrument -> all.put(instrument.id(), instrument));
        return new Known(Map.copyOf(all), clock.instant());
    }
}
