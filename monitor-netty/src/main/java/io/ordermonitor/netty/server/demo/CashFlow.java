package io.ordermonitor.netty.server.demo;

import io.ordermonitor.broker.paper.PaperFill;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** What was paid and received at the exchange, and what is held. Not thread-safe. */
final class CashFlow {
    private final Map<ExchangeView.Key, Line> lines = new HashMap<>();
    private int fills;

    private record Line(int units, BigDecimal cash) {}

    void add(long accountId, PaperFill fill) {
        BigDecimal worth = fill.price().multiply(BigDecimal.valueOf(fill.quantity()));
        int sign = fill.side().sign();
        Line line = new Line(sign * fill.quantity(), sign > 0 ? worth.negate() : worth);
        lines.merge(
                new ExchangeView.Key(accountId, fill.instrument(), fill.product()),
                line,
                (a, b) -> new Line(a.units() + b.units(), a.cash().add(b.cash())));
        fills++;
    }

    int fills() {
        return fills;
    }

    /** Units held, whatever their sign. */
    int openQuantity() {
        return lines.values().stream().mapToInt(line -> Math.abs(line.units())).sum();
    }

    /** Sales less purchases of everything that is flat, in rupees. */
    BigDecimal ofClosed() {
        return lines.values().stream()
                .filter(line -> line.units() == 0)
                .map(Line::cash)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2);
    }
}
