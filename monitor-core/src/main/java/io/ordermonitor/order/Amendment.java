package io.ordermonitor.order;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * New exits for a managed order.
 *
 * @param slStopPrice the stop-loss trigger
 * @param targetPrice the target; null: none
 */
public record Amendment(BigDecimal slStopPrice, @Nullable BigDecimal targetPrice) {}
