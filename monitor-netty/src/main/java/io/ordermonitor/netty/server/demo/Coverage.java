package io.ordermonitor.netty.server.demo;

import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.netty.server.demo.ExchangeAudit.Leg;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an account's own books at the exchange say of the protection of each managed order: filled units, and units of
 * stop-losses that live. Only stop-losses count: a target protects nobody. Immutable.
 */
final class Coverage {
    private final Map<Long, Line> lines = new HashMap<>();
    private final Map<ExchangeView.Key, Integer> foreign;

    private record Held(ExchangeView.Key key, int sign) {}

    private record Line(ExchangeView.Key key, int sign, int entered, int exited, int stopped) {
        Line with(BrokerOrder row, LegKind kind) {
            boolean entry = kind == LegKind.ENTRY;
            boolean protects = kind == LegKind.SL
                    && row.side().sign() == -sign
                    && row.instrument().equals(key.instrument())
                    && row.product() == key.product();
            return new Line(
                    key,
                    sign,
                    entered + (entry ? row.filled() : 0),
                    exited + (entry ? 0 : row.filled()),
                    stopped + (protects ? row.remaining() : 0));
        }

        int open() {
            return entered - exited;
        }

        int missing() {
            return Math.max(0, open() - stopped);
        }
    }

    /** @param legs whose orders they are, by tag */
    Coverage(long accountId, List<BrokerOrder> book, List<PaperFill> fills, Map<String, Leg> legs) {
        for (BrokerOrder row : book) {
            Leg leg = legs.get(row.tag());
            if (leg != null) {
                boolean entry = leg.kind() == LegKind.ENTRY;
                int sign = entry ? row.side().sign() : row.side().opposite().sign();
                ExchangeView.Key key = new ExchangeView.Key(accountId, row.instrument(), row.product());
                Line line = lines.getOrDefault(leg.orderId(), new Line(key, sign, 0, 0, 0));
                lines.put(leg.orderId(), line.with(row, leg.kind()));
            }
        }
        this.foreign = fills.stream()
                .filter(fill -> !legs.containsKey(fill.tag()))
                .collect(Collectors.groupingBy(
                        fill -> new ExchangeView.Key(accountId, fill.instrument(), fill.product()),
                        Collectors.summingInt(fill -> fill.side().sign() * fill.quantity())));
    }

    /** Units under our tags without a live stop, less those that somebody else has closed. */
    int unprotected() {
        Map<Held, Integer> missing = new HashMap<>();
        lines.values().forEach(line -> missing.merge(new Held(line.key(), line.sign()), line.missing(), Integer::sum));
        int sum = 0;
        for (Map.Entry<Held, Integer> one : missing.entrySet()) {
            int closed =
                    -one.getKey().sign() * foreign.getOrDefault(one.getKey().key(), 0);
            sum += Math.max(0, one.getValue() - Math.max(0, closed));
        }
        return sum;
    }

    /** Units of live stops for which nothing is open: if they fill, they open a position. */
    int excess() {
        return lines.values().stream()
                .mapToInt(line -> Math.max(0, line.stopped() - Math.max(0, line.open())))
                .sum();
    }

    /** True if every open unit of an order has a live stop. */
    boolean isCovered(long orderId) {
        Line line = lines.get(orderId);
        return line == null || line.missing() == 0;
    }

    /** True if nothing of an order is open. */
    boolean isFlat(long orderId) {
        Line line = lines.get(orderId);
        return line == null || line.open() <= 0;
    }
}
