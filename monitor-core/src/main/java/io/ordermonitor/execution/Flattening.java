package io.ordermonitor.execution;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.StoreException;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flattens in one act: no more entries, and everything out. Thread-safe. */
public final class Flattening {
    private static final Logger LOG = LoggerFactory.getLogger(Flattening.class);

    private final Inputs inputs;
    private final OrderIntake intake;

    Flattening(Inputs inputs, OrderIntake intake) {
        this.inputs = inputs;
        this.intake = intake;
    }

    /**
     * Sets stop-entries for what requests want flattened, before they are taken up: neither the write lock, nor the
     * broker, nor anything else of a cycle is waited for. What cannot be stored is stored when they are taken up.
     *
     * @param requests those that wait; all but FLATTEN are left alone
     * @return the switches with those that were set
     */
    public Switches halt(long userId, List<OrderRequest> requests, Switches known) {
        Switches now = known;
        for (OrderRequest request : requests) {
            SwitchScope scope = request.scope();
            if (request.kind() != OrderRequest.Kind.FLATTEN || scope == null || request.invalid() != null) {
                continue;
            }
            try {
                if (!isOfAnother(userId, scope)) {
                    now = now.with(SafetySwitch.STOP_ENTRIES, scope, true);
                    inputs.change(userId, SafetySwitch.STOP_ENTRIES, scope, true);
                }
            } catch (StoreException e) {
                LOG.warn("stop-entries not stored yet user={} request={} cause={}", userId, request.id(), e.toString());
            }
        }
        return now;
    }

    private boolean isOfAnother(long userId, SwitchScope scope) {
        return scope instanceof SwitchScope.OneAccount one
                && inputs.account(one.accountId())
                        .filter(account -> account.userId() == userId)
                        .isEmpty();
    }

    /**
     * Called by the holder of the user's write lock only. Sets stop-entries for the scope and asks every order in it
     * that is not ended to exit; the next cycle carries it out, for paused orders the first one after they are
     * resumed. Harmless if repeated.
     */
    public IntakeResult flatten(UserDesk desk, SwitchScope scope) {
        if (scope instanceof SwitchScope.OneAccount one
                && desk.account(one.accountId()).isEmpty()) {
            return new IntakeResult.Refused(
                    "account " + one.accountId() + " is not an active account of user " + desk.userId());
        }
        Switches switches = inputs.change(desk.userId(), SafetySwitch.STOP_ENTRIES, scope, true);
        List<ManagedOrder> asked = intake.exitAll(desk, scope);
        return new IntakeResult.Flattened(
                scope,
                asked,
                ids(asked, order -> switches.pauses(order.terms())),
                ids(asked, order -> desk.account(order.accountId()).isEmpty()));
    }

    private static List<Long> ids(List<ManagedOrder> orders, Predicate<ManagedOrder> which) {
        return orders.stream().filter(which).map(ManagedOrder::id).toList();
    }
}
