package io.ordermonitor.testkit;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.MatchedPiece;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.PnlQuery;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link PnlQuery} in memory: two queues of lots, oldest first, matched head to head. */
final class MemoryPnl implements PnlQuery {
    private static final String CARRIED = "carried";

    private final Tables tables;
    private final MemorySnapshots snapshots;

    MemoryPnl(Tables tables, MemorySnapshots snapshots) {
        this.tables = tables;
        this.snapshots = snapshots;
    }

    private record Lot(String orderId, long quantity, BigDecimal price) {
        Lot less(long units) {
            return new Lot(orderId, quantity - units, price);
        }

        BigDecimal value() {
            return price.multiply(BigDecimal.valueOf(quantity));
        }
    }

    private record Queues(Deque<Lot> bought, Deque<Lot> sold) {
        void add(Side side, Lot lot) {
            (side == Side.BUY ? bought : sold).add(lot);
        }
    }

    @Override
    public List<PnlRow> realised(LocalDate tradingDay, Set<PnlKey> keys) {
        return keys.stream().map(key -> row(tradingDay, key)).toList();
    }

    private PnlRow row(LocalDate day, PnlKey key) {
        Queues queues = queues(day, key);
        BigDecimal realised = BigDecimal.ZERO;
        for (MatchedPiece piece : match(key, queues)) {
            realised = realised.add(
                    piece.sellPrice().subtract(piece.buyPrice()).multiply(BigDecimal.valueOf(piece.quantity())));
        }
        long open = 0;
        BigDecimal value = BigDecimal.ZERO;
        for (Lot lot : queues.bought()) {
            open += lot.quantity();
            value = value.add(lot.value());
        }
        for (Lot lot : queues.sold()) {
            open -= lot.quantity();
            value = value.subtract(lot.value());
        }
        BigDecimal multiplier = multiplier(key);
        return new PnlRow(key, realised.multiply(multiplier), open, value.multiply(multiplier), multiplier);
    }

    @Override
    public List<MatchedPiece> pieces(LocalDate tradingDay, PnlKey key) {
        return match(key, queues(tradingDay, key));
    }

    /** Matches what can be matched and leaves the rest in the queues. */
    private static List<MatchedPiece> match(PnlKey key, Queues queues) {
        List<MatchedPiece> pieces = new ArrayList<>();
        while (!queues.bought().isEmpty() && !queues.sold().isEmpty()) {
            Lot buy = queues.bought().remove();
            Lot sell = queues.sold().remove();
            long units = Math.min(buy.quantity(), sell.quantity());
            pieces.add(new MatchedPiece(key, buy.orderId(), sell.orderId(), units, buy.price(), sell.price()));
            putBack(queues.bought(), buy.less(units));
            putBack(queues.sold(), sell.less(units));
        }
        return pieces;
    }

    private static void putBack(Deque<Lot> queue, Lot rest) {
        if (rest.quantity() > 0) {
            queue.addFirst(rest);
        }
    }

    private Queues queues(LocalDate day, PnlKey key) {
        Queues queues = new Queues(new ArrayDeque<>(), new ArrayDeque<>());
        for (Position position : snapshots.positions(key.accountId(), day)) {
            BigDecimal price = position.carriedPrice();
            if (isOf(key, position) && position.carriedQuantity() != 0 && price != null) {
                Side side = position.carriedQuantity() > 0 ? Side.BUY : Side.SELL;
                queues.add(side, new Lot(CARRIED, Math.abs((long) position.carriedQuantity()), price));
            }
        }
        for (BrokerOrder row : snapshots.orderBook(key.accountId(), day)) {
            if (row.instrument().equals(key.instrument()) && row.product() == key.product() && row.filled() > 0) {
                queues.add(row.side(), new Lot(row.brokerOrderId(), row.filled(), price(row)));
            }
        }
        return queues;
    }

    private static boolean isOf(PnlKey key, Position position) {
        return position.instrument().equals(key.instrument()) && position.product() == key.product();
    }

    private static BigDecimal price(BrokerOrder row) {
        BigDecimal average = row.averagePrice();
        BigDecimal limit = row.limitPrice();
        return average != null ? average : limit != null ? limit : BigDecimal.ZERO;
    }

    private BigDecimal multiplier(PnlKey key) {
        Optional<Account> account = Optional.ofNullable(tables.accounts.get(key.accountId()));
        return account.map(a -> tables.instruments.getOrDefault(a.broker(), Map.of()))
                .map(of -> of.get(key.instrument()))
                .map(Instrument::multiplier)
                .orElse(BigDecimal.ONE);
    }
}
