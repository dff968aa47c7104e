package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Regeneration;
import io.ordermonitor.store.Regenerations;
import io.ordermonitor.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** {@link Regenerations}. */
final class JdbcRegenerations implements Regenerations {
    private static final Columns<Regeneration> ROW = Columns.<Regeneration>none()
            .and("rejected_id", SqlType.BIGINT, Regeneration::rejectedId)
            .and(TermColumns.ALL, Regeneration::terms)
            .and("attempt", SqlType.INTEGER, Regeneration::attempt)
            .and("trading_day", SqlType.DATE, Regeneration::tradingDay)
            .and("created_at", SqlType.INSTANT, Regeneration::madeAt);
    private static final String ADD = """
            insert into entry_regeneration (%s)
            select r.* from %s as r
            where not exists (
                select 1 from rejected_order o where o.order_id = r.rejected_id and o.declined_at is not null)
            on conflict (rejected_id) do nothing""".formatted(ROW.names(), ROW.unnest());
    private static final String DECLINE = """
            update rejected_order o set declined_at = ?
            where order_id = any(?) and declined_at is null
                and not exists (select 1 from entry_regeneration e where e.rejected_id = o.order_id)""";
    private static final String WAITING =
            "select * from entry_regeneration where user_id = ? and status is null order by id";
    private static final String END = """
            update entry_regeneration set status = ?, reason = ?, ended_at = ? where id = ? returning id""";
    private static final String EXPIRE = """
            with ended as (
                update entry_regeneration set status = 'EXPIRED', reason = 'of an earlier day', ended_at = ?
                where user_id = ? and status is null and trading_day < ?
                returning id
            )
            select count(*) as ended from ended""";

    private final Sql sql;

    JdbcRegenerations(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(List<Regeneration> rows) {
        if (!rows.isEmpty()) {
            sql.run("add regenerations", ROW.bind(new Query(ADD), rows));
        }
    }

    @Override
    public void decline(List<Long> rejectedIds, Instant now) {
        if (!rejectedIds.isEmpty()) {
            sql.run("decline regenerations", new Query(DECLINE).add(now).array(SqlType.BIGINT, rejectedIds));
        }
    }

    @Override
    public List<Regeneration> waiting(long userId) {
        return sql.rows(
                "read regenerations of user " + userId, new Query(WAITING).add(userId), JdbcRegenerations::read);
    }

    @Override
    public void end(long id, Regeneration.Status status, String reason, Instant now) {
        Query query = new Query(END).add(status.name()).add(reason).add(now).add(id);
        if (sql.row("end regeneration " + id, query, row -> row.bigint("id")).isEmpty()) {
            throw new StoreException("regeneration " + id + " is not stored");
        }
    }

    @Override
    public int expireBefore(long userId, LocalDate tradingDay, Instant now) {
        Query query = new Query(EXPIRE).add(now).add(userId).add(tradingDay);
        return sql.row("expire regenerations of user " + userId, query, row -> row.integer("ended"))
                .orElse(0);
    }

    private static Regeneration read(Row row) throws SQLException {
        return new Regeneration(
                row.bigint("id"),
                row.bigint("rejected_id"),
                TermColumns.read(row),
                row.integer("attempt"),
                row.date("trading_day"),
                row.instant("created_at"));
    }
}
