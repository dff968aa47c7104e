package io.ordermonitor.execution;

import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The last prices that the newest read of each of a user's accounts showed, and no others. Called by the holder of the
 * user's write lock only.
 */
public final class LastPrices {
    private final Map<Long, Map<InstrumentId, LastPrice>> byAccount = new HashMap<>();

    LastPrices() {}

    /** A last price as an account's read had it: the broker's, or where its positions have none, a quote. */
    record LastPrice(BigDecimal price, Instant readAt) {}

    /** An account was read: these are its prices, those of earlier reads are forgotten. */
    public void read(long accountId, Map<InstrumentId, BigDecimal> prices, Instant startedAt) {
        byAccount.put(
                accountId,
                prices.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, price -> new LastPrice(price.getValue(), startedAt))));
    }

    /** Forgets the accounts that are not among these. */
    void retain(Set<Long> accounts) {
        byAccount.keySet().retainAll(accounts);
    }

    /** The last price of an instrument as an account's broker gave it, if it was read at that instant or later. */
    Optional<LastPrice> since(long accountId, InstrumentId instrument, Instant earliest) {
        return Optional.ofNullable(byAccount.getOrDefault(accountId, Map.of()).get(instrument))
                .filter(last -> !last.readAt().isBefore(earliest));
    }
}
