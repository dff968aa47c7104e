package io.ordermonitor.cycle;

import io.ordermonitor.order.AccountView;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Storable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What step 1 read.
 *
 * @param views what was read completely, by account; accounts that are missing take no further part
 * @param stale active accounts that could not be read
 * @param changed keys of which the stored snapshots changed
 * @param quotes last prices where the positions have none; what is not above 0, or beyond all sense, is none
 */
public record BrokerData(
        Map<Long, AccountView> views,
        Set<Long> stale,
        Set<PnlKey> changed,
        Map<InstrumentId, BigDecimal> quotes,
        StepNotes notes)
        implements StepOutput {
    public BrokerData {
        views = Map.copyOf(views);
        stale = Set.copyOf(stale);
        changed = Set.copyOf(changed);
        quotes = quotes.entrySet().stream()
                .filter(quote -> quote.getValue().signum() > 0 && Storable.isPrice(quote.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The last price that an account's broker gave for an instrument. */
    public Optional<BigDecimal> last(long accountId, InstrumentId instrument) {
        AccountView view = views.get(accountId);
        if (view != null && view.positions() != null) {
            for (Position position : view.positions()) {
                if (position.instrument().equals(instrument) && position.lastPrice() != null) {
                    return Optional.of(position.lastPrice());
                }
            }
        }
        return Optional.ofNullable(quotes.get(instrument));
    }

    /** All last prices that {@link #last} has for an account. */
    public Map<InstrumentId, BigDecimal> lastPrices(long accountId) {
        Map<InstrumentId, BigDecimal> prices = new HashMap<>();
        AccountView view = views.get(accountId);
        if (view != null && view.positions() != null) {
            for (Position position : view.positions()) {
                if (position.lastPrice() != null) {
                    prices.putIfAbsent(position.instrument(), position.lastPrice());
                }
            }
        }
        quotes.forEach(prices::putIfAbsent);
        return prices;
    }
}
