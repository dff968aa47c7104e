package io.ordermonitor.broker.paper;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What one paper account has and how slow its calls are.
 *
 * @param cash rupees that margin is taken from
 * @param readLatency how long a read takes, in market time
 * @param writeLatency how long a write or a login takes, in market time; it acts half way
 */
public record AccountTerms(BigDecimal cash, Duration readLatency, Duration writeLatency) {
    public AccountTerms {
        if (cash.signum() < 0 || readLatency.isNegative() || writeLatency.isNegative()) {
            throw new IllegalArgumentException(
                    "cash " + cash + ", latencies " + readLatency + " and " + writeLatency + " must not be negative");
        }
    }
}
