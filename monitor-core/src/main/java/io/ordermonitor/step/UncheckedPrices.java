package io.ordermonitor.step;

import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Market;
import java.util.Optional;

/** Says once an instrument that its fair prices are used without a last price to check them by. Thread-safe. */
final class UncheckedPrices {
    private final SaidOnce saidOnce = new SaidOnce();

    /**
     * @param isUsed true if a fair price of the instrument is usable for the order
     */
    Optional<Finding> finding(int step, ManagedOrder order, Market market, boolean isUsed) {
        String about = "prices of " + order.accountId() + " " + order.instrument();
        boolean unchecked = market.last() == null;
        if ((unchecked && !isUsed) || !saidOnce.isNews(about, unchecked)) {
            return Optional.empty();
        }
        return Optional.of(Finding.error(
                step,
                order.accountId(),
                0,
                Code.STALE_PRICE,
                "Account " + order.accountId() + ", " + order.instrument()
                        + ": the broker gives no last price, so its fair prices are followed without being checked by"
                        + " one."));
    }
}
