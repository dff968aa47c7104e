package io.ordermonitor.store;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.DayStart;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores what brokers reported: {@code broker_order_book} and {@code broker_position}. */
public interface Snapshots {
    /**
     * Stores the rows of one account that differ from those stored, in one transaction; rows that brokers no longer
     * report stay. The store remembers what it stored as hashes of the stable fields (a position's last price is not
     * one), so that unchanged rows cost nothing and a quiet read costs no statement. After any failure it reads them
     * again. No row takes back what traded: one with fewer fills than are stored, or without the price that is stored of
     * as many, is left out.
     *
     * @param orders the complete order book, or null if it was not read
     * @param positions the complete positions, or null if they were not read
     * @param fetchedAt when the read began; written only with a change
     * @return the keys of which something changed, those of a first call included
     */
    Set<PnlKey> save(
            long accountId,
            LocalDate tradingDay,
            @Nullable List<BrokerOrder> orders,
            @Nullable List<Position> positions,
            Instant fetchedAt);

    /** Forgets what is remembered of an account, so that the next save reads it again. */
    void forget(long accountId);

    /** The stored order book of an account and day, by creation time then broker order id. */
    List<BrokerOrder> orderBook(long accountId, LocalDate tradingDay);

    /** The stored positions of an account and day. */
    List<Position> positions(long accountId, LocalDate tradingDay);

    /**
     * How an account came into a trading day: the positions of the newest earlier day that has any, and which carried
     * ones were compared with them already (table {@code day_roll}).
     */
    DayStart dayStart(long accountId, LocalDate tradingDay);

    /**
     * Stores that carried positions were compared; what was stored of the same keys is replaced.
     *
     * @param foreign by key the signed units of the carried position that belong to no managed order
     */
    void compared(LocalDate tradingDay, Map<PnlKey, Integer> foreign);

    /** Stores that a person settled an order of the key: its foreign units are to be counted anew. */
    void settled(LocalDate tradingDay, PnlKey key);
}
