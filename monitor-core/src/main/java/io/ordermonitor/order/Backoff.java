package io.ordermonitor.order;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a refused stop-loss is tried again: after 5, 10, 20, 40, 60 s, ten times, then every 10 minutes. Cycles come at
 * the same distances, counted from their starts, and an attempt leaves a read later than its cycle starts: a cycle that
 * comes up to two seconds early counts as due, or else every attempt would wait for one cycle more.
 */
final class Backoff {
    private static final int[] SECONDS = {5, 10, 20, 40, 60, 60, 60, 60, 60, 60};
    private static final int LATER_SECONDS = 600;
    private static final int EARLY_SECONDS = 2;
    private static final int APART_SECONDS = SECONDS[0] - EARLY_SECONDS;

    private Backoff() {}

    /** How often in a row the stop-loss was refused: the slices of one attempt, which go out in batches, are one. */
    static int refusals(ManagedOrder order) {
        return refusals(order.of(LegKind.SL));
    }

    private static int refusals(List<LegOrder> stops) {
        int count = 0;
        Instant last = Instant.MAX;
        for (int i = stops.size() - 1; i >= 0; i--) {
            LegOrder stop = stops.get(i);
            if (stop.state() != LegState.REJECTED) {
                break;
            }
            // Attempts are further apart than that, and the batches of one are not.
            count += stop.sentAt().plusSeconds(APART_SECONDS).isAfter(last) ? 0 : 1;
            last = stop.sentAt();
        }
        return count;
    }

    /**
     * The same before an attempt that the broker queued and that no book has shown yet; 0 if there is none, or if the
     * last refusal was the broker's reply, so that to be queued is news.
     */
    static int refusalsBeforeTrial(ManagedOrder order) {
        List<LegOrder> stops = order.of(LegKind.SL);
        List<LegOrder> shown =
                stops.stream().filter(stop -> stop.state() != LegState.SENT).toList();
        boolean onTrial = !stops.isEmpty() && stops.get(stops.size() - 1).state() == LegState.SENT;
        boolean queuedBefore = !shown.isEmpty() && shown.get(shown.size() - 1).brokerOrderId() != null;
        return onTrial && queuedBefore ? refusals(shown) : 0;
    }

    /** True if another attempt may be made now. */
    static boolean isDue(ManagedOrder order, Instant now) {
        int refusals = refusals(order);
        if (refusals == 0) {
            return true;
        }
        List<LegOrder> stops = order.of(LegKind.SL);
        Instant last = stops.get(stops.size() - 1).sentAt();
        int wait = refusals <= SECONDS.length ? SECONDS[refusals - 1] : LATER_SECONDS;
        return !now.isBefore(last.plus(Duration.ofSeconds(wait - EARLY_SECONDS)));
    }
}
