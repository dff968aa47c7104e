package io.ordermonitor.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sentences of an order's story about its own changes. */
final class ChangeTale {
    private static final OrderChange.Standing NEW =
            new OrderChange.Standing(OrderState.ENTERING, 0, 0, 0, false, false, BigDecimal.ONE, null);

    private ChangeTale() {}

    static boolean isAmendment(OrderChange change) {
        return change.what().equals("AMENDED");
    }

    /** @param before the change before it; null if it is the first */
    static String changed(AuditTrail trail, @Nullable OrderChange before, OrderChange change) {
        OrderChange.Standing now = change.after();
        if (now == null) {
            return "Stored: " + change.what() + ".";
        }
        OrderChange.Standing was = before == null || before.after() == null ? NEW : before.after();
        List<String> said = new ArrayList<>();
        if (isAmendment(change)) {
            said.add("Amended by " + AskedTale.asker(trail, change.cause())
                    + AskedTale.exits(now.slStopPrice(), now.targetPrice()) + ".");
        }
        asked(trail, change, was, now, said);
        outside(change, was, now, said);
        if (was.state() != now.state()) {
            said.add(state(change, now));
        }
        return String.join(" ", said);
    }

    private static void asked(
            AuditTrail trail,
            OrderChange change,
            OrderChange.Standing was,
            OrderChange.Standing now,
            List<String> said) {
        boolean byPeople = change.cause().request() > 0
                || change.cause().rule().startsWith("order.")
                || change.cause().rule().equals("flatten");
        String by = byPeople ? " by " + AskedTale.asker(trail, change.cause()) : "";
        if (change.cause().rule().equals("order.settle")) {
            said.add("Settled with " + now.open() + " open" + by + ".");
        } else if (now.exitAsked() && !was.exitAsked()) {
            said.add("Exit asked for" + by + ".");
        } else if (now.entryEnded() && !was.entryEnded() && byPeople) {
            said.add("Cancellation of the entry asked for" + by + ".");
        }
    }

    private static void outside(
            OrderChange change, OrderChange.Standing was, OrderChange.Standing now, List<String> said) {
        int units = now.outside() - was.outside();
        if (units == 0 || change.cause().rule().equals("order.settle")) {
            return;
        }
        if (units < 0 && was.open() < 0) {
            said.add(
                    -units + " units that its exits filled too many were made up for by somebody else, at the broker.");
            return;
        }
        said.add(
                units > 0
                        ? units + " units were closed by somebody else, at the broker: they are booked as closed"
                                + " outside."
                        : -units + " units that were booked as closed outside are there after all.");
    }

    private static String state(OrderChange change, OrderChange.Standing now) {
        int colon = change.what().indexOf(": ");
        String why = colon < 0 ? "." : change.what().substring(colon) + ".";
        return switch (now.state()) {
            case ENTERING -> "It waits for its entry again.";
            case OPEN -> "It is OPEN with " + now.open() + " units.";
            case EXITING -> "It is EXITING, " + now.open() + " units are open.";
            case CLOSED -> "It is CLOSED: nothing is open, nothing rests.";
            case CLOSED_EXTERNALLY -> "It is CLOSED_EXTERNALLY: nothing is open any more.";
            case ENTRY_REJECTED -> "It is ENTRY_REJECTED with nothing filled.";
            case ENTRY_CANCELLED -> "It is ENTRY_CANCELLED with nothing filled" + why;
            case ENTRY_GIVEN_UP -> "It is ENTRY_GIVEN_UP" + why;
            case FROZEN -> "It is FROZEN: the carried position is not the expected one, nothing is written for it.";
        };
    }
}
