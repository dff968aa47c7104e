package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchReach;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Reads and sets the safety switches of users. A change is one statement, so that two at a time both count. */
final class SwitchTable {
    /** The columns of all switches; {@code strategies} is read as {@code stopped}. */
    static final String COLUMNS = "%1$s.all_entries, %1$s.accounts, %1$s.strategies as stopped, %1$s.paused,"
            + " %1$s.paused_accounts, %1$s.paused_strategies";

    private static final String RETURNING = " returning " + COLUMNS.formatted("t");
    private static final String CHANGE_ALL = """
            insert into safety_switch as t (user_id, %1$s) values (?, ?)
            on conflict (user_id) do update set %1$s = excluded.%1$s""" + RETURNING;
    private static final String CHANGE_ONE = """
            insert into safety_switch as t (user_id, %1$s) values (?, ?)
            on conflict (user_id) do update set %1$s = array(
                select unnest(t.%1$s) except select unnest(?) union select unnest(excluded.%1$s))""" + RETURNING;

    private final Sql sql;

    SwitchTable(Sql sql) {
        this.sql = sql;
    }

    static Switches read(Row row) throws SQLException {
        return new Switches(
                new SwitchReach(
                        row.flag("all_entries"),
                        Set.copyOf(row.list(Long[].class, "accounts")),
                        Set.copyOf(row.list(String[].class, "stopped"))),
                new SwitchReach(
                        row.flag("paused"),
                        Set.copyOf(row.list(Long[].class, "paused_accounts")),
                        Set.copyOf(row.list(String[].class, "paused_strategies"))));
    }

    Switches change(long userId, SafetySwitch which, SwitchScope scope, boolean on) {
        boolean pause = which == SafetySwitch.PAUSE;
        Query query;
        if (scope instanceof SwitchScope.OneAccount one) {
            String column = pause ? "paused_accounts" : "accounts";
            query = changeOne(column, userId, SqlType.BIGINT, one.accountId(), on);
        } else if (scope instanceof SwitchScope.OneStrategy one) {
            String column = pause ? "paused_strategies" : "strategies";
            query = changeOne(column, userId, SqlType.TEXT, one.strategy(), on);
        } else {
            String column = pause ? "paused" : "all_entries";
            query = new Query(CHANGE_ALL.formatted(column)).add(userId).add(on);
        }
        return sql.row("change the switches of user " + userId, query, SwitchTable::read)
                .orElseThrow();
    }

    private static Query changeOne(String column, long userId, SqlType type, Object element, boolean on) {
        return new Query(CHANGE_ONE.formatted(column))
                .add(userId)
                .array(type, on ? List.of(element) : List.of())
                .array(type, List.of(element));
    }
}
