package io.ordermonitor.testkit.contract;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Order books made of a seed: shorts, flips, partial fills, equal times, ended orders, carried positions. */
final class RandomBooks {
    private static final LegState[] ENDS = {
        LegState.PARTIAL, LegState.CANCELLED, LegState.EXPIRED, LegState.CANCELLING, LegState.UNKNOWN
    };

    private final Random random;
    private int orders;

    RandomBooks(long seed) {
        random = new Random(seed);
    }

    /** One key's rows and what was carried into the day. */
    record Book(PnlKey key, BigDecimal multiplier, List<BrokerOrder> rows, int carried, BigDecimal carriedPrice) {
        List<Position> positions() {
            return carried == 0
                    ? List.of()
                    : List.of(new Position(
                            key.instrument(), key.product(), carried, carriedPrice, null, carried, carriedPrice));
        }
    }

    static BigDecimal price(BrokerOrder row) {
        return Objects.requireNonNull(row.averagePrice(), row.brokerOrderId());
    }

    static List<Instrument> instruments(int count) {
        List<Instrument> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String multiplier = i % 3 == 0 ? "1" : i % 3 == 1 ? "25" : "0.1";
            all.add(Samples.instrument(new InstrumentId("NSEFO", "4" + (1000 + i)), "S" + i, 1 + i % 4, multiplier));
        }
        return all;
    }

    Book next(long accountId, Instrument instrument, Product product) {
        PnlKey key = new PnlKey(accountId, instrument.id(), product);
        int count = random.nextInt(12);
        List<BrokerOrder> rows = new ArrayList<>();
        int bias = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            rows.add(row(key, side(bias)));
        }
        int carried = random.nextInt(4) == 0 ? random.nextInt(-60, 61) : 0;
        return new Book(key, instrument.multiplier(), rows, carried, somePrice());
    }

    private Side side(int bias) {
        int dice = random.nextInt(4);
        return bias == 0 ? (dice < 2 ? Side.BUY : Side.SELL) : bias == 1 ? buyIf(dice < 3) : buyIf(dice < 1);
    }

    private static Side buyIf(boolean buy) {
        return buy ? Side.BUY : Side.SELL;
    }

    private BrokerOrder row(PnlKey key, Side side) {
        int quantity = random.nextInt(10) == 0 ? 1 + random.nextInt(400) : 1 + random.nextInt(30);
        int kind = random.nextInt(6);
        int filled = kind == 0 ? 0 : kind <= 2 ? random.nextInt(quantity) : quantity;
        LegState state = filled == quantity ? LegState.FILLED : ENDS[random.nextInt(ENDS.length)];
        // Few instants and ids of differing lengths: the ties are the point.
        int at = random.nextInt(4);
        String id = Integer.toString(random.nextInt(1, 2000)) + "x" + ++orders;
        return new BrokerOrder(
                id,
                "",
                key.instrument(),
                side,
                key.product(),
                OrderType.LIMIT,
                quantity,
                filled,
                filled == 0 ? null : somePrice(),
                somePrice(),
                null,
                filled == 0 && random.nextBoolean() ? LegState.REJECTED : state,
                false,
                "",
                Samples.NOON.plusSeconds(at),
                Samples.NOON.plusSeconds(at + filled));
    }

    private BigDecimal somePrice() {
        return BigDecimal.valueOf(random.nextLong(100_000, 40_000_000), 4);
    }
}
