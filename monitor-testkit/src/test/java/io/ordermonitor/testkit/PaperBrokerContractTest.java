package io.ordermonitor.testkit;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.paper.AccountTerms;
import io.ordermonitor.broker.paper.MarketSession;
import io.ordermonitor.broker.paper.MemoryPaperStore;
import io.ordermonitor.broker.paper.OutageKind;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.testkit.contract.BrokerContract;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The paper broker on a market that trades at 1510, and sells 40 and 60 units at 1499.95 when the test asks for them. */
class PaperBrokerContractTest extends BrokerContract {
    private static final long ACCOUNT = 70;
    private static final Instant START = Instant.parse("2026-11-20T06:30:00Z");
    private static final Instant FIRST = START.plusSeconds(600);
    private static final Instant SECOND = START.plusSeconds(1200);

    private final VirtualTime time = VirtualTime.at("2026-11-20T12:00:00");
    private final PaperExchange exchange = exchange(time);
    private Instant cutSince = START;

    private static PaperExchange exchange(VirtualTime time) {
        PaperSettings settings = new PaperSettings(
                MarketSession.nse(),
                BrokerProfile.named("paper"),
                BigDecimal.ONE,
                Map.of(),
                Duration.ZERO,
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                new AccountTerms(new BigDecimal("100000000"), Duration.ZERO, Duration.ZERO),
                Map.of());
        Instrument instrument = new Instrument(
                INSTRUMENT,
                "RELIANCE",
                new BigDecimal("0.05"),
                1,
                100_000,
                BigDecimal.ONE,
                new BigDecimal("1350.00"),
                new BigDecimal("1650.00"),
                START);
        PricePath path = PricePath.ofPrints(List.of(
                print(START.minusSeconds(60), "1510", 1000),
                print(FIRST, "1499.95", 40),
                print(SECOND, "1499.95", 60)));
        return new PaperExchange(
                time, time, new MemoryPaperStore(), PaperMarket.of(List.of(instrument), path, settings));
    }

    private static Print print(Instant at, String price, long volume) {
        return new Print(INSTRUMENT, at, new BigDecimal(price), volume);
    }

    @AfterEach
    void closeExchange() {
        exchange.close();
    }

    @Override
    protected Broker open() {
        exchange.start();
        return exchange.broker(ACCOUNT);
    }

    @Override
    protected Clock clock() {
        return time;
    }

    @Override
    protected void pass(Duration duration) {
        time.advance(duration);
    }

    @Override
    protected void fill(String tag, int quantity) {
        time.advance(Duration.between(time.instant(), quantity == 40 ? FIRST : SECOND));
    }

    @Override
    protected void expireSession() {
        exchange.expireSession(ACCOUNT);
    }

    @Override
    protected void cut(boolean down) {
        if (down) {
            cutSince = time.instant();
            exchange.outage(ACCOUNT, cutSince, cutSince.plusSeconds(5), OutageKind.NOT_APPLIED);
        } else {
            time.advance(Duration.between(time.instant(), cutSince.plusSeconds(6)));
        }
    }
}
