package io.ordermonitor.execution;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flattens in one act: no more entries, and everything out. Thread-safe. */
public final class Flattening {
    private static final Logger LOG = LoggerFactory.getLogger(Flattening.class);

    private final Inputs inputs;
    private final OrderIntake intake;
    /** Requests that have stopped entries; a number for each FLATTEN row that this process saw. */
    private final Map<Long, Boolean> halted = new ConcurrentHashMap<>();

    Flattening(Inputs inputs, OrderIntake intake) {
        this.inputs = inputs;
        this.intake = intake;
    }

    /**
     * Sets stop-entries for what requests want flattened, before they are taken up: neither the write lock, nor the
     * broker, nor anything else of a cycle is waited for. What cannot be stored is stored when they are taken up. A
     * request does so once: what a person lifts while it waits stays lifted until it is taken up.
     *
     * @param requests those that wait; all but FLATTEN are left alone
     * @return the switches with those that were set
     */
    public Switches halt(long userId, List<OrderRequest> requests, Switches known) {
        Switches now = known;
        for (OrderRequest request : requests) {
            SwitchScope scope = scopeOf(request);
            if (scope == null || halted.containsKey(request.id())) {
                continue;
            }
            try {
                if (!isOfAnother(userId, scope)) {
                    now = now.with(SafetySwitch.STOP_ENTRIES, scope, true);
                    haltOnce(userId, request, scope);
                }
            } catch (StoreException e) {
                LOG.warn("stop-entries not stored yet user={} request={} cause={}", userId, request.id(), e.toString());
            }
        }
        return now;
    }

    /** What a request wants flattened; null if it is another request, or none that can be read. */
    private static @Nullable SwitchScope scopeOf(OrderRequest request) {
        return request.kind() == OrderRequest.Kind.FLATTEN && request.invalid() == null ? request.scope() : null;
    }

    private void haltOnce(long userId, OrderRequest request, SwitchScope scope) {
        halted.computeIfAbsent(request.id(), id -> {
            inputs.change(userId, SafetySwitch.STOP_ENTRIES, scope, true);
            return Boolean.TRUE;
        });
    }

    /** The reason of a refused request; if it wanted something flattened, entries are stopped, and it says so. */
    String refusal(long userId, OrderRequest request, String why) {
        SwitchScope scope = scopeOf(request);
        if (scope == null || isOfAnother(userId, scope)) {
            return why;
        }
        haltOnce(userId, request, scope);
        return stopped(scope, why);
    }

    private static String stopped(SwitchScope scope, String why) {
        return "no more entries are sent (stop-entries is set for " + scope.named() + "); " + why;
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
     * resumed. Harmless if repeated. Of an account of the user that is not active, entries are stopped all the same.
     */
    public IntakeResult flatten(UserDesk desk, SwitchScope scope, Cause cause) {
        if (scope instanceof SwitchScope.OneAccount one
                && desk.account(one.accountId()).isEmpty()) {
            String why = "account " + one.accountId() + " is not an active account of user " + desk.userId();
            if (isOfAnother(desk.userId(), scope)) {
                return new IntakeResult.Refused(why);
            }
            inputs.change(desk.userId(), SafetySwitch.STOP_ENTRIES, scope, true);
            return new IntakeResult.Refused(stopped(
                    scope, why + ", so nothing is closed: enable it and flatten again, or close at the broker"));
        }
        Switches switches = inputs.change(desk.userId(), SafetySwitch.STOP_ENTRIES, scope, true);
        OrderIntake.ExitAsked exits = intake.exitAll(desk, scope, cause);
        List<ManagedOrder> asked = exits.orders();
        return new IntakeResult.Flattened(
                scope,
                asked,
                ids(asked, order -> switches.pauses(order.terms())),
                ids(asked, order -> desk.account(order.accountId()).isEmpty()),
                exits.unstored());
    }

    /** As {@link #flatten(UserDesk, SwitchScope, Cause)}, for a request; from then on it stops nothing any more. */
    IntakeResult flatten(UserDesk desk, OrderRequest request, Cause cause) {
        IntakeResult result = flatten(desk, Objects.requireNonNull(request.scope(), "scope"), cause);
        halted.put(request.id(), Boolean.TRUE);
        return result;
    }

    private static List<Long> ids(List<ManagedOrder> orders, Predicate<ManagedOrder> which) {
        return orders.stream().filter(which).map(ManagedOrder::id).toList();
    }
}
