package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fair prices of an instrument, from outside.
 *
 * @param buy buy_fair_price, null if not given
 * @param sell sell_fair_price, null if not given
 * @param asOf when the source computed them
 */
public record FairPrice(
        InstrumentId instrument,
        @Nullable BigDecimal buy,
        @Nullable BigDecimal sell,
        Instant asOf,
        String source) {}
