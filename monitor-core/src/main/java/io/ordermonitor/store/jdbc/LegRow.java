package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegNote;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.LegWrites;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.ObservedWrite;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.PendingWrite;
import io.ordermonitor.order.WriteKind;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code leg_order}.
 *
 * @param openWrite the intent on it whose outcome is not recorded; null if none
 */
record LegRow(long orderId, LegOrder leg, @Nullable Integer openWrite) {
    static final Columns<LegRow> KEY = Columns.<LegRow>none().and("tag", SqlType.TEXT, r -> r.leg.tag());

    /** All but the key. The ends of writes are rounded up, so that no read seems to have begun after them. */
    static final Columns<LegRow> REST = Columns.<LegRow>none()
            .and("order_id", SqlType.BIGINT, LegRow::orderId)
            .and("leg", SqlType.TEXT, r -> r.leg.leg())
            .and("slice", SqlType.INTEGER, r -> r.leg.slice())
            .and("number", SqlType.INTEGER, r -> r.leg.number())
            .and("broker_order_id", SqlType.TEXT, r -> r.leg.brokerOrderId())
            .and("state", SqlType.TEXT, r -> r.leg.state())
            .and("type", SqlType.TEXT, r -> r.leg.type())
            .and("quantity", SqlType.INTEGER, r -> r.leg.quantity())
            .and("filled", SqlType.INTEGER, r -> r.leg.filled())
            .and("average_price", SqlType.NUMERIC, r -> r.leg.averagePrice())
            .and("limit_price", SqlType.NUMERIC, r -> r.leg.limitPrice())
            .and("trigger_price", SqlType.NUMERIC, r -> r.leg.triggerPrice())
            .and("reason", SqlType.TEXT, r -> r.leg.reason())
            .and("note", SqlType.TEXT, r -> r.leg.note())
            .and("triggered", SqlType.BOOLEAN, r -> r.leg.triggered())
            .and("modifications", SqlType.INTEGER, r -> r.leg.modifications())
            .and("sent_at", SqlType.INSTANT, r -> r.leg.sentAt())
            .and("write_ended_at", SqlType.INSTANT, r -> roundedUp(r.leg.writeEndedAt()))
            .and("pending_kind", SqlType.TEXT, pending(PendingWrite::kind))
            .and("pending_write", SqlType.INTEGER, pending(PendingWrite::write))
            .and("pending_type", SqlType.TEXT, pendingTerms(OrderTerms::type))
            .and("pending_quantity", SqlType.INTEGER, pendingTerms(OrderTerms::quantity))
            .and("pending_limit", SqlType.NUMERIC, pendingTerms(OrderTerms::limitPrice))
            .and("pending_trigger", SqlType.NUMERIC, pendingTerms(OrderTerms::triggerPrice))
            .and("pending_ended_at", SqlType.INSTANT, pending(p -> roundedUp(p.endedAt())))
            .and(
                    "session_expired",
                    SqlType.BOOLEAN,
                    r -> r.leg.pending() != null && r.leg.pending().sessionExpired())
            .and("absent_since", SqlType.INSTANT, pending(PendingWrite::absentSince))
            .and("open_write", SqlType.INTEGER, LegRow::openWrite);

    static final Columns<LegRow> ALL = KEY.and(REST, r -> r);

    private static Function<LegRow, @Nullable Object> pending(Function<PendingWrite, @Nullable Object> part) {
        return row -> {
            PendingWrite pending = row.leg.pending();
            return pending == null ? null : part.apply(pending);
        };
    }

    private static Function<LegRow, @Nullable Object> pendingTerms(Function<OrderTerms, @Nullable Object> part) {
        return pending(p -> p.to() == null ? null : part.apply(p.to()));
    }

    static Instant roundedUp(Instant instant) {
        Instant cut = instant.truncatedTo(ChronoUnit.MICROS);
        return cut.equals(instant) ? cut : cut.plus(1, ChronoUnit.MICROS);
    }

    /** The rows of orders as they are in memory, where every write has its outcome. */
    static List<LegRow> of(List<ManagedOrder> orders) {
        List<LegRow> rows = new ArrayList<>();
        for (ManagedOrder order : orders) {
            order.legOrders().forEach(leg -> rows.add(new LegRow(order.id(), leg, null)));
        }
        return rows;
    }

    /** The row that a placement makes. */
    static LegRow placed(Intent intent) {
        return new LegRow(intent.orderId(), LegOrder.sent(intent), intent.write());
    }

    /** The rows of a new order whose entry is recorded with it. */
    static List<LegRow> of(ManagedOrder order, List<Intent> entry) {
        Map<String, Integer> open = new HashMap<>();
        entry.forEach(intent -> open.put(intent.tag(), intent.write()));
        List<LegRow> rows = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (LegOrder leg : order.legOrders()) {
            rows.add(new LegRow(order.id(), leg, open.get(leg.tag())));
            known.add(leg.tag());
        }
        for (Intent intent : entry) {
            if (intent.kind() == WriteKind.PLACE && known.add(intent.tag())) {
                rows.add(placed(intent));
            }
        }
        return rows;
    }

    /**
     * Reads a row joined with its open write, whose columns begin with {@code open_}, and its newest later write if that
     * was only recorded, whose columns begin with {@code observed_}.
     *
     * @param takenOverAt when an open write is taken to have ended; null: when the write before it did
     */
    static LegOrder read(Row row, @Nullable Instant takenOverAt) throws SQLException {
        Instant writeEndedAt = row.instant("write_ended_at");
        PendingWrite pending = null;
        if (row.textOrNull("open_kind") != null) {
            writeEndedAt = takenOverAt == null ? writeEndedAt : takenOverAt;
            pending = new PendingWrite(
                    row.word(WriteKind.class, "open_kind"),
                    row.integer("open_write"),
                    terms(row, "open_"),
                    writeEndedAt,
                    false,
                    null);
        } else if (row.textOrNull("pending_kind") != null) {
            pending = new PendingWrite(
                    row.word(WriteKind.class, "pending_kind"),
                    row.integer("pending_write"),
                    terms(row, "pending_"),
                    row.instant("pending_ended_at"),
                    row.flag("session_expired"),
                    row.instantOrNull("absent_since"));
        }
        return new LegOrder(
                row.text("tag"),
                row.word(LegKind.class, "leg"),
                row.integer("slice"),
                row.integer("number"),
                row.textOrNull("broker_order_id"),
                row.word(LegState.class, "state"),
                row.word(OrderType.class, "type"),
                row.integer("quantity"),
                row.integer("filled"),
                row.decimalOrNull("average_price"),
                row.decimalOrNull("limit_price"),
                row.decimalOrNull("trigger_price"),
                row.text("reason"),
                row.word(LegNote.class, "note"),
                row.flag("triggered"),
                new LegWrites(
                        row.integer("modifications"), row.instant("sent_at"), writeEndedAt, pending, observed(row)));
    }

    private static @Nullable ObservedWrite observed(Row row) throws SQLException {
        return row.textOrNull("observed_kind") == null
                ? null
                : new ObservedWrite(row.word(WriteKind.class, "observed_kind"), terms(row, "observed_"));
    }

    private static @Nullable OrderTerms terms(Row row, String prefix) throws SQLException {
        Integer quantity = row.integerOrNull(prefix + "quantity");
        if (quantity == null) {
            return null;
        }
        BigDecimal limit = row.decimalOrNull(prefix + "limit");
        return new OrderTerms(
                row.word(OrderType.class, prefix + "type"), quantity, limit, row.decimalOrNull(prefix + "trigger"));
    }
}
