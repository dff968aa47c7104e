package io.ordermonitor.broker.paper;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One paper exchange on hand-driven time, with a share and an option, and account 7. */
final class PaperBench {
    static final LocalDate DAY = LocalDate.of(2026, 1, 5);
    static final MarketSession SESSION = MarketSession.nse();
    static final InstrumentId SHARE = InstrumentId.parse("NSECM:3045");
    static final InstrumentId OPTION = InstrumentId.parse("NSEFO:39972");
    static final Instant OPEN = SESSION.openOf(DAY);
    static final Instant CLOSE = SESSION.closeOf(DAY);
    static final long ACCOUNT = 7;

    final HandTime time;
    final PaperStore store;
    final PaperMarket market;
    final PaperExchange exchange;
    final Broker broker;

    PaperBench(List<Print> prints, PaperSettings settings, PaperStore store, Instant now) {
        this.time = new HandTime(now);
        this.store = store;
        this.market = PaperMarket.of(instruments(), PricePath.ofPrints(prints), settings);
        this.exchange = new PaperExchange(time.clock(), time, store, market);
        this.exchange.start();
        this.broker = exchange.broker(ACCOUNT);
    }

    /** A market that has printed 100.00 a minute after the opening, when the test begins, and prints no more. */
    static PaperBench at100() {
        return after();
    }

    /** A market at 100.00 a minute after the opening, then a print of 1,000 units each minute. */
    static PaperBench after(String... prices) {
        return after(1000, PaperSettings.standard(), prices);
    }

    static PaperBench after(long volume, PaperSettings settings, String... prices) {
        return new PaperBench(prints(volume, prices), settings, new MemoryPaperStore(), minute(1));
    }

    static List<Print> prints(long volume, String... prices) {
        List<Print> prints = new ArrayList<>(List.of(print(1, "100.00", volume), option(1, "50.00")));
        for (int i = 0; i < prices.length; i++) {
            prints.add(print(2 + i, prices[i], volume));
        }
        return prints;
    }

    static Print print(int minute, String price, long volume) {
        return new Print(SHARE, minute(minute), rupees(price), volume);
    }

    static Print option(int minute, String price) {
        return new Print(OPTION, minute(minute), rupees(price), 100_000);
    }

    static Instant minute(int minute) {
        return OPEN.plusSeconds(60L * minute);
    }

    static List<Instrument> instruments() {
        Instant asOf = Instant.EPOCH;
        return List.of(
                new Instrument(
                        SHARE, "SBIN", rupees("0.05"), 1, 10_000, BigDecimal.ONE, rupees("90"), rupees("110"), asOf),
                new Instrument(
                        OPTION, "NIFTY CE", rupees("0.05"), 75, 1800, BigDecimal.ONE, rupees("1"), rupees("99"), asOf));
    }

    PaperBench toMinute(int minute) {
        time.to(minute(minute));
        return this;
    }

    /** The id of an order that is accepted. */
    String accepted(Side side, OrderTerms terms) {
        return id(place(side, terms));
    }

    WriteResult place(Side side, OrderTerms terms) {
        return place(SHARE, side, terms);
    }

    WriteResult place(InstrumentId instrument, Side side, OrderTerms terms) {
        return broker.place(new PlaceOrder("tag", instrument, side, Product.MIS, terms));
    }

    WriteResult modify(String id, OrderTerms terms) {
        return broker.modify(new ModifyOrder("tag", id, terms));
    }

    WriteResult cancel(String id) {
        return broker.cancel(new CancelOrder("tag", id));
    }

    BrokerOrder row(String id) {
        return exchange.book(ACCOUNT).stream()
                .filter(row -> row.brokerOrderId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static String id(WriteResult result) {
        if (result instanceof WriteResult.Accepted accepted) {
            return accepted.brokerOrderId();
        }
        throw new AssertionError("not accepted: " + result);
    }

    static BigDecimal rupees(String amount) {
        return new BigDecimal(amount);
    }

    static OrderTerms limit(int quantity, String price) {
        return OrderTerms.limit(quantity, rupees(price));
    }

    static OrderTerms market(int quantity) {
        return terms(OrderType.MARKET, quantity, null, null);
    }

    static OrderTerms stopLimit(int quantity, String trigger, String limit) {
        return OrderTerms.stopLimit(quantity, rupees(trigger), rupees(limit));
    }

    static OrderTerms stopMarket(int quantity, String trigger) {
        return terms(OrderType.STOPMARKET, quantity, null, trigger);
    }

    static OrderTerms terms(OrderType type, int quantity, @Nullable String limit, @Nullable String trigger) {
        return new OrderTerms(
                type, quantity, limit == null ? null : rupees(limit), trigger == null ? null : rupees(trigger));
    }
}
