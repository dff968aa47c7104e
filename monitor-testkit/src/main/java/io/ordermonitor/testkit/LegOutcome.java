package io.ordermonitor.testkit;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.PendingWrite;

/** What the outcome of a write makes of the leg order it concerned. */
final class LegOutcome {
    private LegOutcome() {}

    static LegOrder apply(LegOrder leg, Intent.Settled outcome) {
        return switch (outcome.intent().kind()) {
            case PLACE -> placed(leg, outcome);
            case MODIFY -> modified(leg, outcome);
            case CANCEL -> cancelled(leg, outcome);
        };
    }

    private static LegOrder placed(LegOrder leg, Intent.Settled outcome) {
        LegOrder done = leg.afterWrite(outcome.endedAt(), null);
        return switch (outcome.outcome()) {
            case ACCEPTED, FOUND ->
                done.withBrokerOrderId(outcome.brokerOrderId()).withState(LegState.SENT, outcome.reason());
            case REFUSED -> done.withState(LegState.REJECTED, outcome.reason());
            case NOT_SENT, WOULD_SEND, NOT_FOUND -> done.withState(LegState.NONE, outcome.reason());
            case UNKNOWN ->
                leg.afterWrite(outcome.endedAt(), pending(outcome)).withState(LegState.UNKNOWN, outcome.reason());
            case EXPIRED -> done.withState(LegState.EXPIRED, outcome.reason());
        };
    }

    private static LegOrder modified(LegOrder leg, Intent.Settled outcome) {
        OrderTerms terms = outcome.intent().terms();
        LegOrder done = leg.afterWrite(outcome.endedAt(), null);
        return switch (outcome.outcome()) {
            case ACCEPTED, FOUND -> terms == null ? done : done.modified(terms);
            case UNKNOWN -> leg.afterWrite(outcome.endedAt(), pending(outcome));
            case REFUSED, NOT_SENT, WOULD_SEND, NOT_FOUND, EXPIRED -> done;
        };
    }

    private static LegOrder cancelled(LegOrder leg, Intent.Settled outcome) {
        LegOrder done = leg.afterWrite(outcome.endedAt(), null);
        return switch (outcome.outcome()) {
            case ACCEPTED, FOUND -> done.withState(LegState.CANCELLING, outcome.reason());
            case UNKNOWN -> leg.afterWrite(outcome.endedAt(), pending(outcome));
            case REFUSED, NOT_SENT, WOULD_SEND, NOT_FOUND, EXPIRED -> done;
        };
    }

    private static PendingWrite pending(Intent.Settled outcome) {
        return PendingWrite.of(outcome.intent(), outcome.endedAt(), false);
    }
}
