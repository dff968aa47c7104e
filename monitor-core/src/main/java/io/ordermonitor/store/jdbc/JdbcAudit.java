package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.AskedRequest;
import io.ordermonitor.order.AuditTrail;
import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.LegChange;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderChange;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.RejectionClass;
import io.ordermonitor.order.Takeover;
import io.ordermonitor.store.Audit;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Audit}. */
final class JdbcAudit implements Audit {
    private static final String WRITES = """
            select * from intent where user_id = ? and trading_day = ? order by created_at, tag, write""";

    /** All of an order in one trip; each statement finds its rows by an index. */
    private static final String TRAIL = """
            select i.* from leg_order l join intent i on i.tag = l.tag
            where l.order_id = ? order by i.created_at, l.seq, i.write;
            select * from order_event where order_id = ? order by version;
            select * from leg_event where order_id = ? order by version, tag;
            select r.* from order_request r
            where r.user_id = ? and (r.order_id = ?
                or r.id in (select e.request_id from order_event e where e.order_id = ?))
            order by r.created_at, r.id;
            select * from alarm where user_id = ? and order_id = ? order by since, code;
            select * from user_takeover where user_id = ? order by fence;
            select r.reason, r.kind, r.rejected_day, r.rejected_at, g.order_id as made
            from rejected_order r left join entry_regeneration g on g.rejected_id = r.order_id
            where r.order_id = ?""";

    private final Sql sql;
    private final OrderReading orders;

    JdbcAudit(Sql sql) {
        this.sql = sql;
        this.orders = new OrderReading(sql);
    }

    @Override
    public List<AuditedWrite> writes(long userId, LocalDate tradingDay) {
        Query query = new Query(WRITES).add(userId).add(tradingDay);
        return sql.rows("read the writes of user " + userId, query, IntentColumns::audited);
    }

    @Override
    public Optional<AuditTrail> trail(long orderId) {
        return orders.find(orderId).map(this::trail);
    }

    private AuditTrail trail(ManagedOrder order) {
        Query query = new Query(TRAIL)
                .add(order.id())
                .add(order.id())
                .add(order.id())
                .add(order.userId())
                .add(order.id())
                .add(order.id())
                .add(order.userId())
                .add(order.id())
                .add(order.userId())
                .add(order.id());
        List<AuditedWrite> writes = new ArrayList<>();
        List<OrderChange> changes = new ArrayList<>();
        List<LegChange> legs = new ArrayList<>();
        List<AskedRequest> requests = new ArrayList<>();
        List<Alarm> alarms = new ArrayList<>();
        List<Takeover> takeovers = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        sql.read(
                "read the trail of order " + order.id(),
                query,
                row -> writes.add(IntentColumns.audited(row)),
                row -> changes.add(EventRows.orderChange(row)),
                row -> legs.add(EventRows.legChange(row)),
                row -> requests.add(EventRows.request(row)),
                row -> alarms.add(JdbcAlarms.read(row)),
                row -> takeovers.add(new Takeover(row.bigint("fence"), row.instant("taken_at"))),
                row -> rejections.add(Rejection.read(row, order)));
        Rejection rejection = rejections.isEmpty() ? null : rejections.get(0);
        return new AuditTrail(
                order,
                writes,
                changes,
                legs,
                requests,
                alarms,
                takeovers,
                rejection == null ? null : rejection.rejected,
                rejection == null ? null : rejection.madeAs);
    }

    private record Rejection(
            RejectedOrder rejected, @Nullable Long madeAs) {
        static Rejection read(Row row, ManagedOrder order) throws SQLException {
            return new Rejection(
                    new RejectedOrder(
                            order,
                            row.text("reason"),
                            row.word(RejectionClass.class, "kind"),
                            row.date("rejected_day"),
                            row.instant("rejected_at")),
                    row.bigintOrNull("made"));
        }
    }
}
