package io.ordermonitor.step;

import io.ordermonitor.cycle.EntryStrategy;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.Market;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard strategy: a LIMIT entry at the fair price (else the last price), its stop, stop-loss and target at the
 * distances that the rejected one had. Declines without a price.
 */
final class RepriceAroundFair implements EntryStrategy {
    private final OrderSettings settings;

    RepriceAroundFair(OrderSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<NewManagedOrder> regenerate(RejectedOrder rejected, Market market, String requestKey) {
        NewManagedOrder was = rejected.order().terms();
        Optional<BigDecimal> price =
                market.usableFair(was.side(), settings).or(() -> Optional.ofNullable(market.last()));
        BigDecimal reference = was.entryLimitPrice() != null ? was.entryLimitPrice() : market.last();
        if (price.isEmpty() || reference == null) {
            return Optional.empty();
        }
        Instrument instrument = market.instrument();
        Side side = was.side();
        BigDecimal at = instrument.clamp(instrument.tickPassive(side, price.get()));
        BigDecimal shift = at.subtract(reference);
        boolean waits = was.entryType() == OrderType.STOPLIMIT;
        BigDecimal stop = waits ? beyondMarket(was, market, shift) : null;
        BigDecimal limit = was.entryLimitPrice() == null
                ? null
                : waits && stop != null && was.entryStopPrice() != null
                        ? stop.add(was.entryLimitPrice().subtract(was.entryStopPrice()))
                        : at;
        BigDecimal moved = stop != null && was.entryStopPrice() != null ? stop.subtract(was.entryStopPrice()) : shift;
        return Optional.of(was.repriced(
                onTick(instrument, stop),
                onTick(instrument, limit),
                instrument.clamp(instrument.tickPassive(side, was.slStopPrice().add(moved))),
                was.targetPrice() == null
                        ? null
                        : instrument.clamp(instrument.tickPassive(
                                side.opposite(), was.targetPrice().add(moved))),
                requestKey));
    }

    /** A stop entry must wait on the far side of the market: at least one tick beyond the last price. */
    private static @Nullable BigDecimal beyondMarket(NewManagedOrder was, Market market, BigDecimal shift) {
        BigDecimal stop = was.entryStopPrice();
        BigDecimal last = market.last();
        if (stop == null) {
            return null;
        }
        BigDecimal moved = stop.add(shift);
        if (last == null) {
            return moved;
        }
        BigDecimal tick = market.instrument().tick();
        return was.side() == Side.BUY ? moved.max(last.add(tick)) : moved.min(last.subtract(tick));
    }

    private static @Nullable BigDecimal onTick(Instrument instrument, @Nullable BigDecimal price) {
        return price == null ? null : instrument.clamp(instrument.tickFloor(price));
    }
}
