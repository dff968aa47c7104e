package io.ordermonitor.order;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What laying reads over orders needs besides them.
 *
 * @param suspicions shortfalls seen once, of the last call
 * @param days how accounts came into the trading day; the carried positions of an account that is missing are not
 *     compared
 * @param prices today's last prices of those instruments whose price tells a split
 */
public record Remembered(
        Map<Suspicion.Key, Suspicion> suspicions, Map<Long, DayStart> days, Map<InstrumentId, BigDecimal> prices) {
    public Remembered {
        suspicions = Map.copyOf(suspicions);
        days = Map.copyOf(days);
        prices = Map.copyOf(prices);
    }
}
