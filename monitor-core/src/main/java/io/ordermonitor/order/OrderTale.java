package io.ordermonitor.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells the story of one managed order as a person would, from the request to its end: what was asked, what was written
 * to the broker and why, what came back, what filled, what somebody else did. Pure.
 *
 * <pre>{@code
 * stores.audit().trail(orderId).ifPresent(trail -> OrderTale.tell(trail).forEach(System.out::println));
 * }</pre>
 */
public final class OrderTale {
    private final AuditTrail trail;
    private final List<Told> told = new ArrayList<>();

    private OrderTale(AuditTrail trail) {
        this.trail = trail;
    }

    /** What comes first of what happened at one instant, which a cycle on a stepped clock is. */
    private enum Rank {
        ASKED,
        TAKEN_OVER,
        SETTLED,
        SEEN,
        CHANGED,
        WRITTEN,
        ENDED,
        ALARM
    }

    private record Told(Instant at, Rank rank, String sentence) {}

    /** The story, oldest first. */
    public static List<StoryLine> tell(AuditTrail trail) {
        OrderTale tale = new OrderTale(trail);
        tale.requests();
        tale.writes();
        tale.legs();
        tale.changes();
        tale.alarms();
        tale.takeovers();
        tale.rejection();
        tale.told.sort(Comparator.comparing(Told::at).thenComparing(Told::rank));
        return tale.lines();
    }

    /** Takeovers between which nothing happened are one line. */
    private List<StoryLine> lines() {
        List<StoryLine> lines = new ArrayList<>();
        int takeovers = 0;
        for (int i = 0; i < told.size(); i++) {
            Told one = told.get(i);
            if (one.rank() != Rank.TAKEN_OVER) {
                lines.add(new StoryLine(one.at(), one.sentence()));
                continue;
            }
            takeovers++;
            if (i + 1 == told.size() || told.get(i + 1).rank() != Rank.TAKEN_OVER) {
                String times = takeovers == 1 ? "" : ", " + takeovers + " times";
                lines.add(new StoryLine(
                        one.at(),
                        "Another process took the user over, or the server was started anew" + times + ": "
                                + one.sentence()));
                takeovers = 0;
            }
        }
        return lines;
    }

    private void add(Instant at, Rank rank, String sentence) {
        if (!sentence.isEmpty()) {
            told.add(new Told(at, rank, sentence));
        }
    }

    private void requests() {
        AskedTale asked = new AskedTale(trail);
        add(asked.enteredAt(), Rank.ASKED, asked.entered());
        trail.requests().forEach(request -> add(request.createdAt(), Rank.ASKED, asked.unheeded(request)));
    }

    private void writes() {
        WriteTale tale = new WriteTale(trail);
        for (AuditedWrite write : trail.writes()) {
            add(write.intent().createdAt(), Rank.WRITTEN, tale.sent(write));
            Instant settledAt = write.settledAt();
            if (settledAt != null && write.isSettledLater()) {
                add(shownAt(write, settledAt), Rank.SETTLED, tale.settled(write));
            }
        }
    }

    /** A placement that the order book shows is settled before anything that the book tells of it. */
    private Instant shownAt(AuditedWrite write, Instant settledAt) {
        Intent intent = write.intent();
        if (write.outcome() != Intent.Outcome.FOUND || intent.kind() != WriteKind.PLACE) {
            return settledAt;
        }
        return trail.legs().stream()
                .filter(change -> change.tag().equals(intent.tag()))
                .map(LegChange::at)
                .filter(at -> at.isBefore(settledAt) && !at.isBefore(intent.createdAt()))
                .min(Comparator.naturalOrder())
                .orElse(settledAt);
    }

    private void legs() {
        Map<String, LegChange> before = new HashMap<>();
        for (LegChange change : trail.legs()) {
            add(change.at(), Rank.SEEN, LegTale.seen(before.put(change.tag(), change), change));
        }
    }

    private void changes() {
        OrderChange before = null;
        for (OrderChange change : trail.changes()) {
            add(change.at(), Rank.CHANGED, ChangeTale.changed(trail, before, change));
            before = change;
        }
    }

    private void alarms() {
        for (Alarm alarm : trail.alarms()) {
            add(alarm.since(), Rank.ALARM, "ALARM " + alarm.code() + ": " + alarm.message());
            Instant cleared = alarm.cleared();
            if (cleared != null) {
                add(cleared, Rank.ALARM, "The alarm " + alarm.code() + " is over.");
            }
        }
    }

    private void rejection() {
        RejectedOrder rejected = trail.rejected();
        if (rejected == null) {
            return;
        }
        String anew = trail.regeneratedAs() == null ? "" : " It was made anew as order " + trail.regeneratedAs() + ".";
        String why = rejected.reason().isEmpty() ? "" : ": " + rejected.reason();
        add(
                rejected.rejectedAt(),
                Rank.ENDED,
                "Moved to the rejected orders (" + rejected.kind() + ")" + why + "." + anew);
    }

    /** The database's time may not be the market's: so a takeover stands where the lease number changes. */
    private void takeovers() {
        long first = numbered().mapToLong(Numbered::fence).min().orElse(0);
        for (Takeover takeover : trail.takeovers()) {
            if (first > 0 && takeover.fence() > first) {
                takeover(takeover);
            }
        }
    }

    private void takeover(Takeover takeover) {
        Comparator<Instant> byTime = Comparator.naturalOrder();
        Instant earliest = numbered()
                .filter(one -> one.fence() < takeover.fence())
                .map(Numbered::at)
                .max(byTime)
                .orElse(takeover.at());
        Instant at = takeover.at().isBefore(earliest) ? earliest : takeover.at();
        Instant latest = numbered()
                .filter(one -> one.fence() >= takeover.fence())
                .map(Numbered::at)
                .min(byTime)
                .orElse(Instant.MAX);
        if (trail.order().state().isEnded() && latest.equals(Instant.MAX)) {
            return;
        }
        add(
                at.isAfter(latest) ? latest : at,
                Rank.TAKEN_OVER,
                "from here on under lease number " + takeover.fence() + ".");
    }

    private record Numbered(Instant at, long fence) {}

    private Stream<Numbered> numbered() {
        return Stream.of(
                        trail.writes().stream()
                                .map(w -> new Numbered(
                                        w.intent().createdAt(), w.intent().fence())),
                        trail.changes().stream().map(c -> new Numbered(c.at(), c.fence())),
                        trail.legs().stream().map(l -> new Numbered(l.at(), l.fence())))
                .flatMap(each -> each)
                .filter(one -> one.fence() > 0);
    }
}
