package io.ordermonitor.broker.paper;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps the paper exchange's state in PostgreSQL, in the schema {@code paper}, which it makes itself. Thread-safe. */
public final class JdbcPaperStore implements PaperStore {
    private static final String SAVE_ORDER = """
            insert into paper.placed (account_id, sequence, trading_day, broker_order_id, tag, instrument, side, product,
                type, quantity, limit_price, trigger_price, filled, value, state, triggered, reason, created_at,
                updated_at, arrives_at, drawn_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (account_id, sequence) do update set type = excluded.type, quantity = excluded.quantity,
                limit_price = excluded.limit_price, trigger_price = excluded.trigger_price, filled = excluded.filled,
                value = excluded.value, state = excluded.state, triggered = excluded.triggered,
                reason = excluded.reason, updated_at = excluded.updated_at,
                arrives_at = excluded.arrives_at, drawn_at = excluded.drawn_at""";
    private static final String SAVE_FILL = """
            insert into paper.fill (account_id, sequence, trading_day, quantity, price, at) values (?, ?, ?, ?, ?, ?)""";
    private static final String SAVE_SESSION = """
            insert into paper.account (account_id, session) values (?, ?)
            on conflict (account_id) do update set session = excluded.session""";
    private static final String ACCOUNTS = "select distinct account_id from paper.placed where trading_day = ?";
    private static final String HEAD = """
            select coalesce((select session from paper.account where account_id = ?), 'LIVE') as session,
                coalesce((select max(sequence) from paper.placed where account_id = ?), 0) as last_sequence""";
    private static final String ORDERS =
            "select * from paper.placed where account_id = ? and trading_day = ? order by sequence";
    private static final String FILLS = """
            select p.broker_order_id, p.tag, p.instrument, p.product, p.side, f.quantity, f.price, f.at
            from paper.fill f join paper.placed p using (account_id, sequence)
            where f.account_id = ? and f.trading_day = ? order by f.number""";

    private final DataSource database;

    private JdbcPaperStore(DataSource database) {
        this.database = database;
    }

    /**
     * Makes the schema if it is not there; blocking.
     *
     * @throws PaperStoreException if the database does not answer
     */
    public static JdbcPaperStore open(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(schema());
            return new JdbcPaperStore(database);
        } catch (SQLException e) {
            throw new PaperStoreException("cannot make the schema of the paper exchange", e);
        }
    }

    @Override
    public Set<Long> accounts(LocalDate day) {
        return call("cannot read the paper accounts", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS)) {
                statement.setObject(1, day);
                ResultSet rows = statement.executeQuery();
                Set<Long> ids = new LinkedHashSet<>();
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
                return Set.copyOf(ids);
            }
        });
    }

    @Override
    public PaperDay load(long accountId, LocalDate day) {
        return call("cannot read paper account " + accountId, connection -> {
            List<PaperOrder> orders = list(connection, ORDERS, accountId, day, JdbcPaperStore::order);
            List<PaperFill> fills = list(connection, FILLS, accountId, day, JdbcPaperStore::fill);
            try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
                statement.setLong(1, accountId);
                statement.setLong(2, accountId);
                ResultSet row = statement.executeQuery();
                row.next();
                PaperSession session = PaperSession.valueOf(row.getString("session"));
                return new PaperDay(session, row.getInt("last_sequence"), orders, fills);
            }
        });
    }

    @Override
    public void save(List<PaperChange> changes) {
        call("cannot store paper orders", connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement orders = connection.prepareStatement(SAVE_ORDER);
                    PreparedStatement fills = connection.prepareStatement(SAVE_FILL)) {
                for (PaperChange change : changes) {
                    addOrder(orders, change);
                    addFills(fills, change);
                }
                orders.executeBatch();
                fills.executeBatch();
                connection.commit();
                return changes.size();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    @Override
    public void saveSession(long accountId, PaperSession session) {
        call("cannot store the session of paper account " + accountId, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SAVE_SESSION)) {
                statement.setLong(1, accountId);
                statement.setString(2, session.name());
                return statement.executeUpdate();
            }
        });
    }

    private static void addOrder(PreparedStatement statement, PaperChange change) throws SQLException {
        PaperOrder order = change.order();
        int column = 1;
        statement.setLong(column++, change.accountId());
        statement.setInt(column++, order.sequence());
        statement.setObject(column++, change.day());
        statement.setString(column++, order.brokerOrderId());
        statement.setString(column++, order.tag());
        statement.setString(column++, order.instrument().toString());
        statement.setString(column++, order.side().name());
        statement.setString(column++, order.product().name());
        statement.setString(column++, order.terms().type().name());
        statement.setInt(column++, order.terms().quantity());
        statement.setBigDecimal(column++, order.terms().limitPrice());
        statement.setBigDecimal(column++, order.terms().triggerPrice());
        statement.setInt(column++, order.filled());
        statement.setBigDecimal(column++, order.value());
        statement.setString(column++, order.state().name());
        statement.setBoolean(column++, order.triggered());
        statement.setString(column++, order.reason());
        statement.setObject(column++, utc(order.createdAt()));
        statement.setObject(column++, utc(order.updatedAt()));
        statement.setObject(column++, utc(order.arrivesAt()));
        statement.setObject(column, utc(order.drawnAt()));
        statement.addBatch();
    }

    private static void addFills(PreparedStatement statement, PaperChange change) throws SQLException {
        for (PaperFill fill : change.fills()) {
            statement.setLong(1, change.accountId());
            statement.setInt(2, change.order().sequence());
            statement.setObject(3, change.day());
            statement.setInt(4, fill.quantity());
            statement.setBigDecimal(5, fill.price());
            statement.setObject(6, utc(fill.at()));
            statement.addBatch();
        }
    }

    private static PaperOrder order(ResultSet row) throws SQLException {
        OrderTerms terms = new OrderTerms(
                OrderType.valueOf(row.getString("type")),
                row.getInt("quantity"),
                row.getBigDecimal("limit_price"),
                row.getBigDecimal("trigger_price"));
        return new PaperOrder(
                row.getInt("sequence"),
                row.getString("broker_order_id"),
                row.getString("tag"),
                InstrumentId.parse(row.getString("instrument")),
                Side.valueOf(row.getString("side")),
                Product.valueOf(row.getString("product")),
                terms,
                row.getInt("filled"),
                row.getBigDecimal("value"),
                LegState.valueOf(row.getString("state")),
                row.getBoolean("triggered"),
                row.getString("reason"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "arrives_at"),
                row.getObject("drawn_at") == null ? null : instant(row, "drawn_at"));
    }

    private static PaperFill fill(ResultSet row) throws SQLException {
        return new PaperFill(
                row.getString("broker_order_id"),
                row.getString("tag"),
                InstrumentId.parse(row.getString("instrument")),
                Product.valueOf(row.getString("product")),
                Side.valueOf(row.getString("side")),
                row.getInt("quantity"),
                row.getBigDecimal("price"),
                instant(row, "at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> List<T> list(
            Connection connection, String sql, long accountId, LocalDate day, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, accountId);
            statement.setObject(2, day);
            ResultSet rows = statement.executeQuery();
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    private <T> T call(String failure, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new PaperStoreException(failure, e);
        }
    }

    private static String schema() {
        try (InputStream in = JdbcPaperStore.class.getResourceAsStream("paper-schema.sql")) {
            return new String(Objects.requireNonNull(in, "paper-schema.sql").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PaperStoreException("cannot read paper-schema.sql", e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
