package io.ordermonitor.step;

import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.StepFailure;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.execution.OrderWriter;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message.UpdateCause;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.store.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a step writes: hands its decisions to the execution and notes what became of them. */
final class Writing {
    private final OrderWriter writer;
    private final Pictures pictures;
    private final Clock clock;

    Writing(OrderWriter writer, Pictures pictures, Clock clock) {
        this.writer = writer;
        this.pictures = pictures;
        this.clock = clock;
    }

    /** Writes, notes an update for every order written to, and an error for every write that was not accepted. */
    List<OrderWriter.Written> write(
            int step, CycleScope scope, UserDesk desk, List<? extends LegWrite> writes, StepNotes.Collector notes)
            throws InterruptedException {
        if (writes.isEmpty()) {
            return List.of();
        }
        try {
            List<OrderWriter.Written> written = writer.write(desk, writes, new Cause(step, "", scope.number()));
            note(step, scope, desk, written, notes);
            return written;
        } catch (StoreException e) {
            throw new StepFailure(
                    "an order could not be recorded, so it was not sent: " + e.getMessage(),
                    notes.notes().findings());
        }
    }

    /** Notes what became of writes. */
    void note(int step, CycleScope scope, UserDesk desk, List<OrderWriter.Written> written, StepNotes.Collector notes) {
        Map<Long, ManagedOrder> before = new LinkedHashMap<>();
        List<String> rules = new ArrayList<>();
        for (OrderWriter.Written one : written) {
            before.putIfAbsent(one.before().id(), one.before());
            rules.add(one.settled().intent().cause().rule());
            boolean sent = one.settled().outcome() != Intent.Outcome.WOULD_SEND;
            if (sent && one.settled().intent().leg().isExit()) {
                notes.followUp(one.settled().intent().accountId());
            }
        }
        errors(step, written).forEach(notes::find);
        String rule = rules.isEmpty() ? "" : rules.get(0);
        UpdateCause cause = new UpdateCause(step, rule, scope.number());
        before.forEach((id, was) -> desk.order(id)
                .flatMap(now -> pictures.update(desk, Optional.of(was), now, cause, clock.instant()))
                .ifPresent(notes::update));
    }

    /** The errors of writes that were not accepted. */
    List<Finding> errors(int step, List<OrderWriter.Written> written) {
        return written.stream().flatMap(one -> refused(step, one).stream()).toList();
    }

    private static Optional<Finding> refused(int step, OrderWriter.Written written) {
        Intent.Settled settled = written.settled();
        Intent intent = settled.intent();
        String what = "Order " + intent.orderId() + ", account " + intent.accountId() + ": "
                + intent.kind().name().toLowerCase(Locale.ROOT) + " of the "
                + name(intent.leg()) + " (" + intent.cause().rule() + ") ";
        return switch (settled.outcome()) {
            case REFUSED ->
                Optional.of(
                        isStuck(intent)
                                ? stuck(step, written, what)
                                : Finding.error(
                                        step,
                                        intent.accountId(),
                                        intent.orderId(),
                                        Code.ORDER_REFUSED,
                                        what + "was refused: " + settled.reason()));
            case NOT_SENT ->
                Optional.of(Finding.error(
                        step,
                        intent.accountId(),
                        intent.orderId(),
                        Code.ORDER_REFUSED,
                        what + "was not sent: " + settled.reason()));
            case UNKNOWN ->
                Optional.of(Finding.error(
                        step,
                        intent.accountId(),
                        intent.orderId(),
                        Code.UNKNOWN_OUTCOME,
                        what + "got no answer (" + settled.reason() + "); the order book will tell"));
            default -> Optional.empty();
        };
    }

    /**
     * True for a stop-loss that the broker does not let us change: it protects, but not as it should, and only a person
     * can mend that. What it may not grow by is protected by another slice.
     */
    private static boolean isStuck(Intent intent) {
        return intent.leg() == LegKind.SL
                && intent.kind() == WriteKind.MODIFY
                && !intent.cause().rule().equals("sl.grow");
    }

    /** Each cycle tries it again, so the alarm ends with the first one that is let through or has nothing to change. */
    private static Finding stuck(int step, OrderWriter.Written written, String what) {
        Intent intent = written.settled().intent();
        String rests = written.after().legOrders().stream()
                .filter(leg -> leg.tag().equals(intent.tag()))
                .map(leg -> "It rests as it was (" + said(leg.terms()) + "). ")
                .findFirst()
                .orElse("");
        return Finding.alarm(
                step,
                intent.accountId(),
                intent.orderId(),
                Code.ORDER_REFUSED,
                what + "was refused: " + written.settled().reason() + ". " + rests
                        + Optional.ofNullable(intent.terms())
                                .map(terms -> "Wanted: " + said(terms) + ". ")
                                .orElse("")
                        + "It is tried again; change it at the broker if that does not help.");
    }

    private static String said(OrderTerms terms) {
        String trigger = terms.triggerPrice() == null
                ? ""
                : ", trigger " + terms.triggerPrice().toPlainString();
        String limit = terms.limitPrice() == null
                ? ""
                : ", limit " + terms.limitPrice().toPlainString();
        return terms.type() + " " + terms.quantity() + trigger + limit;
    }

    static String name(LegKind leg) {
        return switch (leg) {
            case ENTRY -> "entry";
            case SL -> "stop-loss";
            case TP -> "target";
            case FLATTEN -> "flattening order";
        };
    }
}
