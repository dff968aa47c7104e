package io.ordermonitor.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the tests of {@link BrokerContract} act on: a broker, what an implementation must say of it, and the few things
 * that each test does with it.
 */
abstract class BrokerTrial {
    /** What all orders trade: tick 0.05, lot 1, price band wide enough for 1400 to 1600. */
    protected static final InstrumentId INSTRUMENT = InstrumentId.parse("NSECM:2885");

    static final String TAG = "t0k1e1";
    static final BigDecimal PRICE = new BigDecimal("1500.00");
    static final OrderTerms TERMS = OrderTerms.limit(100, PRICE);

    /** The broker under test; opened before each test. */
    Broker broker;

    @SuppressWarnings("NullAway.Init") // JUnit calls openBroker before each test
    BrokerTrial() {}

    /**
     * Opens a broker's account without orders and positions, in a session that is open. The market's last price is
     * above 1500, so that a BUY at 1500 rests.
     */
    protected abstract Broker open();

    /** The clock that the broker's times come from. */
    protected abstract Clock clock();

    /** Lets market time pass. */
    protected abstract void pass(Duration time);

    /**
     * Lets the market fill units of a resting BUY of 100 at 1500. Each test asks for 40 first, and then, if it goes
     * on, for 60.
     */
    protected abstract void fill(String tag, int quantity);

    /** Ends the broker's session; a login mends it. */
    protected abstract void expireSession();

    /** Cuts the line, or mends it. */
    protected abstract void cut(boolean down);

    @BeforeEach
    final void openBroker() {
        broker = open();
    }

    static PlaceOrder buy(String tag) {
        return new PlaceOrder(tag, INSTRUMENT, Side.BUY, Product.MIS, TERMS);
    }

    /** Places an order and returns its id. */
    final String placed(String tag) {
        WriteResult result = broker.place(buy(tag));
        assertThat(result).isInstanceOf(WriteResult.Accepted.class);
        pass(Duration.ofSeconds(1));
        return ((WriteResult.Accepted) result).brokerOrderId();
    }

    final List<BrokerOrder> book() {
        Read<BrokerOrder> read = broker.orderBook();
        assertThat(read).isInstanceOf(Read.Fresh.class);
        return ((Read.Fresh<BrokerOrder>) read).rows();
    }

    final BrokerOrder row(String id) {
        return book().stream()
                .filter(r -> r.brokerOrderId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    final void filled(String tag, int quantity) {
        fill(tag, quantity);
        pass(Duration.ofSeconds(1));
    }

    final void cancelled(String id) {
        assertThat(broker.cancel(new CancelOrder(TAG, id))).isInstanceOf(WriteResult.Accepted.class);
        pass(Duration.ofSeconds(1));
    }
}
