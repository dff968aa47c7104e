package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * First-in-first-out matching in memory, by the rule of the {@code broker_order_book_pnl} query: within a key the k-th
 * unit bought matches the k-th unit sold, each side in the order of creation time, then broker order id. Longs, shorts,
 * flips and partial fills come out of this one rule.
 */
public final class Fifo {
    private static final Comparator<Fill> ORDER = Comparator.comparing(Fill::at).thenComparing(Fill::orderId);

    private Fifo() {}

    /**
     * What one order filled.
     *
     * @param orderId the broker order id; for units of an earlier day {@code carried}
     * @param quantity units, above 0
     * @param price average price of them
     * @param at the broker's creation time of the order; {@link Instant#MIN} for carried units
     */
    public record Fill(PnlKey key, String orderId, Side side, long quantity, BigDecimal price, Instant at) {
        public Fill {
            if (quantity < 1) {
                throw new IllegalArgumentException("order " + orderId + ": filled quantity " + quantity);
            }
        }
    }

    /** One row per key that occurs, by account, instrument, product. */
    public static List<PnlRow> rows(Collection<Fill> fills, Function<PnlKey, BigDecimal> multiplier) {
        List<PnlRow> rows = new ArrayList<>();
        byKey(fills).forEach((key, of) -> rows.add(row(key, of, multiplier.apply(key))));
        return rows;
    }

    /** The matched pieces of all keys that occur, in the order of matching. */
    public static List<MatchedPiece> pieces(Collection<Fill> fills) {
        List<MatchedPiece> pieces = new ArrayList<>();
        byKey(fills).forEach((key, of) -> match(key, of, pieces));
        return pieces;
    }

    private static Map<PnlKey, List<Fill>> byKey(Collection<Fill> fills) {
        Map<PnlKey, List<Fill>> keys = new TreeMap<>(Comparator.comparingLong(PnlKey::accountId)
                .thenComparing(PnlKey::instrument)
                .thenComparing(PnlKey::product));
        fills.stream()
                .sorted(ORDER)
                .forEach(fill ->
                        keys.computeIfAbsent(fill.key(), k -> new ArrayList<>()).add(fill));
        return keys;
    }

    private static PnlRow row(PnlKey key, List<Fill> fills, BigDecimal multiplier) {
        List<MatchedPiece> pieces = new ArrayList<>();
        long matched = match(key, fills, pieces);
        BigDecimal realised = BigDecimal.ZERO;
        for (MatchedPiece piece : pieces) {
            BigDecimal gain = piece.sellPrice().subtract(piece.buyPrice());
            realised = realised.add(gain.multiply(BigDecimal.valueOf(piece.quantity())));
        }
        BigDecimal openValue = valueBeyond(fills, Side.BUY, matched).subtract(valueBeyond(fills, Side.SELL, matched));
        long open = quantity(fills, Side.BUY) - quantity(fills, Side.SELL);
        return new PnlRow(key, realised.multiply(multiplier), open, openValue.multiply(multiplier), multiplier);
    }

    private static long match(PnlKey key, List<Fill> fills, List<MatchedPiece> into) {
        List<Fill> buys = fills.stream().filter(f -> f.side() == Side.BUY).toList();
        List<Fill> sells = fills.stream().filter(f -> f.side() == Side.SELL).toList();
        long matched = 0;
        long boughtBefore = 0;
        long soldBefore = 0;
        int b = 0;
        int s = 0;
        while (b < buys.size() && s < sells.size()) {
            Fill buy = buys.get(b);
            Fill sell = sells.get(s);
            long until = Math.min(boughtBefore + buy.quantity(), soldBefore + sell.quantity());
            into.add(new MatchedPiece(key, buy.orderId(), sell.orderId(), until - matched, buy.price(), sell.price()));
            matched = until;
            if (until == boughtBefore + buy.quantity()) {
                boughtBefore = until;
                b++;
            }
            if (until == soldBefore + sell.quantity()) {
                soldBefore = until;
                s++;
            }
        }
        return matched;
    }

    private static BigDecimal valueBeyond(List<Fill> fills, Side side, long matched) {
        BigDecimal value = BigDecimal.ZERO;
        long before = 0;
        for (Fill fill : fills) {
            if (fill.side() == side) {
                long beyond = Math.min(fill.quantity(), Math.max(0, before + fill.quantity() - matched));
                value = value.add(fill.price().multiply(BigDecimal.valueOf(beyond)));
                before += fill.quantity();
            }
        }
        return value;
    }

    private static long quantity(List<Fill> fills, Side side) {
        return fills.stream()
                .filter(f -> f.side() == side)
                .mapToLong(Fill::quantity)
                .sum();
    }
}
