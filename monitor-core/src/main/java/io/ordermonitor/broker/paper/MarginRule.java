package io.ordermonitor.broker.paper;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The margin of one account. An order needs margin for the units by which it would open or grow a position, at the
 * product's rate, at its limit, else its trigger, else the last price (before the first print, the upper band).
 * Units that close what is held need none, and each order is looked at alone: a stop and a target that rest side by
 * side over one position are both free. What is left of live orders blocks likewise, and a held position blocks at its
 * average price. Profit and loss do not move the cash. All values are times the instrument's multiplier; an order's
 * margin is rounded up to a paisa.
 */
final class MarginRule {
    private final PaperMarket market;
    private final long accountId;

    MarginRule(PaperMarket market, long accountId) {
        this.market = market;
        this.accountId = accountId;
    }

    /**
     * Why the account cannot carry an order; empty if it can. A modification that needs no more than before passes.
     *
     * @param candidate a new order, or an order of {@code orders} with its new terms
     */
    Optional<String> breach(
            PaperOrder candidate, Collection<PaperOrder> orders, List<Position> positions, Instant now) {
        BigDecimal required = needs(candidate, positions, now);
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal cash = market.settings().termsOf(accountId).cash();
        BigDecimal available = cash;
        for (PaperOrder order : orders) {
            BigDecimal blocked = needs(order, positions, now);
            if (order.sequence() == candidate.sequence()) {
                before = blocked;
            } else {
                available = available.subtract(blocked);
            }
        }
        if (required.compareTo(before) <= 0) {
            return Optional.empty();
        }
        for (Position position : positions) {
            available = available.subtract(held(position));
        }
        return required.compareTo(available) <= 0
                ? Optional.empty()
                : Optional.of(RejectionText.margin(cash, required, available, accountId));
    }

    private BigDecimal needs(PaperOrder order, List<Position> positions, Instant now) {
        int opening = order.remaining() - closable(order, positions);
        Instrument instrument = market.instruments().get(order.instrument());
        if (opening <= 0 || instrument == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal price = Optional.ofNullable(order.terms().limitPrice())
                .or(() -> Optional.ofNullable(order.terms().triggerPrice()))
                .or(() -> market.lastPrice(order.instrument(), now))
                .orElse(instrument.upperBand());
        return price.multiply(BigDecimal.valueOf(opening))
                .multiply(instrument.multiplier())
                .multiply(market.settings().marginRate(order.product()))
                .setScale(2, RoundingMode.CEILING);
    }

    private static int closable(PaperOrder order, List<Position> positions) {
        return positions.stream()
                .filter(position ->
                        position.instrument().equals(order.instrument()) && position.product() == order.product())
                .mapToInt(position -> Math.max(0, -order.side().sign() * position.quantity()))
                .sum();
    }

    private BigDecimal held(Position position) {
        Instrument instrument = market.instruments().get(position.instrument());
        if (instrument == null) {
            return BigDecimal.ZERO;
        }
        return position.averagePrice()
                .multiply(BigDecimal.valueOf(Math.abs(position.quantity())))
                .multiply(instrument.multiplier())
                .multiply(market.settings().marginRate(position.product()))
                .setScale(2, RoundingMode.CEILING);
    }
}
