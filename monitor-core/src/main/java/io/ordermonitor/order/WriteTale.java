package io.ordermonitor.order;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The sentences of an order's story about writes to its broker. */
final class WriteTale {
    /** Why each rule writes, to follow what was written. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("entry.place", "as it was submitted"),
            Map.entry("entry.cancel", "because its cancellation was asked for"),
            Map.entry("entry.cancel-rest", "because what is left of the entry is to end"),
            Map.entry("entry.convert", "as a limit, because the fair price has passed its trigger"),
            Map.entry("entry.follow", "to follow the fair price"),
            Map.entry("sl.place", "because filled units had no stop"),
            Map.entry("sl.grow", "because more units are open"),
            Map.entry("sl.shrink", "because fewer units are open"),
            Map.entry("sl.amend", "because the stop was amended"),
            Map.entry("sl.exit", "to leave now: the market is beyond the stop, or an exit was asked for"),
            Map.entry("sl.exit-now", "to leave now, because an exit was asked for"),
            Map.entry("sl.convert", "as a limit, because the market has passed the stop and it did not fill"),
            Map.entry("sl.follow", "to follow the market out"),
            Map.entry("sl.renew", "to place it anew, for it takes no more changes"),
            Map.entry("sl.to-target", "as the target, which the market has reached"),
            Map.entry("sl.back-to-stop", "back to a stop, for the target did not fill"),
            Map.entry("tp.place", "because the stop rests and a target was given"),
            Map.entry("tp.grow", "because more units are open"),
            Map.entry("tp.shrink", "because fewer units are open"),
            Map.entry("tp.amend", "because the target was amended"),
            Map.entry("tp.renew", "to place it anew, for it takes no more changes"),
            Map.entry("tp.cancel-exiting", "because the order is on its way out"),
            Map.entry("tp.cancel-margin", "because the stop-loss wants its margin"),
            Map.entry("tp.cancel-removed", "because the target was taken away"),
            Map.entry("flatten.shrink", "because others have made up for what was too many"),
            Map.entry("exit.cancel-closed", "because nothing is open any more"),
            Map.entry("duplicate.cancel", "because another one rests for the same units"),
            Map.entry("flatten", "because exits had filled more than was open"));

    private final AuditTrail trail;

    WriteTale(AuditTrail trail) {
        this.trail = trail;
    }

    /** What was written, why, and what the call gave. */
    String sent(AuditedWrite write) {
        Intent intent = write.intent();
        OrderTerms terms = intent.terms();
        String act = switch (intent.kind()) {
            case PLACE -> "sent ";
            case MODIFY -> "changed ";
            case CANCEL -> "cancelled ";
        };
        String what = terms == null ? "" : ": " + side(intent) + " " + terms(terms);
        return begun(name(intent)) + " " + act + why(intent) + what + " " + cause(intent) + ". " + reply(write);
    }

    /** What the order book showed of a write whose answer nobody saw. */
    String settled(AuditedWrite write) {
        Intent intent = write.intent();
        String what = switch (intent.kind()) {
            case PLACE -> "the placement of the " + name(intent);
            case MODIFY -> "the change of the " + name(intent);
            case CANCEL -> "the cancellation of the " + name(intent);
        };
        String sentAt = " of " + write.intent().tag();
        if (write.outcome() == Intent.Outcome.EXPIRED) {
            return "What became of " + what + sentAt + " nobody learned before its day ended.";
        }
        boolean found = write.outcome() == Intent.Outcome.FOUND;
        String id = write.brokerOrderId() == null || !found ? "" : ", as broker order " + write.brokerOrderId();
        return "The order book settles " + what + sentAt + ": it took "
                + (found ? "effect" + id : "no effect (" + write.reason() + ")") + ".";
    }

    private String why(Intent intent) {
        String rule = intent.cause().rule();
        if (rule.equals("entry.place") && trail.order().regeneratedFrom() != null) {
            return "anew";
        }
        return REASONS.getOrDefault(rule, "by the rule " + rule);
    }

    private static String cause(Intent intent) {
        Cause cause = intent.cause();
        String when = cause.cycle() == 0 ? "outside a cycle" : "step " + cause.step() + ", cycle " + cause.cycle();
        return "(" + intent.tag() + ", " + cause.rule() + ", " + when + ", lease " + intent.fence() + ")";
    }

    private static String reply(AuditedWrite write) {
        Reply reply = write.reply();
        if (reply == null) {
            return write.outcome() == null
                    ? "No answer is recorded yet."
                    : "No answer was recorded: the process ended, or its database did not answer.";
        }
        String after = reply.took().map(took -> " after " + millis(took)).orElse("");
        String text = reply.text().isEmpty() ? "" : ": " + reply.text();
        return switch (reply.outcome()) {
            case ACCEPTED ->
                "Accepted" + (write.brokerOrderId() == null ? "" : " as broker order " + write.brokerOrderId()) + after
                        + ".";
            case REFUSED -> "Refused" + after + text + ".";
            case NOT_SENT -> "Not sent" + text + ".";
            case WOULD_SEND -> "Recorded only: the account was observed.";
            default -> "No answer came" + after + text + "; whether it took effect nobody knew.";
        };
    }

    /** As people write it. */
    static String millis(Duration took) {
        return took.toMillis() + " ms";
    }

    /** Which leg, in words. */
    private String name(Intent intent) {
        boolean sliced = trail.writes().stream()
                .anyMatch(w -> w.intent().leg() == intent.leg() && w.intent().slice() > 0);
        return name(intent.leg()) + (sliced ? " slice " + (intent.slice() + 1) : "");
    }

    static String name(LegKind leg) {
        return switch (leg) {
            case ENTRY -> "entry";
            case SL -> "stop-loss";
            case TP -> "target";
            case FLATTEN -> "flattening order";
        };
    }

    static String begun(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String side(Intent intent) {
        return intent.side().name().toLowerCase(Locale.ROOT);
    }

    private static String terms(OrderTerms terms) {
        String prices = (terms.triggerPrice() == null ? "" : " trigger " + AskedTale.price(terms.triggerPrice()))
                + (terms.limitPrice() == null ? "" : " limit " + AskedTale.price(terms.limitPrice()));
        return terms.quantity() + (prices.isEmpty() ? " at the market" : prices);
    }
}
