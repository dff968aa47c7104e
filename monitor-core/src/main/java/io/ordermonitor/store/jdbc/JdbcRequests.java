package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.store.Requests;
import io.ordermonitor.store.StoreException;
import java.util.List;

/** {@link Requests}. */
final class JdbcRequests implements Requests {
    private static final String WAITING = "select " + RequestRow.COLUMNS
            + " from order_request where user_id = ? and status is null order by created_at, id";
    private static final String ANSWER = """
            with owner as materialized (
                select 1 from monitor_user where user_id = ? and fence = ? for share
            ), answered as (
                update order_request r set status = ?, reason = ?, order_id = coalesce(nullif(?, 0), r.order_id)
                from owner
                where r.id = ? and r.user_id = ? and r.status is null
            )
            select (select count(*) from owner) as owned,
                (select count(*) from order_request where id = ? and user_id = ?) as stored""";

    private final Sql sql;
    private final Fences fences;

    JdbcRequests(Sql sql, Fences fences) {
        this.sql = sql;
        this.fences = fences;
    }

    @Override
    public List<OrderRequest> waiting(long userId) {
        return sql.rows("read requests of user " + userId, new Query(WAITING).add(userId), RequestRow::read);
    }

    @Override
    public void answer(long userId, long requestId, OrderRequest.Status status, String reason, long orderId) {
        long fence = fences.held(userId);
        Query query = new Query(ANSWER)
                .add(userId)
                .add(fence)
                .add(status.name())
                .add(reason)
                .add(orderId)
                .add(requestId)
                .add(userId)
                .add(requestId)
                .add(userId);
        sql.read("answer request " + requestId, query, row -> {
            if (row.bigint("owned") == 0) {
                throw JdbcIntents.fenced(userId, fence);
            }
            if (row.bigint("stored") == 0) {
                throw new StoreException("request " + requestId + " is not stored for user " + userId);
            }
        });
    }
}
