package io.ordermonitor.execution;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What an instrument last traded at.
 *
 * @param readAt when the read of the broker that showed it began
 */
record LastPrice(BigDecimal price, Instant readAt) {}
