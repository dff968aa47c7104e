package io.ordermonitor.order;

import java.math.BigDecimal;

/** When a user's loss of the day ends his entries. Pure. */
public final class DailyLoss {
    private DailyLoss() {}

    /** True if the day's result, realised and unrealised, is at or beyond the limit; never without a limit. */
    public static boolean isReached(BigDecimal realised, BigDecimal unrealised, OrderSettings settings) {
        BigDecimal limit = settings.dailyLoss();
        return limit != null && realised.add(unrealised).compareTo(limit.negate()) <= 0;
    }
}
