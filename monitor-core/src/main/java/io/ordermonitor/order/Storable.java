package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of the store take of a broker's numbers and times: one row beyond them would keep all others of its
 * account from being stored.
 */
public final class Storable {
    /** No unit of anything costs a hundred crore; below it a million units are still money that the store holds. */
    private static final BigDecimal LARGEST_PRICE = new BigDecimal("999999999.9999");

    private static final int MOST_DECIMALS = 100;
    private static final int LONGEST_ID = 200;
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Storable() {}

    /** True if all of the row can be stored. */
    public static boolean is(BrokerOrder row) {
        return row.brokerOrderId().length() <= LONGEST_ID
                && isPrice(row.averagePrice())
                && isPrice(row.limitPrice())
                && isPrice(row.triggerPrice())
                && isTime(row.createdAt())
                && isTime(row.updatedAt());
    }

    /** The same of a position. */
    public static boolean is(Position row) {
        return isPrice(row.averagePrice()) && isPrice(row.lastPrice()) && isPrice(row.carriedPrice());
    }

    /** True for none, and for one whose digits can be stored, be it below 0. */
    public static boolean isPrice(@Nullable BigDecimal price) {
        return price == null
                || (price.abs().compareTo(LARGEST_PRICE) <= 0 && Math.abs((long) price.scale()) <= MOST_DECIMALS);
    }

    private static boolean isTime(Instant at) {
        return !at.isBefore(EARLIEST) && at.isBefore(LATEST);
    }
}
