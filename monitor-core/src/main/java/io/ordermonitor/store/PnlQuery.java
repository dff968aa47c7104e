package io.ordermonitor.store;

import io.ordermonitor.order.MatchedPiece;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * The {@code broker_order_book_pnl} query: first in, first out per (account, instrument, product). The k-th unit
 * bought matches the k-th unit sold, in the order of the broker's creation time, then broker order id; carried
 * positions enter first at their carried price.
 */
public interface PnlQuery {
    /** The figures of these keys from the stored order books of the day, in one statement; all keys are answered. */
    List<PnlRow> realised(LocalDate tradingDay, Set<PnlKey> keys);

    /** The matched pieces behind one key's figures, from the same rule. */
    List<MatchedPiece> pieces(LocalDate tradingDay, PnlKey key);
}
