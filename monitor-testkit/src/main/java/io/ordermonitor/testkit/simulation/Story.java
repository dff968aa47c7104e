package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTale;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.StoryLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a broken invariant so that a trader can follow it: what was broken when, what went wrong and was asked on the
 * day, what was done for the order and why, what went over the line, and what stands at the exchange and in the store.
 */
record Story(DayPlan plan, StoredDay stored, PaperExchange exchange, Ledger ledger, LineLog log) {
    /** Faults that strike a process, not an account. */
    private static final Set<FaultKind> OURS = EnumSet.range(FaultKind.CLOCK_JUMPS, FaultKind.DATABASE_OUTAGE);

    private static final Set<FaultKind> OF_AN_INSTRUMENT = EnumSet.of(FaultKind.HALT, FaultKind.PRICE_BAND);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd MMM HH:mm:ss.SSS", Locale.ROOT).withZone(DayTimes.INDIA);

    /** @param notes what happened beside that is worth knowing, oldest first */
    List<String> of(Violation violation, List<StoryLine> notes) {
        stored.restore();
        List<String> lines = new ArrayList<>();
        Invariant broken = Invariant.valueOf(violation.invariant());
        long order = violation.orderId();
        lines.add(broken + " is broken (" + broken.sentence() + ")");
        lines.add("  " + TIME.format(violation.at()) + " " + concerned(violation) + violation.what());
        lines.add("what went wrong on the day, of seed " + plan.seed() + ":");
        plan.faults().forEach(fault -> lines.add("  " + told(fault)));
        lines.add("what was asked on it:");
        plan.acts().forEach(act -> told(act).ifPresent(what -> lines.add("  " + at(act) + " " + what)));
        lines.add(order == 0 ? "what happened beside:" : "what happened to order " + order + ":");
        tale(violation, notes).forEach(line -> lines.add("  " + TIME.format(line.at()) + " " + line.sentence()));
        lines.add("what went over the line:");
        log.writes().stream().filter(sent -> isOf(sent, violation)).forEach(sent -> lines.add("  " + told(sent)));
        lines.add("what stands at the exchange as the day is stopped:");
        exchange.book(violation.accountId()).stream()
                .filter(row -> order == 0 || row.tag().isEmpty() || isOf(row.tag(), order))
                .forEach(row -> lines.add("  " + told(row)));
        lines.add("what is stored then:");
        plan.orders(stored).stream()
                .filter(one -> order == 0 ? one.accountId() == violation.accountId() : one.id() == order)
                .forEach(one -> tell(one, lines));
        return lines;
    }

    private static String concerned(Violation violation) {
        String order = violation.orderId() == 0 ? "" : "order " + violation.orderId() + ", ";
        return violation.accountId() == 0 ? "" : order + "account " + violation.accountId() + ": ";
    }

    private String at(Act act) {
        return TIME.format(plan.times().at(act.at()));
    }

    private String told(PlannedFault fault) {
        String of = OURS.contains(fault.kind())
                ? ""
                : OF_AN_INSTRUMENT.contains(fault.kind())
                        ? " of " + plan.shares().of(fault).id()
                        : " on account " + fault.accountId();
        return TIME.format(plan.times().at(fault.at())) + " " + fault.kind() + of + ", where it lasts for "
                + fault.lasting().toMillis() / 1000.0 + " s, pick " + fault.pick();
    }

    /** Fair prices come all day, and are not told. */
    private static Optional<String> told(Act act) {
        if (act instanceof Act.Submit submit) {
            Act.Shape shape = submit.shape();
            return Optional.of("order " + shape.key() + " is submitted for account " + shape.accountId());
        }
        if (act instanceof Act.StopEntries stop) {
            return Optional.of("entries of user " + stop.userId() + (stop.stopped() ? " are stopped" : " are allowed"));
        }
        return act instanceof Act.FairPrices
                ? Optional.empty()
                : Optional.of("one of the orders so far: "
                        + act.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    /** The order's own story, what happened beside, and where the invariant is seen to be broken. */
    private List<StoryLine> tale(Violation violation, List<StoryLine> notes) {
        List<StoryLine> tale = new ArrayList<>(stored.stores()
                .audit()
                .trail(violation.orderId())
                .map(OrderTale::tell)
                .orElse(List.of()));
        tale.add(
                new StoryLine(violation.at(), "*** HERE " + violation.invariant() + " IS BROKEN: " + violation.what()));
        notes.forEach(note -> tale.add(new StoryLine(note.at(), "(" + note.sentence() + ")")));
        tale.sort(Comparator.comparing(StoryLine::at));
        return tale;
    }

    private boolean isOf(LineLog.Sent sent, Violation violation) {
        return violation.orderId() == 0
                ? sent.accountId() == violation.accountId()
                : isOf(sent.tag(), violation.orderId());
    }

    private boolean isOf(String tag, long order) {
        return ledger.placement(tag)
                .map(Intent::orderId)
                .filter(id -> id == order)
                .isPresent();
    }

    private String told(LineLog.Sent sent) {
        String what = sent.kind() + " " + sent.tag();
        if (sent.ask() instanceof PlaceOrder place) {
            what += " " + place.side() + " " + place.instrument() + " " + place.product() + " " + told(place.terms());
        } else if (sent.ask() instanceof ModifyOrder modify) {
            what += " to " + told(modify.terms());
        }
        Instant ended = sent.endedAt();
        return TIME.format(sent.startedAt()) + " " + what + ": "
                + (ended == null ? "under way" : told(sent.result()) + " at " + TIME.format(ended));
    }

    private static String told(@Nullable WriteResult result) {
        if (result instanceof WriteResult.Accepted accepted) {
            return "accepted as " + accepted.brokerOrderId();
        }
        if (result instanceof WriteResult.Refused refused) {
            return "refused (" + refused.reason() + ")";
        }
        return result instanceof WriteResult.NotSent not
                ? "not sent (" + not.reason() + ")"
                : "nobody knows (" + (result instanceof WriteResult.Unknown unknown ? unknown.reason() : "") + ")";
    }

    private static String told(OrderTerms terms) {
        return terms.quantity() + " " + terms.type() + price(" trigger ", terms.triggerPrice())
                + price(" limit ", terms.limitPrice());
    }

    private static String price(String name, @Nullable BigDecimal price) {
        return price == null ? "" : name + price.toPlainString();
    }

    private static String told(BrokerOrder row) {
        return (row.tag().isEmpty() ? "by hand" : row.tag()) + " (" + row.brokerOrderId() + ") " + row.side() + " "
                + told(ModificationChecks.termsOf(row)) + ": " + row.state() + ", filled " + row.filled()
                + price(" at ", row.averagePrice()) + (row.reason().isEmpty() ? "" : " (" + row.reason() + ")")
                + ", since " + TIME.format(row.updatedAt());
    }

    private static void tell(ManagedOrder order, List<String> lines) {
        lines.add("  order " + order.id() + " " + order.state() + " " + order.flags() + ": " + order.side() + " "
                + order.terms().quantity() + " " + order.instrument() + ", open " + order.open()
                + (order.externalExit() == 0 ? "" : ", closed outside " + order.externalExit())
                + (order.suspected() == 0 ? "" : ", suspected " + order.suspected()));
        order.legOrders()
                .forEach(leg -> lines.add("    " + leg.tag() + " " + leg.leg() + " slice " + (leg.slice() + 1) + ": "
                        + leg.state() + ", " + told(leg.terms()) + ", filled " + leg.filled()
                        + (leg.reason().isEmpty() ? "" : " (" + leg.reason() + ")")));
    }
}
