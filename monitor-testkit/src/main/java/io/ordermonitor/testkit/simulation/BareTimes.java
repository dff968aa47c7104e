package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * How long filled units waited for their stops in a day that is over, from the exchange's books alone. Units whose
 * stop went away later, to be moved or because somebody cancelled it, are not counted: nothing filled there.
 */
final class BareTimes {
    /** Units of one order that came to be open, or to be covered by stops, less those that ceased to be. */
    private record Change(Instant at, int open, int covered, boolean isFill) {}

    private record Waiting(Instant filledAt, int units) {}

    private final PaperExchange exchange;
    private final Ledger ledger;
    private final LineLog log;
    private int stillBare;

    BareTimes(PaperExchange exchange, Ledger ledger, LineLog log) {
        this.exchange = exchange;
        this.ledger = ledger;
        this.log = log;
    }

    List<BareSpan> of(long accountId) {
        Map<Long, List<Change>> changes = new HashMap<>();
        for (PaperFill fill : exchange.fills(accountId)) {
            placed(fill.tag()).ifPresent(intent -> changes(changes, intent).add(filled(fill, intent)));
        }
        for (BrokerOrder row : exchange.book(accountId)) {
            placed(row.tag())
                    .filter(intent -> intent.leg() == LegKind.SL)
                    .ifPresent(intent -> stop(row, changes(changes, intent)));
        }
        List<BareSpan> spans = new ArrayList<>();
        NavigableMap<Instant, Instant> news = log.news(accountId);
        changes.forEach((order, all) -> spans.addAll(spans(order, all, news)));
        return spans;
    }

    private Optional<Intent> placed(String tag) {
        return tag.isEmpty() ? Optional.empty() : ledger.placement(tag);
    }

    private static List<Change> changes(Map<Long, List<Change>> all, Intent intent) {
        return all.computeIfAbsent(intent.orderId(), id -> new ArrayList<>());
    }

    private static Change filled(PaperFill fill, Intent intent) {
        int units = fill.quantity();
        return switch (intent.leg()) {
            case ENTRY -> new Change(fill.at(), units, 0, true);
            case SL -> new Change(fill.at(), -units, -units, false);
            default -> new Change(fill.at(), -units, 0, false);
        };
    }

    /** What a stop covered while it lived; its fills are told by themselves. A rejected one never did. */
    private void stop(BrokerOrder row, List<Change> changes) {
        if (row.state() == LegState.REJECTED) {
            return;
        }
        int asked = 0;
        for (LineLog.Sent sent : log.of(row.tag())) {
            Instant taken = sent.kind() == LineLog.Kind.PLACE ? row.createdAt() : middle(sent);
            int units = asked;
            if (sent.ask() instanceof PlaceOrder place) {
                units = place.terms().quantity();
            } else if (sent.ask() instanceof ModifyOrder modify && sent.result() instanceof WriteResult.Accepted) {
                units = modify.terms().quantity();
            }
            if (units != asked) {
                changes.add(new Change(taken, 0, units - asked, false));
                asked = units;
            }
        }
        if (!row.state().isLive()) {
            changes.add(new Change(row.updatedAt(), 0, row.filled() - asked, false));
        }
    }

    private static Instant middle(LineLog.Sent sent) {
        Instant ended = sent.endedAt();
        return ended == null
                ? sent.startedAt()
                : sent.startedAt()
                        .plus(Duration.between(sent.startedAt(), ended).dividedBy(2));
    }

    /** How many fills, of those that were asked about, had units without a stop to the end. */
    int stillBare() {
        return stillBare;
    }

    private List<BareSpan> spans(long order, List<Change> changes, NavigableMap<Instant, Instant> news) {
        List<BareSpan> spans = new ArrayList<>();
        Deque<Waiting> waiting = new ArrayDeque<>();
        changes.sort(Comparator.comparing(Change::at));
        int open = 0;
        int covered = 0;
        int bare = 0;
        for (Change change : changes) {
            open += change.open();
            covered += change.covered();
            int now = Math.max(0, open - covered);
            if (change.isFill() && now > bare) {
                waiting.add(new Waiting(change.at(), now - bare));
            }
            while (total(waiting) > now) {
                int gone = Math.min(waiting.element().units(), total(waiting) - now);
                Waiting first = waiting.remove();
                Optional<Instant> shown = Optional.ofNullable(news.ceilingEntry(first.filledAt()))
                        .map(Map.Entry::getValue)
                        .filter(at -> !at.isAfter(change.at()));
                spans.add(new BareSpan(order, gone, first.filledAt(), shown, change.at()));
                if (gone < first.units()) {
                    waiting.addFirst(new Waiting(first.filledAt(), first.units() - gone));
                }
            }
            bare = now;
        }
        stillBare += waiting.size();
        return spans;
    }

    private static int total(Deque<Waiting> waiting) {
        return waiting.stream().mapToInt(Waiting::units).sum();
    }
}
