package io.ordermonitor.execution;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderStates;
import io.ordermonitor.order.PendingWrite;
import java.util.Objects;

/** What an outcome makes of a managed order. Pure. */
final class Outcomes {
    private Outcomes() {}

    static ManagedOrder apply(ManagedOrder order, Intent.Settled settled, boolean sessionExpired) {
        String tag = settled.intent().tag();
        LegOrder leg = order.legOrders().stream()
                .filter(l -> l.tag().equals(tag))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("order " + order.id() + " has no broker order " + tag));
        return OrderStates.derive(order.withLegOrder(apply(leg, settled, sessionExpired)));
    }

    private static LegOrder apply(LegOrder leg, Intent.Settled settled, boolean sessionExpired) {
        Intent intent = settled.intent();
        LegOrder ended = leg.afterWrite(settled.endedAt(), null);
        if (settled.outcome() == Intent.Outcome.UNKNOWN) {
            PendingWrite pending = PendingWrite.of(intent, settled.endedAt(), sessionExpired);
            return leg.withState(LegState.UNKNOWN, settled.reason()).afterWrite(settled.endedAt(), pending);
        }
        return switch (intent.kind()) {
            case PLACE -> placed(ended, settled);
            case MODIFY ->
                switch (settled.outcome()) {
                    case ACCEPTED ->
                        ended.modified(Objects.requireNonNull(intent.terms())).withState(LegState.MODIFYING, "");
                    case REFUSED -> ended.unchanged(settled.reason());
                    default -> ended;
                };
            case CANCEL ->
                settled.outcome() == Intent.Outcome.ACCEPTED ? ended.withState(LegState.CANCELLING, "") : ended;
        };
    }

    private static LegOrder placed(LegOrder leg, Intent.Settled settled) {
        return switch (settled.outcome()) {
            case ACCEPTED -> leg.withState(LegState.SENT, "").withBrokerOrderId(settled.brokerOrderId());
            case REFUSED -> leg.withState(LegState.REJECTED, settled.reason());
            case NOT_SENT ->
                leg.withState(
                        leg.leg() == LegKind.ENTRY ? LegState.REJECTED : LegState.NONE,
                        "not sent: " + settled.reason());
            default -> leg.withState(LegState.NONE, settled.reason());
        };
    }
}
