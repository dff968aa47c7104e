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
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.StuckStops;
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
                        isStuck(written)
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
     * True for a stop-loss of which the broker refuses a change for the second time: at the first it may just have been
     * filling. What it may not grow by is protected by another slice; a cancellation is refused for the second time if
     * it took the place of a change.
     */
    private static boolean isStuck(OrderWriter.Written written) {
        Intent intent = written.settled().intent();
        String rule = intent.cause().rule();
        boolean changes = intent.kind() == WriteKind.MODIFY ? !rule.equals("sl.grow") : rule.equals("sl.renew");
        return intent.leg() == LegKind.SL
                && changes
                && leg(written.before(), intent)
                        .filter(LegOrder::refusesToChange)
                        .isPresent();
    }

    private static Optional<LegOrder> leg(ManagedOrder order, Intent intent) {
        return order.legOrders().stream()
                .filter(leg -> leg.tag().equals(intent.tag()))
                .findFirst();
    }

    /** It stands as long as {@link StuckStops} finds the stop otherwise than wanted. */
    private static Finding stuck(int step, OrderWriter.Written written, String what) {
        Intent intent = written.settled().intent();
        OrderTerms wanted = intent.terms();
        String rests = leg(written.after(), intent)
                .map(leg -> wanted == null ? "Take it away at the broker." : StuckStops.said(leg, wanted))
                .orElse("");
        return Finding.alarm(
                step,
                intent.accountId(),
                intent.orderId(),
                Code.ORDER_REFUSED,
                what + "was refused: " + written.settled().reason() + ". " + rests);
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
