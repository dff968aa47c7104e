package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.OrderTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds each write to the invariants when it sets out, before the exchange has heard of it. Thread-safe. */
final class WriteChecks {
    private static final int WRITES_A_SECOND = 8;
    private static final Pattern TAG = Pattern.compile("[0-9a-z]{1,16}");

    private final FirstViolation first;
    private final PaperExchange exchange;
    private final Ledger ledger;
    private final LineLog log;
    private final Set<Long> entriesStopped = new HashSet<>();

    WriteChecks(FirstViolation first, PaperExchange exchange, Ledger ledger, LineLog log) {
        this.first = first;
        this.exchange = exchange;
        this.ledger = ledger;
        this.log = log;
    }

    /** A user's entries are stopped, or allowed again. */
    synchronized void entriesStopped(long userId, boolean stopped) {
        if (stopped) {
            entriesStopped.add(userId);
        } else {
            entriesStopped.remove(userId);
        }
    }

    /** A write sets out: the exchange has not heard of it. */
    synchronized void beforeWrite(LineLog.Sent sent) {
        Optional<Intent> intent = ledger.newest(sent.tag());
        if (intent.isEmpty() || !intent.get().kind().name().equals(sent.kind().name())) {
            first.broken(
                    "P2", sent.accountId(), 0, sent.kind() + " " + sent.tag() + " was sent without a committed intent");
            return;
        }
        long order = intent.get().orderId();
        if (!TAG.matcher(sent.tag()).matches()) {
            first.broken("P3", sent.accountId(), order, "tag '" + sent.tag() + "'");
        }
        checkPace(sent, order);
        if (sent.ask() instanceof PlaceOrder place) {
            beforePlacement(sent, place, intent.get());
        } else if (sent.ask() instanceof ModifyOrder modify) {
            checkTerms(sent, intent.get(), modify.terms());
            beforeChange(sent, order, modify.brokerOrderId());
            checkChange(sent, order, modify);
        } else if (sent.ask() instanceof CancelOrder cancel) {
            beforeChange(sent, order, cancel.brokerOrderId());
        }
        boolean asked = intent.get().leg() == LegKind.ENTRY
                && (sent.kind() == LineLog.Kind.PLACE || sent.kind() == LineLog.Kind.CANCEL);
        if (!asked) {
            checkFreshness(sent, intent.get());
        }
    }

    private void checkPace(LineLog.Sent sent, long order) {
        Instant second = sent.startedAt().minusSeconds(1);
        long before = log.writes().stream()
                .filter(one ->
                        one.accountId() == sent.accountId() && one.startedAt().isAfter(second))
                .count();
        if (before >= WRITES_A_SECOND) {
            first.broken("L1", sent.accountId(), order, (before + 1) + " writes within a second");
        }
    }

    private void beforePlacement(LineLog.Sent sent, PlaceOrder place, Intent intent) {
        checkTerms(sent, intent, place.terms());
        if (intent.leg() == LegKind.ENTRY && entriesStopped.contains(intent.userId())) {
            first.broken(
                    "L2",
                    sent.accountId(),
                    intent.orderId(),
                    "entry " + sent.tag() + " is sent, and entries are stopped");
        }
        if (log.of(sent.tag()).stream().anyMatch(one -> one.kind() == LineLog.Kind.PLACE)) {
            first.broken("P1", sent.accountId(), intent.orderId(), "tag " + sent.tag() + " is sent twice");
        }
    }

    private void beforeChange(LineLog.Sent sent, long order, String brokerOrderId) {
        boolean known = exchange.book(sent.accountId()).stream()
                .anyMatch(row ->
                        row.brokerOrderId().equals(brokerOrderId) && row.tag().equals(sent.tag()));
        if (!known) {
            first.broken(
                    "P1",
                    sent.accountId(),
                    order,
                    sent.kind() + " of " + brokerOrderId + ", which is not " + sent.tag());
        }
    }

    /** A modification changes something, and only what can be changed; a book that lags may not show it. */
    private void checkChange(LineLog.Sent sent, long order, ModifyOrder modify) {
        boolean shown = log.book(sent.accountId()).filter(LineLog.Shown::isTrue).isPresent();
        exchange.book(sent.accountId()).stream()
                .filter(row -> row.brokerOrderId().equals(modify.brokerOrderId()))
                .filter(row -> shown && modify.terms().matches(termsOf(row)))
                .findFirst()
                .ifPresent(row ->
                        first.broken("M2", sent.accountId(), order, "a modification that changes nothing: " + modify));
    }

    private static OrderTerms termsOf(BrokerOrder row) {
        return new OrderTerms(row.type(), row.quantity(), row.limitPrice(), row.triggerPrice());
    }

    private void checkTerms(LineLog.Sent sent, Intent intent, OrderTerms terms) {
        Instrument share = SimulatedMarket.SHARES.stream()
                .filter(one -> one.id().equals(intent.instrument()))
                .findFirst()
                .orElseThrow();
        if (terms.quantity() > share.largestSlice() || terms.quantity() % share.lotSize() != 0) {
            first.broken(
                    "I6", sent.accountId(), intent.orderId(), sent.tag() + " asks for " + terms.quantity() + " units");
        }
        for (BigDecimal price : new BigDecimal[] {terms.limitPrice(), terms.triggerPrice()}) {
            if (price != null
                    && (price.remainder(share.tick()).signum() != 0
                            || price.compareTo(share.lowerBand()) < 0
                            || price.compareTo(share.upperBand()) > 0)) {
                first.broken("M4", sent.accountId(), intent.orderId(), sent.tag() + " asks for the price " + price);
            }
        }
    }

    private void checkFreshness(LineLog.Sent sent, Intent intent) {
        Optional<LineLog.Shown> book = log.book(sent.accountId());
        if (book.isEmpty() || !book.get().isFresh()) {
            first.broken(
                    "P6", sent.accountId(), intent.orderId(), sent.kind() + " " + sent.tag() + " after a failed read");
            return;
        }
        for (LineLog.Sent before : log.writes()) {
            if (before.accountId() != sent.accountId()) {
                continue;
            }
            Intent other = ledger.placement(before.tag()).orElseThrow();
            boolean same = before.tag().equals(sent.tag())
                    || (sent.kind() == LineLog.Kind.PLACE
                            && other.orderId() == intent.orderId()
                            && other.leg() == intent.leg()
                            && other.slice() == intent.slice());
            Instant ended = before.endedAt();
            if (same && (ended == null || !book.get().startedAt().isAfter(ended))) {
                first.broken(
                        "P6",
                        sent.accountId(),
                        intent.orderId(),
                        sent.kind() + " " + sent.tag() + " on a read of "
                                + book.get().startedAt() + ", and " + before.kind() + " " + before.tag() + " ended "
                                + ended);
                return;
            }
        }
    }
}
