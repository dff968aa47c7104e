package io.ordermonitor.order;

import java.math.BigDecimal;
import java.util.Optional;

/** What exits ask of the exchange. Pure. */
final class ExitTerms {
    private ExitTerms() {}

    /** Those of an exit at the market, as far as slippage may go. */
    static OrderTerms leaving(ManagedOrder order, int quantity, ExitContext context) {
        Instrument instrument = context.market().instrument();
        Optional<BigDecimal> limit = context.market().exitLimit(order.side().opposite(), context.settings());
        return OrderTerms.limit(quantity, limit.orElseGet(() -> order.terms().slLimitPrice(instrument)));
    }

    /** Those of a stop-loss that is placed: a limit at once if it was taken away to become one. */
    static OrderTerms waiting(ManagedOrder order, int quantity, ExitContext context) {
        return StopFollowing.renewed(order, context.market(), context.settings())
                .map(limit -> OrderTerms.limit(quantity, limit))
                .orElseGet(() -> stop(order, quantity, context));
    }

    /** The same in the market of a context. */
    static OrderTerms stop(ManagedOrder order, int quantity, ExitContext context) {
        return stop(order, quantity, context.market().instrument());
    }

    /** The terms of a stop-loss that waits. */
    static OrderTerms stop(ManagedOrder order, int quantity, Instrument instrument) {
        return OrderTerms.stopLimit(
                quantity, trigger(order, instrument), order.terms().slLimitPrice(instrument));
    }

    /** True unless the order's stop was amended since the leg was sent. */
    static boolean isOfThisStop(ManagedOrder order, LegOrder leg, ExitContext context) {
        BigDecimal sent = leg.triggerPrice();
        return sent == null || sent.compareTo(trigger(order, context.market().instrument())) == 0;
    }

    private static BigDecimal trigger(ManagedOrder order, Instrument instrument) {
        return instrument.tickPassive(order.side().opposite(), order.terms().slStopPrice());
    }
}
