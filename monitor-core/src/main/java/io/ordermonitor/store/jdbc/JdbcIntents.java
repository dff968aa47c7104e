package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Intents;
import io.ordermonitor.store.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@link Intents}: one durable statement to record, one that does not wait for the disk to settle. */
final class JdbcIntents implements Intents {
    private static final String RECORD = """
            with owner as materialized (
                select 1 from monitor_user where user_id = ? and fence = ? for share
            ), asked as (
                select * from %1$s as a
            ), placed as (
                select * from %2$s as p
            ), whole as (
                select 1 from owner where not exists (
                    select 1 from asked a where not exists (select 1 from orders o where o.order_id = a.order_id))
            ), written as (
                insert into intent (%3$s) select %4$s from asked a, whole returning tag
            ), made as (
                insert into leg_order (%5$s) select %6$s from placed p, whole
                on conflict (tag) do update set open_write = excluded.open_write
            ), opened as (
                update leg_order l set open_write = a.write
                from asked a, whole
                where l.tag = a.tag and a.kind <> 'PLACE'
            )
            select (select count(*) from owner) as owned, (select count(*) from written) as written""".formatted(
                    IntentColumns.ALL.unnest(),
                    LegRow.ALL.unnest(),
                    IntentColumns.ALL.names(),
                    IntentColumns.ALL.names("a"),
                    LegRow.ALL.names(),
                    LegRow.ALL.names("p"));

    private static final String SETTLE =
            """
            select set_config('synchronous_commit', 'off', true);
            with s as (
                select * from %s as r
            ), owned as materialized (
                select i.tag from s join intent i on i.tag = s.tag and i.write = s.write
                    join monitor_user u on u.user_id = i.user_id and u.fence = i.fence
                for share of u
            ), leg as (
                update leg_order l set
                    broker_order_id = coalesce(s.broker_order_id, l.broker_order_id),
                    state = coalesce(s.state, l.state),
                    note = coalesce(s.note, l.note),
                    reason = coalesce(s.leg_reason, l.reason),
                    type = case when s.modified then s.type else l.type end,
                    quantity = case when s.modified then s.quantity else l.quantity end,
                    limit_price = case when s.modified then s.limit_price else l.limit_price end,
                    trigger_price = case when s.modified then s.trigger_price else l.trigger_price end,
                    modifications = l.modifications + s.modified::integer,
                    write_ended_at = s.ended_at,
                    pending_kind = s.pending,
                    pending_write = case when s.pending is not null then s.write end,
                    pending_type = case when s.pending is not null then s.type end,
                    pending_quantity = case when s.pending is not null then s.quantity end,
                    pending_limit = case when s.pending is not null then s.limit_price end,
                    pending_trigger = case when s.pending is not null then s.trigger_price end,
                    pending_ended_at = case when s.pending is not null then s.ended_at end,
                    session_expired = false,
                    absent_since = null,
                    open_write = nullif(l.open_write, s.write)
                from s
                where l.tag = s.tag and s.tag in (select tag from owned)
                returning l.tag
            ), told as (
                update intent i set %s
                from s as w
                where %s
                    -- after the legs, as where orders are saved: who comes in the other order waits for ever
                    and (select count(*) from leg) >= 0
            )
            select count(*) as recorded from s join intent i on i.tag = s.tag and i.write = s.write""".formatted(Settlement.COLUMNS.unnest(), OutcomeColumns.TOLD, OutcomeColumns.NEWS);

    private static final String EXPIRE = """
            update intent set outcome = 'EXPIRED', ended_at = ?,
                reason = concat_ws(': ', 'expired with its day', nullif(reason, ''))
            where user_id = ? and trading_day < ?
                and trading_day >= (select max(trading_day) from intent where user_id = ? and trading_day < ?) - 7
                and (outcome is null or outcome = 'UNKNOWN')
            returning tag""";

    private final Sql sql;
    private final Fences fences;

    JdbcIntents(Sql sql, Fences fences) {
        this.sql = sql;
        this.fences = fences;
    }

    @Override
    public void record(List<Intent> intents) {
        if (intents.isEmpty()) {
            return;
        }
        Intent first = intents.get(0);
        List<LegRow> placed = new ArrayList<>();
        for (Intent intent : intents) {
            if (intent.userId() != first.userId() || intent.fence() != first.fence()) {
                throw new IllegalArgumentException("intents of several users or owners: " + first + ", " + intent);
            }
            if (intent.kind() == WriteKind.PLACE) {
                placed.add(LegRow.placed(intent));
            }
        }
        Query query = new Query(RECORD).add(first.userId()).add(first.fence());
        LegRow.ALL.bind(IntentColumns.ALL.bind(query, intents), placed);
        sql.read(
                "record intents of user " + first.userId(),
                query,
                row -> check(first, row.bigint("owned"), row.bigint("written")));
    }

    private static void check(Intent first, long owned, long written) {
        if (owned == 0) {
            throw fenced(first.userId(), first.fence());
        }
        if (written == 0) {
            throw new StoreException("intents of user " + first.userId() + " are of an order that is not stored");
        }
    }

    static FencedException fenced(long userId, long fence) {
        return new FencedException(
                "user " + userId + " is not owned under number " + fence + " any more: another process took him");
    }

    @Override
    public void settle(List<Intent.Settled> outcomes) {
        List<Intent.Settled> rest = outcomes;
        while (!rest.isEmpty()) {
            List<Intent.Settled> later = new ArrayList<>();
            List<Intent.Settled> batch = new ArrayList<>();
            Set<String> tags = new HashSet<>();
            for (Intent.Settled settled : rest) {
                // One statement changes a row once.
                (tags.add(settled.intent().tag()) ? batch : later).add(settled);
            }
            settleOncePerTag(batch);
            rest = later;
        }
    }

    private void settleOncePerTag(List<Intent.Settled> batch) {
        Query query = Settlement.COLUMNS.bind(new Query(SETTLE), Settlement.of(batch));
        sql.read("settle intents", query, row -> {}, row -> {
            if (row.bigint("recorded") != batch.size()) {
                throw new StoreException("some of " + batch.size() + " settled intents were never recorded: "
                        + batch.stream().map(s -> s.intent().tag()).toList());
            }
        });
    }

    @Override
    public int expireBefore(long userId, LocalDate tradingDay, Instant now) {
        Query query = new Query(EXPIRE)
                .add(now)
                .add(userId)
                .add(tradingDay)
                .add(userId)
                .add(tradingDay);
        return sql.rows("expire intents of user " + userId, query, row -> row.text("tag"))
                .size();
    }

    @Override
    public long fence(long userId) {
        return fences.take(userId);
    }
}
