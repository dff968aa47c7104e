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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a day so that a trader can follow it. Of a broken invariant: what was broken when, what went wrong and was asked,
 * what was done for the order and why, what went over the line, and what stands at the exchange and in the store.
 *
 * @param met the order that an act made or met, as far as it is known
 * @param now when the day was stopped
 */
record Story(
        DayPlan plan,
        StoredDay stored,
        PaperExchange exchange,
        Ledger ledger,
        LineLog log,
        Map<Act, Long> met,
        Instant now) {
    /** @param notes what happened beside that is worth knowing, oldest first */
    List<String> of(Violation violation, List<StoryLine> notes) {
        stored.restore();
        List<String> lines = new ArrayList<>();
        Invariant broken = Invariant.valueOf(violation.invariant());
        long order = violation.orderId();
        lines.add(broken + " is broken (" + broken.sentence() + ")");
        lines.add("  " + DayTimes.shown(violation.at()) + " " + concerned(violation) + violation.what());
        lines.addAll(planned(violation.at(), "nothing: it breaks without any fault"));
        lines.add(order == 0 ? "what happened beside:" : "what happened to order " + order + ":");
        lines.addAll(tale(violation, notes));
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

    /** The same of a day that broke nothing: of all its orders. */
    List<String> ofAll(List<StoryLine> notes) {
        stored.restore();
        List<String> lines = new ArrayList<>();
        lines.add("no invariant is broken");
        lines.addAll(planned(now, "nothing"));
        lines.add("what happened:");
        List<StoryLine> tale = new ArrayList<>();
        List<Long> orders = stored.intents().stream()
                .map(Intent::orderId)
                .distinct()
                .sorted()
                .toList();
        orders.forEach(id ->
                tale(id).forEach(line -> tale.add(new StoryLine(line.at(), "order " + id + ": " + line.sentence()))));
        notes.stream()
                .filter(note -> orders.stream().noneMatch(id -> EventTale.isIn(note.sentence(), id)))
                .forEach(note -> tale.add(beside(note)));
        lines.addAll(sorted(tale));
        for (long account : plan.accounts()) {
            lines.add("what stands at the exchange of account " + account + " as the day ends:");
            exchange.book(account).forEach(row -> lines.add("  " + told(row)));
        }
        lines.add("what is stored then:");
        plan.orders(stored).forEach(one -> tell(one, lines));
        return lines;
    }

    private List<String> planned(Instant until, String nothing) {
        PlanTale planned = new PlanTale(plan, met, stored, until);
        List<String> lines = new ArrayList<>();
        lines.add("what went wrong on the day, of seed " + plan.seed() + ":");
        List<String> faults = planned.faults();
        (faults.isEmpty() ? List.of(nothing) : faults).forEach(fault -> lines.add("  " + fault));
        lines.add("what was asked on it:");
        planned.acts().forEach(act -> lines.add("  " + act));
        return lines;
    }

    private static String concerned(Violation violation) {
        String order = violation.orderId() == 0 ? "" : "order " + violation.orderId() + ", ";
        return violation.accountId() == 0 ? "" : order + "account " + violation.accountId() + ": ";
    }

    /** The order's own story, what happened beside, and where the invariant is seen to be broken. */
    private List<String> tale(Violation violation, List<StoryLine> notes) {
        List<StoryLine> tale = new ArrayList<>(tale(violation.orderId()));
        String cycle = violation.cycle() == 0 ? "" : " IN CYCLE " + violation.cycle();
        tale.add(new StoryLine(
                violation.at(), "*** HERE " + violation.invariant() + " IS BROKEN" + cycle + ": " + violation.what()));
        notes.stream()
                .filter(note -> !EventTale.isIn(note.sentence(), violation.orderId()))
                .forEach(note -> tale.add(beside(note)));
        return sorted(tale);
    }

    private List<StoryLine> tale(long order) {
        return stored.stores().audit().trail(order).map(OrderTale::tell).orElse(List.of());
    }

    private static StoryLine beside(StoryLine note) {
        return new StoryLine(note.at(), "(" + note.sentence() + ")");
    }

    private static List<String> sorted(List<StoryLine> tale) {
        return tale.stream()
                .sorted(Comparator.comparing(StoryLine::at))
                .map(line -> "  " + DayTimes.shown(line.at()) + " " + line.sentence())
                .toList();
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
        return DayTimes.shown(sent.startedAt()) + " " + what + ": "
                + (ended == null ? "under way" : told(sent.result()) + " at " + DayTimes.shown(ended));
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
                + ", since " + DayTimes.shown(row.updatedAt());
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
