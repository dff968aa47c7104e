package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** What a broker does to an account's MIS orders and positions from 15:15 on: cancels and closes them by its own. */
record SquareOff(PaperExchange exchange, Shares shares, long accountId) {
    private static final LocalTime BEGIN = LocalTime.of(15, 15);
    private static final int TURNS = 6;

    /** When it has its turns on the day of an instant; accounts come one after the other. */
    List<Instant> turns(Instant day) {
        Instant first = day.atZone(DayTimes.INDIA)
                .toLocalDate()
                .atTime(BEGIN)
                .atZone(DayTimes.INDIA)
                .toInstant();
        List<Instant> turns = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            turns.add(first.plus(Duration.ofSeconds(45L * i + 9 * accountId)));
        }
        return turns;
    }

    /** Cancels what rests; the next turns close what is held. */
    void turn() {
        for (BrokerOrder row : exchange.book(accountId)) {
            if (row.product() == Product.MIS && row.state().isLive()) {
                exchange.cancelByHand(accountId, row.brokerOrderId());
            }
        }
        for (Position held : exchange.openNet(accountId)) {
            if (held.product() == Product.MIS) {
                Side side = held.quantity() > 0 ? Side.SELL : Side.BUY;
                int slice = shares.of(held.instrument()).largestSlice();
                for (int left = Math.abs(held.quantity()); left > 0; left -= slice) {
                    OrderTerms terms = new OrderTerms(OrderType.MARKET, Math.min(left, slice), null, null);
                    exchange.placeByHand(accountId, held.instrument(), side, Product.MIS, terms);
                }
            }
        }
    }
}
