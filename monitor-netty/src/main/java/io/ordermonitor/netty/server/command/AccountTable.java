package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.Statements;
import io.ordermonitor.order.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of all users, as people keep them: each change is of one column, whoever changes another meanwhile. No
 * part of a port, since only people and their programs do this: {@code broker_account} is theirs to write.
 */
record AccountTable(Statements statements) {
    private static final String FIND = """
            select * from broker_account
            where (?::bigint is null or user_id = ?) and (?::text is null or (broker = ? and client_code = ?))
            order by user_id, id""";

    /** All accounts, or those of one user. */
    List<Account> list(@Nullable Long userId) {
        return statements.rows("read accounts", FIND, AccountTable::read, userId, userId, null, null, null);
    }

    /** Whoever has an account, active or not, in order. */
    List<Long> users() {
        return statements.rows(
                "read the users",
                "select distinct user_id from broker_account order by user_id",
                row -> row.getLong("user_id"));
    }

    /** The account at a broker with this client code, whosever it is. */
    Optional<Account> find(String broker, String clientCode) {
        return statements.row("read accounts", FIND, AccountTable::read, null, null, broker, broker, clientCode);
    }

    /** Adds one, active and only observed; returns its id. */
    long add(long userId, String broker, String clientCode, Account.ExitMode exits) {
        return statements
                .row(
                        "add an account of user " + userId,
                        "insert into broker_account (user_id, broker, client_code, exits) values (?, ?, ?, ?)"
                                + " returning id",
                        row -> row.getLong("id"),
                        userId,
                        broker,
                        clientCode,
                        exits.name())
                .orElseThrow();
    }

    /** Whether it is read and written at all. */
    void setActive(long accountId, boolean active) {
        set(accountId, "active", active);
    }

    /** Whether orders are sent. */
    void setMode(long accountId, Account.Mode mode) {
        set(accountId, "mode", mode.name());
    }

    private void set(long accountId, String column, Object value) {
        statements.rows(
                "change account " + accountId,
                "update broker_account set " + column + " = ? where id = ? returning id",
                row -> true,
                value,
                accountId);
    }

    /** The orders of an account that are not ended. */
    List<Long> openOrders(long accountId) {
        return statements.rows(
                "read the orders of account " + accountId,
                "select order_id from v_order where account_id = ? and ended_at is null order by order_id",
                row -> row.getLong("order_id"),
                accountId);
    }

    private static Account read(ResultSet row) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getLong("user_id"),
                row.getString("broker"),
                row.getString("client_code"),
                row.getBoolean("active"),
                Account.Mode.valueOf(row.getString("mode")),
                Account.ExitMode.valueOf(row.getString("exits")));
    }
}
