package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates a managed order with the intents of its entry and its leg orders, in one durable statement: all of it, or,
 * if the request key is known or another process owns the user, nothing.
 */
final class OrderCreation {
    private static final String CREATE = """
            with owner as materialized (
                select 1 from monitor_user where user_id = ? and fence = ? for share
            ), waiting as materialized (
                %1$s
            ), asked as (
                select * from %2$s as o
            ), made as (
                insert into orders (%3$s, version)
                select %4$s, 1 from asked o, owner, waiting
                where not exists (
                    select 1 from rejected_order r where r.user_id = o.user_id and r.request_key = o.request_key)
                on conflict (user_id, request_key) do nothing
                returning order_id
            ), written as (
                insert into intent (%5$s) select %6$s from %7$s as i, made
            ), legs as (
                insert into leg_order (%8$s) select %9$s from %10$s as l, made
            )%11$s
            select (select count(*) from owner) as owned, (select count(*) from waiting) as waiting,
                (select order_id from made) as made,
                coalesce(
                    (select o.order_id from orders o join asked using (user_id, request_key)),
                    (select o.order_id from rejected_order o join asked using (user_id, request_key))) as known""";

    private static final String SUBMITTED = text("select 1", "");
    private static final String REGENERATED =
            text("select 1 from entry_regeneration where id = ? and status is null for update", """
            , ended as (
                update entry_regeneration r set status = 'PLACED', order_id = made.order_id, ended_at = ?
                from made
                where r.id = ?
            )""");

    private static String text(String waiting, String ending) {
        Columns<ManagedOrder> order = OrderColumns.IDENTITY.and(OrderColumns.STATE, o -> o);
        return CREATE.formatted(
                waiting,
                order.unnest(),
                order.names(),
                order.names("o"),
                IntentColumns.ALL.names(),
                IntentColumns.ALL.names("i"),
                IntentColumns.ALL.unnest(),
                LegRow.ALL.names(),
                LegRow.ALL.names("l"),
                LegRow.ALL.unnest(),
                ending);
    }

    private final Sql sql;
    private final Fences fences;

    OrderCreation(Sql sql, Fences fences) {
        this.sql = sql;
        this.fences = fences;
    }

    /** See {@link io.ordermonitor.store.Orders#create}. */
    Optional<Long> submitted(ManagedOrder order, List<Intent> entry) {
        Query query = owned(new Query(SUBMITTED), order, entry);
        return run(bind(query, order, entry), order, entry);
    }

    /** See {@link io.ordermonitor.store.Orders#createRegenerated}. */
    Optional<Long> regenerated(ManagedOrder order, List<Intent> entry, long regenerationId, Instant now) {
        Query query = owned(new Query(REGENERATED), order, entry).add(regenerationId);
        Answer answer = ask(bind(query, order, entry).add(now).add(regenerationId), order);
        if (answer.owned && !answer.waiting) {
            throw new StoreException("regeneration " + regenerationId + " does not wait to be placed");
        }
        return result(answer, order, entry);
    }

    private Query owned(Query query, ManagedOrder order, List<Intent> entry) {
        return query.add(order.userId()).add(fence(order, entry));
    }

    private long fence(ManagedOrder order, List<Intent> entry) {
        return entry.isEmpty() ? fences.held(order.userId()) : entry.get(0).fence();
    }

    private static Query bind(Query query, ManagedOrder order, List<Intent> entry) {
        OrderColumns.IDENTITY.bind(query, List.of(order));
        OrderColumns.STATE.bind(query, List.of(order));
        IntentColumns.ALL.bind(query, entry);
        return LegRow.ALL.bind(query, LegRow.of(order, entry));
    }

    private Optional<Long> run(Query query, ManagedOrder order, List<Intent> entry) {
        return result(ask(query, order), order, entry);
    }

    private Answer ask(Query query, ManagedOrder order) {
        return sql.row("create order " + order.id(), query, Answer::read).orElseThrow();
    }

    private Optional<Long> result(Answer answer, ManagedOrder order, List<Intent> entry) {
        if (answer.made != null) {
            return Optional.empty();
        }
        if (!answer.owned) {
            throw JdbcIntents.fenced(order.userId(), fence(order, entry));
        }
        if (answer.known != null) {
            return Optional.of(answer.known);
        }
        // Another submit of the key committed after this statement began.
        return Optional.of(new OrderReading(sql)
                .findByRequestKey(order.userId(), order.terms().requestKey())
                .orElseThrow(() -> new StoreException("order " + order.id() + " was not created: its key is in use"))
                .id());
    }

    private record Answer(
            boolean owned,
            boolean waiting,
            @Nullable Long made,
            @Nullable Long known) {
        static Answer read(Row row) throws SQLException {
            return new Answer(
                    row.bigint("owned") > 0,
                    row.bigint("waiting") > 0,
                    row.bigintOrNull("made"),
                    row.bigintOrNull("known"));
        }
    }
}
