package io.ordermonitor.testkit.contract;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.MatchedPiece;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * First in, first out as it is said, one unit at a time: two lists of units, the k-th bought against the k-th sold.
 * Too slow for anything but checking what is fast.
 */
final class FifoOracle {
    private record Unit(String orderId, BigDecimal price) {}

    private final PnlKey key;
    private final BigDecimal multiplier;
    private final List<Unit> bought = new ArrayList<>();
    private final List<Unit> sold = new ArrayList<>();

    FifoOracle(RandomBooks.Book book) {
        this.key = book.key();
        this.multiplier = book.multiplier();
        if (book.carried() != 0) {
            add(book.carried() > 0 ? Side.BUY : Side.SELL, Math.abs(book.carried()), "carried", book.carriedPrice());
        }
        book.rows().stream()
                .filter(row -> row.filled() > 0)
                .sorted(Comparator.comparing(BrokerOrder::createdAt).thenComparing(BrokerOrder::brokerOrderId))
                .forEach(row -> add(row.side(), row.filled(), row.brokerOrderId(), RandomBooks.price(row)));
    }

    private void add(Side side, int quantity, String orderId, BigDecimal price) {
        for (int i = 0; i < quantity; i++) {
            (side == Side.BUY ? bought : sold).add(new Unit(orderId, price));
        }
    }

    private int matched() {
        return Math.min(bought.size(), sold.size());
    }

    PnlRow row() {
        BigDecimal realised = BigDecimal.ZERO;
        for (int k = 0; k < matched(); k++) {
            realised = realised.add(sold.get(k).price()).subtract(bought.get(k).price());
        }
        BigDecimal openValue = sum(bought).subtract(sum(sold));
        return new PnlRow(
                key,
                realised.multiply(multiplier),
                bought.size() - sold.size(),
                openValue.multiply(multiplier),
                multiplier);
    }

    private BigDecimal sum(List<Unit> units) {
        return units.stream().skip(matched()).map(Unit::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<MatchedPiece> pieces() {
        List<MatchedPiece> pieces = new ArrayList<>();
        int start = 0;
        for (int k = 1; k <= matched(); k++) {
            if (k == matched() || !isSamePair(start, k)) {
                Unit buy = bought.get(start);
                Unit sell = sold.get(start);
                pieces.add(new MatchedPiece(key, buy.orderId(), sell.orderId(), k - start, buy.price(), sell.price()));
                start = k;
            }
        }
        return pieces;
    }

    private boolean isSamePair(int a, int b) {
        return bought.get(a).orderId().equals(bought.get(b).orderId())
                && sold.get(a).orderId().equals(sold.get(b).orderId());
    }

    /** What was paid in and out over all trades: sells less buys. */
    BigDecimal cash() {
        BigDecimal all = BigDecimal.ZERO;
        for (Unit unit : sold) {
            all = all.add(unit.price());
        }
        for (Unit unit : bought) {
            all = all.subtract(unit.price());
        }
        return all.multiply(multiplier);
    }
}
