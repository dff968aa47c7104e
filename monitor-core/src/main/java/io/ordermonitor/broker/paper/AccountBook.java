package io.ordermonitor.broker.paper;

import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One account's trading day: its orders and fills. Deciding and applying are two things, so that the decision can be
 * stored between them: {@link #due}, {@link #place}, {@link #modify} and {@link #cancel} change nothing, {@link #apply}
 * does. Not thread-safe.
 */
final class AccountBook {
    private final long accountId;
    private final LocalDate day;
    private final PaperMarket market;
    private final Matching matching;
    private final MarginRule margin;
    private final Map<String, PaperOrder> orders = new LinkedHashMap<>();
    private final List<PaperFill> fills;
    private final List<Position> carried;
    private int lastSequence;
    private Instant reached;

    AccountBook(long accountId, LocalDate day, PaperMarket market, PaperDay stored) {
        this.accountId = accountId;
        this.day = day;
        this.market = market;
        this.matching = new Matching(market.settings().fillShare());
        this.margin = new MarginRule(market, accountId);
        this.fills = new ArrayList<>(stored.fills());
        this.fills.sort(Comparator.comparing(PaperFill::at));
        this.carried = stored.carried();
        this.lastSequence = stored.lastSequence();
        this.reached = market.settings().session().openOf(day);
        stored.orders().forEach(order -> orders.put(order.brokerOrderId(), order));
    }

    /** What a write comes to. */
    record Written(WriteResult result, @Nullable PaperChange change) {
        static Written refused(String reason) {
            return new Written(new WriteResult.Refused(reason), null);
        }
    }

    LocalDate day() {
        return day;
    }

    /**
     * What the prints since the last {@link #reach}, and the close, do to live orders up to and with {@code now}. A
     * loaded book begins at each order's last change: prints that changed nothing change nothing again.
     */
    List<PaperChange> due(Instant now) {
        Instant close = market.settings().session().closeOf(day);
        boolean closed = !now.isBefore(close);
        Instant until = closed ? close.minusNanos(1) : now;
        List<PaperChange> changes = new ArrayList<>();
        for (PaperOrder order : orders.values()) {
            if (order.isLive()) {
                Matching.Outcome outcome = follow(order, until);
                PaperOrder then = outcome.order();
                if (closed && then.isLive()) {
                    then = then.ended(LegState.EXPIRED, "", close);
                }
                if (!then.equals(order)) {
                    changes.add(new PaperChange(accountId, day, then, outcome.fills()));
                }
            }
        }
        return changes;
    }

    /** Notes that {@link #due} has been applied up to an instant. */
    void reach(Instant now) {
        if (now.isAfter(reached)) {
            reached = now;
        }
    }

    /** Takes decided changes over. */
    void apply(List<PaperChange> changes) {
        List<PaperFill> news = new ArrayList<>();
        for (PaperChange change : changes) {
            orders.put(change.order().brokerOrderId(), change.order());
            lastSequence = Math.max(lastSequence, change.order().sequence());
            news.addAll(change.fills());
        }
        news.sort(Comparator.comparing(PaperFill::at));
        fills.addAll(news);
    }

    Written place(PlaceOrder order, Instant now) {
        if (!OrderRules.isWellFormed(order.terms())) {
            return Written.refused(RejectionText.NOT_POSITIVE);
        }
        int sequence = lastSequence + 1;
        PaperOrder accepted = new PaperOrder(
                sequence,
                "%d%06d".formatted(accountId, sequence),
                order.tag(),
                order.instrument(),
                order.side(),
                order.product(),
                order.terms(),
                0,
                BigDecimal.ZERO,
                LegState.WORKING,
                false,
                "",
                now,
                now,
                arrival(now),
                null);
        return rejection(accepted, now)
                .map(reason -> written(new Matching.Outcome(accepted.ended(LegState.REJECTED, reason, now), List.of())))
                .orElseGet(() -> written(meet(accepted, now)));
    }

    Written modify(ModifyOrder ask, Instant now) {
        PaperOrder order = orders.get(ask.brokerOrderId());
        if (order == null || !order.isLive()) {
            return unwritable(ask.brokerOrderId(), order);
        }
        OrderTerms terms = ask.terms();
        if (!OrderRules.isWellFormed(terms)) {
            return Written.refused(RejectionText.NOT_POSITIVE);
        }
        if (terms.quantity() < order.filled()) {
            return Written.refused(
                    RejectionText.BELOW_FILLED.formatted(order.brokerOrderId(), terms.quantity(), order.filled()));
        }
        PaperOrder changed = order.withTerms(terms, staysTriggered(order, terms), now, arrival(now));
        return rejection(changed, now).map(Written::refused).orElseGet(() -> written(meet(changed, now)));
    }

    Written cancel(String brokerOrderId, Instant now) {
        PaperOrder order = orders.get(brokerOrderId);
        if (order == null || !order.isLive()) {
            return unwritable(brokerOrderId, order);
        }
        return written(new Matching.Outcome(order.ended(LegState.CANCELLED, "", now), List.of()));
    }

    Written turnDown(String brokerOrderId, String reason, Instant now) {
        PaperOrder order = orders.get(brokerOrderId);
        if (order == null || !order.isLive() || order.filled() > 0) {
            return unwritable(brokerOrderId, order);
        }
        return written(new Matching.Outcome(order.ended(LegState.REJECTED, reason, now), List.of()));
    }

    Written fill(String brokerOrderId, int units, Instant now) {
        PaperOrder order = orders.get(brokerOrderId);
        if (order == null || (!order.isLive() && order.state() != LegState.CANCELLED)) {
            return unwritable(brokerOrderId, order);
        }
        BigDecimal limit = order.terms().limitPrice();
        BigDecimal price = limit != null
                ? limit
                : market.lastPrice(order.instrument(), now).orElse(null);
        int most = Math.min(units, order.terms().quantity() - order.filled());
        if (price == null || most < 1) {
            return unwritable(brokerOrderId, order);
        }
        PaperFill fill = order.fill(most, price, now);
        PaperOrder filled = (order.isWaiting() ? order.withTrigger(now) : order).withFill(fill, now);
        boolean ended = !order.isLive() && filled.state() != LegState.FILLED;
        PaperOrder then = ended ? filled.ended(order.state(), order.reason(), now) : filled;
        return written(new Matching.Outcome(then, List.of(fill)));
    }

    @Nullable
    PaperOrder order(String brokerOrderId) {
        return orders.get(brokerOrderId);
    }

    List<PaperOrder> live() {
        return orders.values().stream().filter(PaperOrder::isLive).toList();
    }

    List<BrokerOrder> rows() {
        return orders.values().stream().map(PaperOrder::row).toList();
    }

    List<PaperFill> fills() {
        return List.copyOf(fills);
    }

    /** Net positions out of the fills up to {@code until}, at the last prices of {@code now}. */
    List<Position> positions(Instant until, Instant now) {
        return NetPositions.of(carried, fills, until, instrument -> market.lastPrice(instrument, now));
    }

    private Optional<String> rejection(PaperOrder order, Instant now) {
        Instrument instrument = market.instruments().get(order.instrument());
        if (instrument == null) {
            return Optional.of(RejectionText.UNKNOWN_INSTRUMENT);
        }
        if (!market.settings().session().isOpen(now)) {
            return Optional.of(RejectionText.MARKET_CLOSED);
        }
        BigDecimal last = market.lastPrice(order.instrument(), now).orElse(null);
        return OrderRules.breach(order, instrument, last)
                .or(() -> margin.breach(order, orders.values(), positions(now, now), now));
    }

    private Instant arrival(Instant accepted) {
        return accepted.plus(market.settings().matchDelay());
    }

    /** Takes an order through its arrival, if that is still to come, and the prints after it. */
    private Matching.Outcome follow(PaperOrder order, Instant until) {
        Instant after = order.updatedAt().isAfter(reached) ? order.updatedAt() : reached;
        if (!order.arrivesAt().isAfter(after)) {
            return matching.follow(order, market.path().between(order.instrument(), after, until), lot(order));
        }
        Matching.Outcome met = meet(order, until);
        List<Print> rest = market.path().between(order.instrument(), order.arrivesAt(), until);
        Matching.Outcome then = matching.follow(met.order(), rest, lot(order));
        return new Matching.Outcome(
                then.order(),
                Stream.concat(met.fills().stream(), then.fills().stream()).toList());
    }

    /** Lets an order meet the last print when it arrives, if it has arrived by an instant. */
    private Matching.Outcome meet(PaperOrder order, Instant by) {
        Instant at = order.arrivesAt();
        Optional<Print> last = at.isAfter(by) ? Optional.empty() : market.lastPrint(order.instrument(), at);
        return last.map(print -> matching.arrive(order, print, at, lot(order)))
                .orElseGet(() -> new Matching.Outcome(order, List.of()));
    }

    private Written written(Matching.Outcome outcome) {
        PaperOrder order = outcome.order();
        return new Written(
                new WriteResult.Accepted(order.brokerOrderId()),
                new PaperChange(accountId, day, order, outcome.fills()));
    }

    private int lot(PaperOrder order) {
        Instrument instrument = market.instruments().get(order.instrument());
        return instrument == null ? 1 : instrument.lotSize();
    }

    /** A triggered stop goes on as triggered unless its trigger is moved or its kind changed. */
    private static boolean staysTriggered(PaperOrder order, OrderTerms terms) {
        BigDecimal before = order.terms().triggerPrice();
        BigDecimal after = terms.triggerPrice();
        return order.triggered() && before != null && after != null && before.compareTo(after) == 0;
    }

    private static Written unwritable(String brokerOrderId, @Nullable PaperOrder order) {
        return Written.refused(
                order == null
                        ? RejectionText.NO_SUCH_ORDER.formatted(brokerOrderId)
                        : RejectionText.ENDED.formatted(brokerOrderId, order.state()));
    }
}
