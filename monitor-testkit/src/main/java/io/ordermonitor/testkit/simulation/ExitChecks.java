package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import java.util.List;
import java.util.Optional;

/**
 * That no exit sets out beyond what is open, as far as anybody can know then, and that what exits filled too much is
 * made good once and no further: I2 and I4.
 */
final class ExitChecks {
    private final Evidence evidence;

    ExitChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /** A placement or modification sets out. */
    void beforeWrite(LineLog.Sent sent, Intent intent, OrderTerms terms) {
        Optional<ManagedOrder> order = evidence.stored(intent.orderId());
        if (order.isEmpty() || intent.leg() == LegKind.ENTRY) {
            return;
        }
        Truth.Holding holding = Truth.of(evidence.exchange(), sent.accountId(), evidence.ledger())
                .of(intent.orderId());
        if (intent.leg() == LegKind.FLATTEN) {
            if (sent.kind() == LineLog.Kind.PLACE) {
                checkFlatten(sent, intent, terms, holding, order.get());
            }
        } else {
            checkSum(sent, intent, terms, holding, order.get());
        }
    }

    private void checkSum(
            LineLog.Sent sent, Intent intent, OrderTerms terms, Truth.Holding holding, ManagedOrder order) {
        int more = terms.quantity();
        int live = 0;
        for (Sightings.Sighting one : evidence.sightings().of(order.id(), intent.leg())) {
            boolean itself = one.placement().tag().equals(sent.tag());
            more -= itself ? one.asked() : 0;
            live += isOfToday(one, sent) ? one.remaining() : 0;
        }
        int open = open(order, holding);
        if (more > 0 && live + more > Math.max(0, open)) {
            broken(
                    Invariant.I2,
                    sent,
                    intent,
                    "asks for " + more + " more units beside " + live + " that may fill, and " + open + " are open");
        }
    }

    private static boolean isOfToday(Sightings.Sighting one, LineLog.Sent sent) {
        return DayTimes.dayOf(one.newest().startedAt()).equals(DayTimes.dayOf(sent.startedAt()));
    }

    /** What has filled of an entry, shown or not, less what exits were shown to have filled. */
    private int open(ManagedOrder order, Truth.Holding holding) {
        return Math.max(shown(order, LegKind.ENTRY), holding.filled(LegKind.ENTRY))
                + Math.max(shown(order, LegKind.FLATTEN), holding.filled(LegKind.FLATTEN))
                - shown(order, LegKind.SL)
                - shown(order, LegKind.TP)
                - order.externalExit();
    }

    private int shown(ManagedOrder order, LegKind leg) {
        return evidence.sightings().of(order.id(), leg).stream()
                .mapToInt(Sightings.Sighting::filled)
                .sum();
    }

    /**
     * The slices of one decision together come to the excess at most, as far as anybody can know then, and there is no
     * other decision.
     */
    private void checkFlatten(
            LineLog.Sent sent, Intent intent, OrderTerms terms, Truth.Holding holding, ManagedOrder order) {
        List<Sightings.Sighting> sentBefore = evidence.sightings().of(order.id(), LegKind.FLATTEN).stream()
                .filter(one -> !(one.newest().result() instanceof WriteResult.NotSent))
                .toList();
        int asked = terms.quantity()
                + sentBefore.stream().mapToInt(Sightings.Sighting::asked).sum();
        int excess = holding.filled(LegKind.SL)
                + holding.filled(LegKind.TP)
                + order.externalExit()
                - Math.min(shown(order, LegKind.ENTRY), holding.filled(LegKind.ENTRY));
        if (asked > excess) {
            broken(Invariant.I4, sent, intent, "flattens " + asked + " units, and " + excess + " are too many");
        }
        sentBefore.stream()
                .filter(one -> one.placement().cause().cycle() != intent.cause().cycle())
                .findFirst()
                .ifPresent(one -> broken(
                        Invariant.I4,
                        sent,
                        intent,
                        "flattens once more after " + one.placement().tag()));
    }

    private void broken(Invariant invariant, LineLog.Sent sent, Intent intent, String what) {
        evidence.broken(invariant, sent.accountId(), intent.orderId(), sent.kind() + " " + sent.tag() + " " + what);
    }
}
