package io.ordermonitor.order;

import java.math.BigDecimal;

/**
 * Units bought by one order that match units sold by another, first in, first out.
 *
 * @param buyOrderId broker order id; {@code carried} for units of an earlier day
 * @param sellOrderId broker order id; {@code carried} for units of an earlier day
 */
public record MatchedPiece(
        PnlKey key, String buyOrderId, String sellOrderId, long quantity, BigDecimal buyPrice, BigDecimal sellPrice) {}
