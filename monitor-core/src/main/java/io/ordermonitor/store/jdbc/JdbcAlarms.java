package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.store.Alarms;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Alarms}. */
final class JdbcAlarms implements Alarms {
    private static final Columns<Alarm> KEY = Columns.<Alarm>none()
            .and("user_id", SqlType.BIGINT, Alarm::userId)
            .and("account_id", SqlType.BIGINT, Alarm::accountId)
            .and("order_id", SqlType.BIGINT, Alarm::orderId)
            .and("code", SqlType.TEXT, Alarm::code)
            .and("since", SqlType.INSTANT, Alarm::since);
    private static final Columns<Alarm> REST = Columns.<Alarm>none()
            .and("message", SqlType.TEXT, Alarm::message)
            .and("cleared", SqlType.INSTANT, Alarm::cleared);
    private static final Columns<Alarm> ALL = KEY.and(REST, a -> a);
    private static final String SAVE = """
            insert into alarm as t (%s) select * from %s as r
            on conflict (%s) do update set %s where %s""".formatted(
                    ALL.names(), ALL.unnest(), KEY.names(), REST.assigned("excluded"), REST.distinct("t", "excluded"));

    private final Sql sql;

    JdbcAlarms(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void save(List<Alarm> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Map<List<Object>, Alarm> latest = new LinkedHashMap<>();
        for (Alarm alarm : changed) {
            latest.put(List.of(alarm.userId(), alarm.accountId(), alarm.orderId(), alarm.code(), alarm.since()), alarm);
        }
        sql.run("save alarms", ALL.bind(new Query(SAVE), List.copyOf(latest.values())));
    }

    @Override
    public List<Alarm> standing(long userId) {
        String text = "select * from alarm where user_id = ? and cleared is null order by since, account_id, order_id";
        return sql.rows("read alarms of user " + userId, new Query(text).add(userId), JdbcAlarms::read);
    }

    @Override
    public Optional<Alarm> newest(long userId, Code code) {
        String text = "select * from alarm where user_id = ? and code = ? order by since desc limit 1";
        return sql.row(
                "read the newest alarm of user " + userId,
                new Query(text).add(userId).add(code.name()),
                JdbcAlarms::read);
    }

    static Alarm read(Row row) throws SQLException {
        return new Alarm(
                row.bigint("user_id"),
                row.bigint("account_id"),
                row.bigint("order_id"),
                row.word(Code.class, "code"),
                row.text("message"),
                row.instant("since"),
                row.instantOrNull("cleared"));
    }
}
