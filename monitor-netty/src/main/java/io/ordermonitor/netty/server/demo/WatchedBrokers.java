package io.ordermonitor.netty.server.demo;

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
import java.util.Map;
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

    /** True if the newest reads of an account's order book and positions began since then and were fresh. */
    boolean isFreshSince(long accountId, Instant since) {
        Watched one = watched.get(accountId);
        return one != null && isFresh(one.book, since) && isFresh(one.net, since);
    }

    private static boolean isFresh(@Nullable Read<?> read, Instant since) {
        return read instanceof Read.Fresh<?> fresh && !fresh.startedAt().isBefore(since);
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
