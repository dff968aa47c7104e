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
            update order_request set status = ?, reason = ?, order_id = coalesce(nullif(?, 0), order_id)
            where id = ?
            returning id""";

    private final Sql sql;

    JdbcRequests(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<OrderRequest> waiting(long userId) {
        return sql.rows("read requests of user " + userId, new Query(WAITING).add(userId), RequestRow::read);
    }

    @Override
    public void answer(long requestId, OrderRequest.Status status, String reason, long orderId) {
        Query query =
                new Query(ANSWER).add(status.name()).add(reason).add(orderId).add(requestId);
        if (sql.row("answer request " + requestId, query, row -> row.bigint("id"))
                .isEmpty()) {
            throw new StoreException("request " + requestId + " is not stored");
        }
    }
}
