package io.ordermonitor.netty.server.process;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.order.Account;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts at an exchange in another process. Thread-safe. */
public final class RemoteBrokers implements Brokers, AutoCloseable {
    /** What accounts name it. */
    static final String NAME = "exchange";

    private static final Duration CONNECT = Duration.ofMillis(500);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Map<Long, RemoteBroker> accounts = new ConcurrentHashMap<>();
    private final URI exchange;
    private final Clock clock;
    private final BrokerProfile profile;

    /**
     * @param settleWindow of the profile
     * @param absenceSpacing of the profile
     */
    public RemoteBrokers(URI exchange, Clock clock, Duration settleWindow, Duration absenceSpacing) {
        this.exchange = exchange;
        this.clock = clock;
        this.profile = new BrokerProfile(NAME, settleWindow, absenceSpacing, Duration.ZERO, 20, 25, false, true);
    }

    @Override
    public Broker of(Account account) {
        return accounts.computeIfAbsent(
                account.id(),
                id -> new RemoteBroker(client, exchange.resolve(ExchangeProcess.LINE + id + "/"), clock, profile));
    }

    @Override
    public void close() {
        accounts.values().forEach(RemoteBroker::close);
    }
}
