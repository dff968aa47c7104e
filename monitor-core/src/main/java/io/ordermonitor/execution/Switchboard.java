package io.ordermonitor.execution;

import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import java.util.List;
import java.util.Optional;

/**
 * What the safety switches keep from brokers, as they are stored now: asked under the user's write lock right before
 * something is recorded to be sent, so that a switch counts from the next write on, whoever set it.
 */
final class Switchboard {
    private final Inputs inputs;

    Switchboard(Inputs inputs) {
        this.inputs = inputs;
    }

    /** The user's switches. */
    Switches of(long userId) {
        return inputs.gate(userId).switches();
    }

    /** Of these decisions, those that no switch forbids; what is left out is decided again by the next cycle. */
    List<LegWrite> allowed(UserDesk desk, List<LegWrite> writes) {
        if (writes.isEmpty()) {
            return writes;
        }
        Switches switches = of(desk.userId());
        return writes.stream()
                .filter(write -> desk.order(write.orderId())
                        .filter(order -> isAllowed(switches, order, write))
                        .isPresent())
                .toList();
    }

    private static boolean isAllowed(Switches switches, ManagedOrder order, LegWrite write) {
        boolean pursuesEntry = !(write instanceof LegWrite.Cancel) && concernsEntry(order, write);
        return pursuesEntry ? !switches.stops(order.terms()) : !switches.pauses(order.terms());
    }

    private static boolean concernsEntry(ManagedOrder order, LegWrite write) {
        if (write instanceof LegWrite.Place place) {
            return place.leg() == LegKind.ENTRY;
        }
        return write instanceof LegWrite.Modify modify
                && order.of(LegKind.ENTRY).stream()
                        .anyMatch(entry -> entry.tag().equals(modify.tag()));
    }

    /** Why nothing is done for an order now; empty if no pause covers it. */
    Optional<String> pause(ManagedOrder order) {
        return pause(of(order.userId()), order.terms())
                .map(why -> "order " + order.id() + ": " + why + "; resume first, or act at the broker");
    }

    /** That a pause covers these terms; empty if none does. */
    static Optional<String> pause(Switches switches, NewManagedOrder terms) {
        return switches.pauses(terms)
                ? Optional.of("nothing is sent for user " + terms.userId() + ", account " + terms.accountId()
                        + ", strategy " + terms.strategy() + " (pause)")
                : Optional.empty();
    }
}
