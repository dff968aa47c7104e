package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How orders are followed and protected.
 *
 * @param maxChase how far beyond its stop an entry is followed, as a share
 * @param maxExitSlippage how far beyond the last price an exit's limit may lie, as a share
 * @param fairMaxAge how old a fair price may be
 * @param fairMaxDeviation how far a fair price may lie from the last price, as a share
 * @param regenerateAttempts how often an entry is placed a day at most, the first time included
 * @param regenerateMaxAge how old a rejection may be
 * @param flattenWrongSign whether an overshoot of exits is flattened, or only reported
 * @param dailyLoss the loss of a day in rupees, gross of charges, at which a user's entries are stopped; null: none
 */
public record OrderSettings(
        BigDecimal maxChase,
        BigDecimal maxExitSlippage,
        Duration fairMaxAge,
        BigDecimal fairMaxDeviation,
        int regenerateAttempts,
        Duration regenerateMaxAge,
        boolean flattenWrongSign,
        @Nullable BigDecimal dailyLoss) {
    public OrderSettings {
        if (dailyLoss != null && dailyLoss.signum() <= 0) {
            throw new IllegalArgumentException("dailyLoss must be above 0: " + dailyLoss.toPlainString());
        }
    }

    /** 1 %, 2 %, 120 s, 5 %, 3 attempts, 10 min, flatten, no limit of the loss. */
    public static OrderSettings standard() {
        return new OrderSettings(
                new BigDecimal("0.01"),
                new BigDecimal("0.02"),
                Duration.ofMinutes(2),
                new BigDecimal("0.05"),
                3,
                Duration.ofMinutes(10),
                true,
                null);
    }

    /**
     * Another limit of the day's loss.
     *
     * @param to rupees; null: none
     */
    public OrderSettings withDailyLoss(@Nullable BigDecimal to) {
        return new OrderSettings(
                maxChase,
                maxExitSlippage,
                fairMaxAge,
                fairMaxDeviation,
                regenerateAttempts,
                regenerateMaxAge,
                flattenWrongSign,
                to);
    }
}
