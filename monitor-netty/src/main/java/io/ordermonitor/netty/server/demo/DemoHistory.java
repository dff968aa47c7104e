package io.ordermonitor.netty.server.demo;

import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** What the demo's database remembers of days that were played. */
final class DemoHistory {
    private final DataSource database;

    DemoHistory(DataSource database) {
        this.database = database;
    }

    /** The last day on which anything was traded on paper; a kept folder goes on with the day after it. */
    Optional<LocalDate> lastDay() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("select to_regclass('paper.placed') is not null")) {
                if (!table.next() || !table.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            try (ResultSet row = statement.executeQuery("select max(trading_day) from paper.placed")) {
                return row.next() ? Optional.ofNullable(row.getObject(1, LocalDate.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's database does not answer: " + e.getMessage(), e);
        }
    }

    /** What every tag stands for that orders were placed under, by trading day. */
    Map<LocalDate, Map<String, ExchangeAudit.Leg>> legs() {
        String placed = "select trading_day, tag, order_id, leg, slice from intent where kind = 'PLACE'";
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(placed)) {
            Map<LocalDate, Map<String, ExchangeAudit.Leg>> legs = new HashMap<>();
            while (row.next()) {
                LegKind kind = LegKind.valueOf(row.getString("leg"));
                legs.computeIfAbsent(row.getObject("trading_day", LocalDate.class), day -> new HashMap<>())
                        .put(
                                row.getString("tag"),
                                new ExchangeAudit.Leg(row.getLong("order_id"), kind, row.getInt("slice")));
            }
            return legs;
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's database does not answer: " + e.getMessage(), e);
        }
    }

    /** Realised profit and loss of a day as the monitor's own query computes it. */
    static BigDecimal realised(Stores stores, Set<PnlKey> keys, LocalDate day) {
        return stores.pnl().realised(day, keys).stream()
                .map(PnlRow::realised)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_UP);
    }
}
