package io.ordermonitor.netty.server;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Connections to a PostgreSQL, without a pool. What its failures say holds neither the password nor an option of the
 * URL, the name of the user excepted. Thread-safe.
 */
final class PostgresSource implements DataSource {
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final int LONG_ENOUGH = 4;

    private final String url;
    private final Properties properties = new Properties();
    private final List<Pattern> hidden = new ArrayList<>();
    private volatile int loginTimeout;

    /** @param usual options of the driver that the URL may override */
    PostgresSource(DatabasePlace.Server place, Map<String, String> usual) {
        DatabaseUrl given = DatabaseUrl.parse(place.url());
        url = given.bare();
        usual.forEach(properties::setProperty);
        put(USER, place.user());
        put(PASSWORD, place.password());
        given.options().forEach(properties::setProperty);
        hide(place.password());
        given.options().forEach((name, value) -> hide(name.equals(USER) ? null : value));
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    /** A short one is hidden where it stands alone, else no word would be left. */
    private void hide(@Nullable String value) {
        if (value != null && !value.isEmpty()) {
            String quoted = Pattern.quote(value);
            hidden.add(Pattern.compile(
                    value.length() >= LONG_ENOUGH ? quoted : "(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])"));
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Connection connection = new Driver().connect(url, settings());
            if (connection == null) {
                throw new SQLException("the driver does not take the URL of the database");
            }
            return connection;
        } catch (SQLException e) {
            throw without(e, e.getMessage(), e.getSQLState());
        } catch (RuntimeException e) {
            throw without(e, e.toString(), null);
        }
    }

    private Properties settings() {
        Properties all = new Properties();
        if (loginTimeout > 0) {
            all.setProperty("loginTimeout", Integer.toString(loginTimeout));
        }
        all.putAll(properties);
        return all;
    }

    /** A failure that tells what the driver's tells, and nothing that is to be hidden; so it has no cause. */
    private SQLException without(Exception failure, @Nullable String message, @Nullable String state) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String told = message + (root == failure ? "" : " (" + root + ")");
        for (Pattern one : hidden) {
            told = one.matcher(told).replaceAll(Matcher.quoteReplacement("***"));
        }
        SQLException safe = new SQLException(told, state);
        safe.setStackTrace(failure.getStackTrace());
        return safe;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("user and password are those of the settings");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {}

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    /** As long a pool that is closed waits for the connections that it is making. */
    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing is wrapped");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public String toString() {
        return "PostgresSource[" + url + "]";
    }
}
