package io.ordermonitor.order;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What moves with the market alone: the prices and unrealised PnL of a managed order. */
public record OrderMark(
        long orderId,
        @Nullable BigDecimal lastPrice,
        @Nullable BigDecimal buyFairPrice,
        @Nullable BigDecimal sellFairPrice,
        @Nullable BigDecimal unrealised) {}
