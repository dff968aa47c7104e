package io.ordermonitor.order;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an order stands after its protection was worked: its flags, what the user is told, and whether its account wants
 * to be read again soon. Pure.
 *
 * @param order the order with its flags
 * @param finding what is told; empty if nothing
 * @param followUp true while something protective is unsettled
 */
public record Verdict(ManagedOrder order, Optional<Finding> finding, boolean followUp) {
    private static final int ALARM_FROM_REFUSALS = 3;

    /** Judges one order of an account that was read in this cycle. */
    public static Verdict of(ManagedOrder order, ExitContext context) {
        if (order.state() == OrderState.FROZEN) {
            return frozen(order);
        }
        boolean agrees = context.net() * order.side().sign() < 0;
        // Once it is known it stays: positions that lag the fills of other orders there may hide it for a while.
        boolean wrongSign = order.open() < 0 && (agrees || order.has(Flag.WRONG_SIGN));
        boolean targetRefused = TargetPlan.givesWay(order)
                || order.of(LegKind.TP).stream().anyMatch(tp -> tp.state() == LegState.REJECTED);
        ManagedOrder flagged = order.withFlag(Flag.CHASING, EntryFollowing.isChasing(order))
                .withFlag(Flag.STALE, context.bookOnly())
                .withFlag(Flag.TP_REFUSED, targetRefused)
                .withFlag(Flag.WRONG_SIGN, wrongSign);
        if (wrongSign) {
            return wrongSign(order, flagged, context);
        }
        int bare = Coverage.bare(order);
        Verdict verdict = bare > 0 ? bare(order, flagged, bare, context) : covered(order, flagged, context);
        if (isLeftByBroker(order, context)) {
            return leftByBroker(order, verdict, bare);
        }
        boolean newlyRefused = targetRefused
                && !order.has(Flag.TP_REFUSED)
                && verdict.finding().isEmpty();
        return newlyRefused
                ? new Verdict(verdict.order(), Optional.of(targetRefused(order)), verdict.followUp())
                : verdict;
    }

    /** Nothing is sent for it, and its alarm says so: no more is said here. */
    private static Verdict frozen(ManagedOrder order) {
        boolean bare = Coverage.bare(order) > 0;
        return new Verdict(protection(order, bare ? Flag.UNPROTECTED : null), Optional.empty(), false);
    }

    /** True if its stop-loss was refused after it had been queued, and the newest is no more than queued. */
    static boolean isOnTrial(ManagedOrder order) {
        return order.open() > 0 && Backoff.refusalsBeforeTrial(order) > 0;
    }

    private static Verdict covered(ManagedOrder order, ManagedOrder flagged, ExitContext context) {
        if (isOnTrial(order)) {
            return onTrial(order, flagged);
        }
        if (isStuckUnpriced(order, context)) {
            return stuckUnpriced(order, flagged);
        }
        int leaving = Coverage.unprotected(order);
        if (leaving > 0 && context.market().session().takesExits()) {
            return settling(
                    order,
                    flagged,
                    leaving + " units of " + order.instrument() + " have no live stop-loss: the one they had is being"
                            + " cancelled, and the book does not show its end yet. They get another as soon as it does.");
        }
        boolean unsettled = order.suspected() > 0
                || order.liveExits().stream().anyMatch(leg -> !leg.isWritable())
                || (order.open() <= 0 && !order.liveExits().isEmpty())
                || ((order.exitFilled() > 0 || order.externalExit() > 0)
                        && !order.live(LegKind.ENTRY).isEmpty());
        return new Verdict(protection(flagged, null), Optional.empty(), unsettled);
    }

    private static Verdict bare(ManagedOrder order, ManagedOrder flagged, int bare, ExitContext context) {
        if (context.market().session() == WriteSession.CLOSED) {
            return closed(order, flagged, bare);
        }
        if (ExitPlan.isSquaredOffByBroker(order, context)) {
            return waiting(
                    order,
                    flagged,
                    Flag.SQUARING_OFF,
                    bare + " units are without a stop-loss while the broker squares off");
        }
        return context.observed()
                ? waiting(
                        order,
                        flagged,
                        Flag.UNPROTECTED,
                        bare + " units of " + order.instrument() + " have no live stop-loss, for " + LegOrder.OBSERVED
                                + "; arm the account to have it sent")
                : unprotected(order, flagged, bare, context);
    }

    /** An alarm about refused stops is not over because nothing can be sent any more. */
    private static Verdict closed(ManagedOrder order, ManagedOrder flagged, int bare) {
        String what = bare + " units wait without a stop-loss for their session to open";
        Verdict verdict = waiting(order, flagged, Flag.WAITING_FOR_SESSION, what);
        return Backoff.refusals(order) < ALARM_FROM_REFUSALS ? verdict : verdict.alarming(named(order) + what + ".");
    }

    private Verdict alarming(String message) {
        Finding alarm = Finding.alarm(4, order.accountId(), order.id(), Code.UNPROTECTED, message);
        return new Verdict(order, Optional.of(alarm), followUp);
    }

    /** The broker has had its time to square off, and what it has left is a person's to close. */
    private static boolean isLeftByBroker(ManagedOrder order, ExitContext context) {
        return order.has(Flag.SQUARING_OFF)
                && order.open() > 0
                && context.market().session() == WriteSession.NO_ENTRIES;
    }

    private static Verdict leftByBroker(ManagedOrder order, Verdict verdict, int bare) {
        String message = named(order) + order.open() + " units of " + order.instrument()
                + " were not squared off by the broker in its time; "
                + (bare > 0 ? bare + " of them have no live stop-loss" : "they have a stop-loss again")
                + verdict.finding().map(f -> " (" + f.message() + ")").orElse("") + ". Close them.";
        ManagedOrder to = verdict.order().withFlag(Flag.SQUARING_OFF, true);
        return new Verdict(to, verdict.finding(), verdict.followUp()).alarming(message);
    }

    /** A stop has triggered and not filled, and there is no price by which it could be moved. */
    private static boolean isStuckUnpriced(ManagedOrder order, ExitContext context) {
        Market market = context.market();
        return order.open() > 0
                && market.session().takesExits()
                && market.last() == null
                && market.usableFair(order.side().opposite(), context.settings())
                        .isEmpty()
                && order.live(LegKind.SL).stream()
                        .anyMatch(sl -> sl.triggered() && sl.type().isStop());
    }

    private static Verdict stuckUnpriced(ManagedOrder order, ManagedOrder flagged) {
        Finding finding = Finding.error(
                4,
                order.accountId(),
                order.id(),
                Code.UNPROTECTED,
                named(order) + "its stop-loss has triggered and has not filled, and no price of " + order.instrument()
                        + " is known by which it could be moved. Check it at the broker.");
        return new Verdict(protection(flagged, Flag.UNPROTECTED), Optional.of(finding), true);
    }

    /** Queued is not live: the last one was refused after it had been queued. */
    private static Verdict onTrial(ManagedOrder order, ManagedOrder flagged) {
        String reason = order.of(LegKind.SL).stream()
                .filter(sl -> sl.state() == LegState.REJECTED)
                .reduce((first, second) -> second)
                .map(LegOrder::reason)
                .filter(text -> !text.isEmpty())
                .map(text -> " (" + text + ")")
                .orElse("");
        String what = named(order) + "its stop-loss was refused after it had been queued" + reason
                + "; another one is sent, and the book does not show it yet.";
        Finding error = Finding.error(4, order.accountId(), order.id(), Code.UNPROTECTED, what);
        Verdict verdict = new Verdict(protection(flagged, Flag.UNPROTECTED), Optional.of(error), true);
        return Backoff.refusalsBeforeTrial(order) < ALARM_FROM_REFUSALS ? verdict : verdict.alarming(what);
    }

    private static Verdict waiting(ManagedOrder order, ManagedOrder flagged, Flag flag, String what) {
        Optional<Finding> once = order.has(flag)
                ? Optional.empty()
                : Optional.of(
                        Finding.error(4, order.accountId(), order.id(), Code.UNPROTECTED, named(order) + what + "."));
        return new Verdict(protection(flagged, flag), once, false);
    }

    /** Only a person can end this, by resuming or at the broker: so it is an alarm at once. */
    private static Verdict paused(ManagedOrder order, ManagedOrder flagged, int bare) {
        return new Verdict(
                protection(flagged, Flag.UNPROTECTED),
                Optional.of(Finding.alarm(
                        4,
                        order.accountId(),
                        order.id(),
                        Code.UNPROTECTED,
                        named(order) + bare + " units of " + order.instrument()
                                + " have no live stop-loss, and the pause keeps it back. Resume, or protect them at"
                                + " the broker.")),
                false);
    }

    private static Verdict unprotected(ManagedOrder order, ManagedOrder flagged, int bare, ExitContext context) {
        boolean unknown =
                order.of(LegKind.SL).stream().anyMatch(sl -> sl.pending() != null || sl.state() == LegState.UNKNOWN);
        boolean settling = order.live(LegKind.SL).stream().anyMatch(sl -> !sl.isWritable());
        if (settling && !unknown) {
            return settling(
                    order,
                    flagged,
                    bare + " units of " + order.instrument()
                            + " have no live stop-loss yet: the book does not show what"
                            + " was last sent for it. It grows as soon as it does.");
        }
        if (context.paused() && !unknown) {
            return paused(order, flagged, bare);
        }
        int refusals = Backoff.refusals(order);
        String reason = order.of(LegKind.SL).stream()
                .reduce((first, second) -> second)
                .map(LegOrder::reason)
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + text)
                .orElse("");
        Finding finding = new Finding(
                4,
                order.accountId(),
                order.id(),
                unknown ? Code.UNKNOWN_OUTCOME : Code.UNPROTECTED,
                named(order) + bare + " units of " + order.instrument() + " have no live stop-loss" + reason
                        + ". It is tried again"
                        + (TargetPlan.givesWay(order) ? "; its target gives way to it for today." : "."),
                true,
                refusals >= ALARM_FROM_REFUSALS);
        return new Verdict(protection(flagged, Flag.UNPROTECTED), Optional.of(finding), true);
    }

    /** Usual for a cycle; told from the second on. */
    private static Verdict settling(ManagedOrder order, ManagedOrder flagged, String what) {
        Optional<Finding> again = order.has(Flag.UNPROTECTED)
                ? Optional.of(Finding.error(4, order.accountId(), order.id(), Code.UNPROTECTED, named(order) + what))
                : Optional.empty();
        return new Verdict(protection(flagged, Flag.UNPROTECTED), again, true);
    }

    private static Verdict wrongSign(ManagedOrder order, ManagedOrder flagged, ExitContext context) {
        String what = whatIsDone(order, context);
        return new Verdict(
                protection(flagged, null),
                Optional.of(Finding.alarm(
                        4,
                        order.accountId(),
                        order.id(),
                        Code.WRONG_SIGN,
                        named(order) + "its exits filled " + -order.open() + " units more than its entry; " + what
                                + ". Check it at the broker.")),
                true);
    }

    private static String whatIsDone(ManagedOrder order, ExitContext context) {
        if (FlattenPlan.left(order, context) == 0) {
            return "as many traded outside the monitor make up for them, so nothing is flattened";
        }
        if (context.paused()) {
            return "the pause keeps it from being flattened";
        }
        if (!context.settings().flattenWrongSign()) {
            return "it is not flattened, as the settings have it (wrong-sign: alarm)";
        }
        if (FlattenPlan.isSpent(order)) {
            return "an excess is flattened once only and that is done: close the rest";
        }
        if (context.net() * order.side().sign() >= 0) {
            return "the net position does not show it at the moment, so nothing is flattened";
        }
        return context.market().last() == null
                ? "the excess is flattened as soon as a price is known"
                : "the excess is flattened once";
    }

    private static Finding targetRefused(ManagedOrder order) {
        if (TargetPlan.givesWay(order)) {
            return Finding.error(
                    4,
                    order.accountId(),
                    order.id(),
                    Code.ORDER_REFUSED,
                    named(order) + "its target is not placed any more today: the broker refused its stop-loss for want"
                            + " of margin");
        }
        String reason = order.of(LegKind.TP).stream()
                .filter(tp -> tp.state() == LegState.REJECTED)
                .reduce((first, second) -> second)
                .map(LegOrder::reason)
                .orElse("");
        return Finding.error(
                4,
                order.accountId(),
                order.id(),
                Code.ORDER_REFUSED,
                named(order) + "its target was rejected and is not repeated today: " + reason);
    }

    private static String named(ManagedOrder order) {
        return "Order " + order.id() + ", account " + order.accountId() + ": ";
    }

    private static ManagedOrder protection(ManagedOrder order, @Nullable Flag only) {
        ManagedOrder to = order;
        for (Flag flag : new Flag[] {Flag.UNPROTECTED, Flag.WAITING_FOR_SESSION, Flag.SQUARING_OFF}) {
            to = to.withFlag(flag, flag == only);
        }
        return to;
    }
}
