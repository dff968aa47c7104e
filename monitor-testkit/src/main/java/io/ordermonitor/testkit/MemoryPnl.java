package io.ordermonitor.testkit;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Fifo;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.MatchedPiece;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.PnlQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link PnlQuery} in memory, by {@link Fifo}. */
final class MemoryPnl implements PnlQuery {
    private static final String CARRIED = "carried";

    private final Tables tables;
    private final MemorySnapshots snapshots;

    MemoryPnl(Tables tables, MemorySnapshots snapshots) {
        this.tables = tables;
        this.snapshots = snapshots;
    }

    @Override
    public List<PnlRow> realised(LocalDate tradingDay, Set<PnlKey> keys) {
        Map<PnlKey, PnlRow> traded = new HashMap<>();
        keys.stream()
                .map(PnlKey::accountId)
                .distinct()
                .forEach(account -> Fifo.rows(fills(tradingDay, account), this::multiplier)
                        .forEach(row -> traded.put(row.key(), row)));
        return keys.stream()
                .map(key ->
                        traded.getOrDefault(key, new PnlRow(key, BigDecimal.ZERO, 0, BigDecimal.ZERO, multiplier(key))))
                .toList();
    }

    @Override
    public List<MatchedPiece> pieces(LocalDate tradingDay, PnlKey key) {
        return Fifo.pieces(fills(tradingDay, key.accountId()).stream()
                .filter(fill -> fill.key().equals(key))
                .toList());
    }

    private List<Fifo.Fill> fills(LocalDate day, long accountId) {
        List<Fifo.Fill> fills = new ArrayList<>();
        for (Position position : snapshots.positions(accountId, day)) {
            BigDecimal price = position.carriedPrice();
            long units = position.carriedQuantity();
            if (units != 0 && price != null) {
                PnlKey key = new PnlKey(accountId, position.instrument(), position.product());
                Side side = units > 0 ? Side.BUY : Side.SELL;
                fills.add(new Fifo.Fill(key, CARRIED, side, Math.abs(units), price, Instant.MIN));
            }
        }
        for (BrokerOrder row : snapshots.orderBook(accountId, day)) {
            if (row.filled() > 0) {
                PnlKey key = new PnlKey(accountId, row.instrument(), row.product());
                fills.add(
                        new Fifo.Fill(key, row.brokerOrderId(), row.side(), row.filled(), price(row), row.createdAt()));
            }
        }
        return fills;
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
