package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A 64-bit hash of the stable fields of a row: equal values whatever their scale give equal hashes. */
final class RowHash {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private long state = 0xCBF29CE484222325L;

    private RowHash() {}

    static long of(BrokerOrder row) {
        return new RowHash()
                .add(row.brokerOrderId())
                .add(row.tag())
                .add(row.instrument().segment())
                .add(row.instrument().token())
                .add(row.side().name())
                .add(row.product().name())
                .add(row.type().name())
                .add(row.quantity())
                .add(row.filled())
                .add(row.averagePrice())
                .add(row.limitPrice())
                .add(row.triggerPrice())
                .add(row.state().name())
                .add(row.triggered() ? 1 : 0)
                .add(row.reason())
                .add(row.createdAt())
                .add(row.updatedAt())
                .state;
    }

    /** Without the last price, which moves every second. */
    static long of(Position row) {
        return new RowHash()
                .add(row.quantity())
                .add(row.averagePrice())
                .add(row.carriedQuantity())
                .add(row.carriedPrice())
                .state;
    }

    private RowHash add(long value) {
        long mixed = (state ^ value) * PRIME;
        state = mixed ^ (mixed >>> 29);
        return this;
    }

    private RowHash add(String text) {
        add(text.length());
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
        return this;
    }

    private RowHash add(Instant instant) {
        return add(instant.getEpochSecond()).add(instant.getNano());
    }

    private RowHash add(@Nullable BigDecimal number) {
        if (number == null) {
            return add(-1);
        }
        BigDecimal plain = number.stripTrailingZeros();
        return add(plain.scale())
                .add(plain.precision() <= 18 ? plain.unscaledValue().longValue() : plain.hashCode());
    }
}
