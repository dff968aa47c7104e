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
import io.ordermonitor.order.WriteSession;
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
import java.util.stream.Stream;

/**
 * How long filled units waited for their stops in a day that is over, from the exchange's books alone. Units whose
 * stop went away later, to be moved or because somebody cancelled it, are not counted: nothing filled there.
 */
final class BareTimes {
    /** Units of one order that came to be open, or to be covered by stops, less those that ceased to be. */
    private record Change(Instant at, int open, int covered, boolean isFill, boolean isLate) {
        Change(Instant at, int open, int covered) {
            this(at, open, covered, false, false);
        }
    }

    private record Waiting(Instant filledAt, int units, boolean isLate) {}

    /** What a cycle and its writes take at most: what fills later than so long before a close has no stop that day. */
    private static final Duration NEEDED = Duration.ofSeconds(75);

    private final PaperExchange exchange;
    private final Ledger ledger;
    private final LineLog log;
    private int stillBare;
    private int bareAtClose;

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
            case ENTRY -> new Change(fill.at(), units, 0, true, isLate(fill));
            case SL -> new Change(fill.at(), -units, -units);
            default -> new Change(fill.at(), -units, 0);
        };
    }

    /** True if nothing could be sent for it any more on its day: the session was about to end, or an auction was on. */
    private static boolean isLate(PaperFill fill) {
        Instant later = fill.at().plus(NEEDED);
        return Stream.of(fill.at(), later)
                .map(at -> Evidence.HOURS.writeSession(fill.instrument().segment(), fill.product(), at))
                .anyMatch(session -> session == WriteSession.CLOSED || session == WriteSession.SQUARING_OFF);
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
                changes.add(new Change(taken, 0, units - asked));
                asked = units;
            }
        }
        if (!row.state().isLive()) {
            changes.add(new Change(row.updatedAt(), 0, row.filled() - asked));
        }
    }

    private static Instant middle(LineLog.Sent sent) {
        Instant ended = sent.endedAt();
        return ended == null
                ? sent.startedAt()
                : sent.startedAt()
                        .plus(Duration.between(sent.startedAt(), ended).dividedBy(2));
    }

    /** How many fills, of those that were asked about, had units without a stop to the end, though one could be sent. */
    int stillBare() {
        return stillBare;
    }

    /** How many more had, since they came as the session ended or after it. */
    int bareAtClose() {
        return bareAtClose;
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
                waiting.add(new Waiting(change.at(), now - bare, change.isLate()));
            }
            while (total(waiting) > now) {
                int gone = Math.min(waiting.element().units(), total(waiting) - now);
                Waiting first = waiting.remove();
                Optional<Instant> shown = Optional.ofNullable(news.ceilingEntry(first.filledAt()))
                        .map(Map.Entry::getValue)
                        .filter(at -> !at.isAfter(change.at()));
                spans.add(new BareSpan(order, gone, first.filledAt(), shown, change.at()));
                if (gone < first.units()) {
                    waiting.addFirst(new Waiting(first.filledAt(), first.units() - gone, first.isLate()));
                }
            }
            bare = now;
        }
        int late = (int) waiting.stream().filter(Waiting::isLate).count();
        bareAtClose += late;
        stillBare += waiting.size() - late;
        return spans;
    }

    private static int total(Deque<Waiting> waiting) {
        return waiting.stream().mapToInt(Waiting::units).sum();
    }
}
