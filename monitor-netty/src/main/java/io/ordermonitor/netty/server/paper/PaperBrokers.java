package io.ordermonitor.netty.server.paper;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.broker.paper.AccountTerms;
import io.ordermonitor.broker.paper.JdbcPaperStore;
import io.ordermonitor.broker.paper.MarketSession;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.broker.paper.PaperStore;
import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.order.Account;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paper exchanges of a server, one for each broker profile, and who trades at which. Thread-safe. */
public final class PaperBrokers implements Brokers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PaperBrokers.class);

    private final Map<String, PaperExchange> exchanges = new TreeMap<>();
    private final Map<Long, Broker> homeless = new ConcurrentHashMap<>();

    private PaperBrokers() {}

    /** Makes the exchanges and saves what trades at them. Blocking. */
    public static PaperBrokers of(
            List<PaperProfile> profiles,
            Stores stores,
            DataSource database,
            Clock clock,
            ScheduledExecutorService timers) {
        PaperBrokers brokers = new PaperBrokers();
        PaperStore all = JdbcPaperStore.open(database);
        for (PaperProfile profile : profiles) {
            stores.instruments().save(profile.name(), PaperShare.instruments(clock.instant()));
            PaperStore own = new PaperStoreOfBroker(profile.name(), all, stores.inputs());
            brokers.exchanges.put(profile.name(), new PaperExchange(clock, timers, own, market(profile)));
        }
        return brokers;
    }

    /** As others, but it gives quotes: an entry that waits has no position to take its last price from. */
    public static BrokerProfile quoting(String name) {
        BrokerProfile usual = BrokerProfile.named(name);
        return new BrokerProfile(
                name,
                usual.settleWindow(),
                usual.absenceSpacing(),
                usual.readSpacing(),
                usual.writesPerSecond(),
                usual.modifyCap(),
                usual.takesStopMarket(),
                true);
    }

    private static PaperMarket market(PaperProfile profile) {
        boolean walks = profile.prices() == PaperPrices.WALK;
        PricePath path = walks ? WalkedPrices.path() : PaperShare.recorded();
        PaperSettings standard = PaperSettings.standard();
        AccountTerms terms = new AccountTerms(profile.cash(), profile.latency(), profile.latency());
        PaperSettings settings = new PaperSettings(
                walks ? new MarketSession(PaperShare.INDIA, LocalTime.MIN, LocalTime.MAX) : standard.session(),
                quoting(profile.name()),
                standard.fillShare(),
                standard.marginRates(),
                standard.matchDelay(),
                standard.eventDelay(),
                standard.positionLag(),
                terms,
                Map.of());
        return PaperMarket.of(PaperShare.instruments(), path, settings);
    }

    /** Takes up today's orders and follows the prices. Blocking. */
    public void start() {
        exchanges.values().forEach(PaperExchange::start);
    }

    @Override
    public Broker of(Account account) {
        PaperExchange exchange = exchanges.get(account.broker());
        if (exchange == null) {
            return homeless.computeIfAbsent(account.id(), id -> homeless(account));
        }
        return exchange.broker(account.id());
    }

    private static Broker homeless(Account account) {
        String reason = "account " + account.id() + " names the broker " + account.broker()
                + ", and the settings have no brokers." + account.broker() + ": add it, or disable the account";
        LOG.error("{} user={} account={}", reason, account.userId(), account.id());
        return new BrokerWithoutProfile(account.broker(), reason);
    }

    @Override
    public void close() {
        exchanges.values().forEach(PaperExchange::close);
    }
}
