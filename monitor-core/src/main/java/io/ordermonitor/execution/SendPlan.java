package io.ordermonitor.execution;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.PendingWrite;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.Slices;
import io.ordermonitor.order.Tag;
import io.ordermonitor.order.WriteKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes intents of decisions, and refuses those that the state of their leg forbids. Pure. */
final class SendPlan {
    private final String installation;

    SendPlan(String installation) {
        this.installation = installation;
    }

    /** One decision as an intent, with the order in which its leg is already marked as being written to. */
    record Planned(Intent intent, ManagedOrder marked) {}

    /**
     * The intent of a decision; empty if its leg takes no write now: it is live already, unknown or busy, the newest
     * read of the account began before the last write to it ended, its order is FROZEN, or its account is only observed
     * and the same was recorded before.
     */
    Optional<Planned> plan(UserDesk desk, LegWrite write, Cause cause, long fence, LocalDate day, Instant now) {
        ManagedOrder order = desk.order(write.orderId())
                .orElseThrow(() -> new IllegalArgumentException("no managed order " + write.orderId()));
        if (order.state() == OrderState.FROZEN || (isObserved(desk, order) && isRecorded(order, write))) {
            return Optional.empty();
        }
        if (write instanceof LegWrite.Place place) {
            boolean may = order.of(place.leg()).stream()
                    .filter(leg -> leg.slice() == place.slice())
                    .allMatch(leg -> !leg.state().isLive() && desk.isReadSince(order.accountId(), leg.writeEndedAt()));
            return may ? Optional.of(place(order, place, cause, fence, day, now)) : Optional.empty();
        }
        String tag = tagOf(write);
        OrderTerms terms = termsOf(write);
        return order.legOrders().stream()
                .filter(leg -> leg.tag().equals(tag)
                        && leg.isWritable()
                        && leg.brokerOrderId() != null
                        && desk.isReadSince(order.accountId(), leg.writeEndedAt()))
                .findFirst()
                .map(leg -> change(order, leg, terms, cause.rule(write.rule()), fence, day, now));
    }

    private static boolean isObserved(UserDesk desk, ManagedOrder order) {
        return desk.account(order.accountId())
                .filter(a -> a.mode() == Account.Mode.OBSERVE)
                .isPresent();
    }

    /** What would be sent for an observed account is recorded once, until it changes. */
    private static boolean isRecorded(ManagedOrder order, LegWrite write) {
        if (write instanceof LegWrite.Place place) {
            return order.of(place.leg()).stream()
                    .filter(leg -> leg.slice() == place.slice())
                    .reduce((first, second) -> second)
                    .filter(leg -> leg.isWouldSend() && isSame(leg.terms(), place))
                    .isPresent();
        }
        return order.legOrders().stream()
                .anyMatch(leg -> leg.tag().equals(tagOf(write)) && leg.isObserved(termsOf(write)));
    }

    private static String tagOf(LegWrite write) {
        return write instanceof LegWrite.Modify m ? m.tag() : ((LegWrite.Cancel) write).tag();
    }

    private static @Nullable OrderTerms termsOf(LegWrite write) {
        return write instanceof LegWrite.Modify m ? m.terms() : null;
    }

    /** The limit of an exit at the market moves with it: that is the same decision. */
    private static boolean isSame(OrderTerms terms, LegWrite.Place place) {
        return place.isAtMarket()
                ? terms.type() == place.terms().type()
                        && terms.quantity() == place.terms().quantity()
                : terms.matches(place.terms());
    }

    private Planned place(
            ManagedOrder order, LegWrite.Place place, Cause cause, long fence, LocalDate day, Instant now) {
        return place(
                order,
                place.leg(),
                place.slice(),
                place.side(),
                place.terms(),
                cause.rule(place.rule()),
                fence,
                day,
                now);
    }

    /** The intent of a placement, whatever the state of its leg: for the first orders of a new entry. */
    Planned place(
            ManagedOrder order,
            LegKind kind,
            int slice,
            Side side,
            OrderTerms terms,
            Cause cause,
            long fence,
            LocalDate day,
            Instant now) {
        int number = order.nextNumber(kind);
        String tag = Tag.of(installation, order.id(), kind, number);
        Intent intent = new Intent(
                tag,
                0,
                WriteKind.PLACE,
                order.userId(),
                order.accountId(),
                order.id(),
                kind,
                slice,
                number,
                order.instrument(),
                side,
                order.product(),
                terms,
                null,
                cause,
                fence,
                day,
                now);
        LegOrder leg = LegOrder.sent(intent)
                .withState(LegState.UNKNOWN, "")
                .afterWrite(now, PendingWrite.of(intent, now, false));
        return new Planned(intent, order.withLegOrder(leg));
    }

    private static Planned change(
            ManagedOrder order,
            LegOrder leg,
            @Nullable OrderTerms terms,
            Cause cause,
            long fence,
            LocalDate day,
            Instant now) {
        WriteKind kind = terms == null ? WriteKind.CANCEL : WriteKind.MODIFY;
        Side side = leg.leg() == LegKind.ENTRY || leg.leg() == LegKind.FLATTEN
                ? order.side()
                : order.side().opposite();
        int write = (int) Math.max(1, now.toEpochMilli() - leg.sentAt().toEpochMilli());
        Intent intent = new Intent(
                leg.tag(),
                write,
                kind,
                order.userId(),
                order.accountId(),
                order.id(),
                leg.leg(),
                leg.slice(),
                leg.number(),
                order.instrument(),
                side,
                order.product(),
                terms,
                leg.brokerOrderId(),
                cause,
                fence,
                day,
                now);
        LegOrder marked = leg.afterWrite(now, PendingWrite.of(intent, now, false));
        return new Planned(intent, order.withLegOrder(marked));
    }

    /** The slices of an entry as placements of a new order. */
    static List<OrderTerms> entrySlices(ManagedOrder order, Instrument instrument) {
        NewManagedOrder terms = order.terms();
        return Slices.of(terms.quantity(), instrument).stream()
                .map(q -> new OrderTerms(terms.entryType(), q, terms.entryLimitPrice(), terms.entryStopPrice()))
                .toList();
    }
}
