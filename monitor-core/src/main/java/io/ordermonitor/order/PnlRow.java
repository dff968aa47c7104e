package io.ordermonitor.order;

import java.math.BigDecimal;

/**
 * First-in-first-out profit and loss of one key, gross of charges.
 *
 * @param realised rupees of the matched units, times the multiplier
 * @param openQuantity signed unmatched units
 * @param openValue signed value in rupees of the unmatched units at their own prices, times the multiplier: unrealised is
 *     {@code openQuantity * last * multiplier - openValue}
 * @param multiplier of the instrument
 */
public record PnlRow(PnlKey key, BigDecimal realised, long openQuantity, BigDecimal openValue, BigDecimal multiplier) {
    /** What the open units have gained at this price, in rupees. */
    public BigDecimal unrealised(BigDecimal last) {
        return last.multiply(BigDecimal.valueOf(openQuantity))
                .multiply(multiplier)
                .subtract(openValue);
    }
}
