package io.ordermonitor.store.jdbc;

import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Map;
import javax.sql.DataSource;

/**
 * All stores on PostgreSQL 15 or newer. Thread-safe. The data source should be a pool whose connections are in
 * autocommit mode and carry {@link #connectionOptions}.
 *
 * <pre>{@code
 * HikariConfig pool = new HikariConfig();
 * JdbcStores.connectionOptions().forEach(pool::addDataSourceProperty);
 * ...
 * new Migrations(dataSource).run();
 * Stores stores = JdbcStores.open(dataSource, new Fences(dataSource, UUID.randomUUID().toString()));
 * }</pre>
 *
 * <p>Instants are kept to the microsecond. Decimals are kept to four places and come back with at least two: trailing
 * zeros beyond are removed, so that 98.5 and 98.5000 both come back as 98.50.
 */
public final class JdbcStores {
    /** Where the migrations lie on the class path. */
    public static final String MIGRATIONS = "io/ordermonitor/db";

    /** The schema version that this version of the library needs. */
    public static final int SCHEMA_VERSION = 7;

    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    private JdbcStores() {}

    /** The stores of a database, with trading days in India. See {@link #open(DataSource, Fences, ZoneId)}. */
    public static Stores open(DataSource dataSource, Fences fences) {
        return open(dataSource, fences, INDIA);
    }

    /**
     * The stores of a database. Reads its schema version; never migrates.
     *
     * @param fences the users that this process owns
     * @param zone in which trading days are dates
     * @throws StoreException if the database does not answer, or has another schema; the message says what to do
     */
    public static Stores open(DataSource dataSource, Fences fences, ZoneId zone) {
        Sql sql = new Sql(dataSource);
        String installation = installation(sql);
        return new Stores(
                new JdbcInputs(sql, zone),
                new JdbcInstruments(sql),
                new JdbcSnapshots(sql),
                new JdbcPnlQuery(sql),
                new JdbcOrders(sql, fences, installation, zone),
                new JdbcIntents(sql, fences),
                new JdbcRejectedOrders(sql, fences),
                new JdbcRegenerations(sql),
                new JdbcRequests(sql, fences),
                new JdbcAlarms(sql),
                new JdbcTokens(sql),
                new JdbcAudit(sql));
    }

    /**
     * Properties for the PostgreSQL driver's data source: statements planned once, to look rows up by their keys (else a
     * plan made while a table was small would read the whole of it later), time-outs without a trip. Pass them to the pool;
     * migrations should run on connections without them.
     */
    public static Map<String, String> connectionOptions() {
        return Map.of(
                "options",
                "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off"
                        + " -c enable_mergejoin=off -c jit=off -c statement_timeout=10000 -c lock_timeout=2000"
                        + " -c idle_in_transaction_session_timeout=30000 -c TimeZone=UTC",
                "prepareThreshold",
                "1",
                "preparedStatementCacheQueries",
                "256",
                "connectTimeout",
                "10",
                "socketTimeout",
                "30",
                "tcpKeepAlive",
                "true",
                "ApplicationName",
                "order-monitor");
    }

    private static String installation(Sql sql) {
        try {
            return sql.row(
                            "read the schema version",
                            new Query("select id, schema_version from installation"),
                            JdbcStores::read)
                    .orElseThrow(() -> new StoreException("the table installation is empty: the database is damaged"));
        } catch (StoreException e) {
            if (e.getCause() instanceof SQLException cause && "42P01".equals(cause.getSQLState())) {
                throw new StoreException("the database has no schema yet: run the command migrate", e);
            }
            throw e;
        }
    }

    private static String read(Row row) throws SQLException {
        int version = row.integer("schema_version");
        if (version < SCHEMA_VERSION) {
            throw new StoreException("the database has schema version " + version + " and this program needs "
                    + SCHEMA_VERSION + ": run the command migrate");
        }
        if (version > SCHEMA_VERSION) {
            throw new StoreException("the database has schema version " + version + " and this program knows "
                    + SCHEMA_VERSION + " at most: run a newer program");
        }
        return row.text("id");
    }
}
