package io.ordermonitor.netty.server;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Brokers of which it is noted when each account was last read, and whether the read was fresh. Thread-safe. */
final class WatchedBrokers implements Brokers {
    private final LongFunction<Broker> brokers;
    private final Map<Long, Watched> watched = new ConcurrentHashMap<>();

    /** @param brokers by account */
    WatchedBrokers(LongFunction<Broker> brokers) {
        this.brokers = brokers;
    }

    @Override
    public Broker of(Account account) {
        return watched.computeIfAbsent(account.id(), id -> new Watched(brokers.apply(id)));
    }

    /** The order book as the newest read gave it, if both newest reads of the account began since then and were fresh. */
    Optional<List<BrokerOrder>> freshSince(long accountId, Instant since) {
        Watched one = watched.get(accountId);
        return one == null
                ? Optional.empty()
                : rowsSince(one.net, since).flatMap(positions -> rowsSince(one.book, since));
    }

    private static <T> Optional<List<T>> rowsSince(@Nullable Read<T> read, Instant since) {
        return read instanceof Read.Fresh<T> fresh && !fresh.startedAt().isBefore(since)
                ? Optional.of(fresh.rows())
                : Optional.empty();
    }

    private static final class Watched implements Broker {
        private final Broker broker;
        private volatile @Nullable Read<BrokerOrder> book;
        private volatile @Nullable Read<Position> net;

        Watched(Broker broker) {
            this.broker = broker;
        }

        @Override
        public Read<BrokerOrder> orderBook() {
            Read<BrokerOrder> read = broker.orderBook();
            book = read;
            return read;
        }

        @Override
        public Read<Position> positions() {
            Read<Position> read = broker.positions();
            net = read;
            return read;
        }

        @Override
        public Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> instruments) {
            return broker.quotes(instruments);
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            return broker.place(order);
        }

        @Override
        public WriteResult modify(ModifyOrder order) {
            return broker.modify(order);
        }

        @Override
        public WriteResult cancel(CancelOrder order) {
            return broker.cancel(order);
        }

        @Override
        public Login login() {
            return broker.login();
        }

        @Override
        public Subscription subscribe(OrderEventListener listener) {
            return broker.subscribe(listener);
        }

        @Override
        public BrokerProfile profile() {
            return broker.profile();
        }
    }
}
