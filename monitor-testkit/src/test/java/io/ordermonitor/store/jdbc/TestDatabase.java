package io.ordermonitor.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ordermonitor.netty.server.EmbeddedPostgres;
import io.ordermonitor.netty.server.Migrations;
import io.ordermonitor.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A migrated PostgreSQL, one for all tests of a JVM; each test class asks for it as a parameter and clears it. */
public final class TestDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TestDatabase.class);
    private static final String CLEAR = """
            delete from broker_account; delete from instrument; delete from fair_price;
            delete from regeneration_permission; delete from safety_switch; delete from order_request;
            delete from broker_order_book; delete from broker_position; delete from orders; delete from order_mark;
            delete from leg_order; delete from intent; delete from order_event; delete from rejected_order;
            delete from entry_regeneration; delete from alarm; delete from access_token; delete from monitor_node;
            delete from monitor_user; delete from day_roll; delete from leg_event; delete from user_takeover""";

    private final Path folder;
    private final Optional<EmbeddedPostgres> server;
    private final String url;
    private final HikariDataSource pool;

    /** On an embedded PostgreSQL, or on that of {@code -Dtest.database.url}, whose tables it may empty. */
    private TestDatabase() throws IOException {
        folder = Files.createTempDirectory("order-monitor-test");
        Optional<String> given = Optional.ofNullable(System.getProperty("test.database.url"));
        server = given.isPresent() ? Optional.empty() : Optional.of(EmbeddedPostgres.start(folder));
        url = given.orElseGet(() -> server.orElseThrow().url());
        new Migrations(plain()).run();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        JdbcStores.connectionOptions().forEach(config::addDataSourceProperty);
        pool = new HikariDataSource(config);
        LOG.info("store tests run on {}", value("select version()"));
    }

    /** Gives a test its database: {@code @ExtendWith(TestDatabase.Given.class)}. */
    public static final class Given implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestDatabase.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(TestDatabase.class))
                    .computeIfAbsent(TestDatabase.class, key -> started(), TestDatabase.class);
        }

        private static TestDatabase started() {
            try {
                return new TestDatabase();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Pooled connections with the options of the stores. */
    public DataSource dataSource() {
        return pool;
    }

    /** Connections without pool and options. */
    DataSource plain() {
        PGSimpleDataSource plain = new PGSimpleDataSource();
        plain.setUrl(url);
        return plain;
    }

    /** Deletes every row but the installation's. */
    public void clear() {
        execute(CLEAR);
    }

    /** The stores as a process sees them that never ran before. */
    public Stores open() {
        return open(pool);
    }

    Stores open(DataSource dataSource) {
        return JdbcStores.open(
                dataSource, new Fences(dataSource, UUID.randomUUID().toString()));
    }

    /** Runs statements. */
    public void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    public String value(String sql, Object... parameters) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new IllegalStateException("no row: " + sql);
                }
                return String.valueOf(result.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        pool.close();
        server.ifPresent(EmbeddedPostgres::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
