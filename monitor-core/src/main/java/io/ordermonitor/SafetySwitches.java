package io.ordermonitor;

import io.ordermonitor.execution.Execution;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The safety switches (spec 2): for a user, one of his accounts or a strategy. They are stored, count from the next
 * write to a broker on, in every process, and stay until a person lifts them. Thread-safe; blocking.
 *
 * <pre>{@code
 * monitor.safety().stopEntries(userId, SwitchScope.everything());     // the kill switch
 * monitor.safety().pause(userId, SwitchScope.account(accountId));     // hands off: no stop-loss is placed either
 * monitor.safety().flatten(userId, SwitchScope.strategy("breakout")); // no more entries, and everything out
 * }</pre>
 */
public final class SafetySwitches {
    private static final Logger LOG = LoggerFactory.getLogger(SafetySwitches.class);

    private final Stores stores;
    private final Execution execution;
    private final OpenDesks desks;
    private final BiConsumer<UserDesk, ManagedOrder> flattened;
    private final LongConsumer resumed;

    /**
     * @param flattened is given each order that was asked to exit, under the user's write lock
     * @param resumed is given the user for whom something is sent again
     */
    SafetySwitches(
            Stores stores,
            Execution execution,
            OpenDesks desks,
            BiConsumer<UserDesk, ManagedOrder> flattened,
            LongConsumer resumed) {
        this.stores = stores;
        this.execution = execution;
        this.desks = desks;
        this.flattened = flattened;
        this.resumed = resumed;
    }

    /** What became of a flatten; stop-entries is set in any case. */
    public sealed interface FlattenResult {
        /**
         * Every order of the scope that is not ended was asked to exit; the next cycle, asked for at once, carries it out.
         *
         * @param orders their ids
         * @param paused ids of those that wait until they are resumed
         * @param inactive ids of those on accounts that are not active: nothing is sent, close them at the broker
         * @param unstored by id, why what was asked of some of them could not be stored: it holds as long as this process
         *     runs, and the next cycle tries to store it again
         */
        record Asked(List<Long> orders, List<Long> paused, List<Long> inactive, Map<Long, String> unstored)
                implements FlattenResult {
            public Asked {
                orders = List.copyOf(orders);
                paused = List.copyOf(paused);
                inactive = List.copyOf(inactive);
                unstored = Map.copyOf(unstored);
            }
        }

        /** No order was asked; the reason says what, which and what next. */
        record Refused(String reason) implements FlattenResult {}
    }

    /**
     * The kill switch: no entry is sent, regenerated or followed; exits and cancels pass, resting entries stay.
     *
     * @return the switches as they stand then
     */
    public Switches stopEntries(long userId, SwitchScope scope) {
        return change(userId, SafetySwitch.STOP_ENTRIES, scope, true);
    }

    /** Lifts stop-entries where it was set for this scope; those set for other scopes stay. */
    public Switches allowEntries(long userId, SwitchScope scope) {
        return change(userId, SafetySwitch.STOP_ENTRIES, scope, false);
    }

    /**
     * Writes nothing to a broker any more, no stop-loss either; what rests there stays, everything is still read, shown
     * and alarmed. What is asked of paused orders is refused.
     */
    public Switches pause(long userId, SwitchScope scope) {
        return change(userId, SafetySwitch.PAUSE, scope, true);
    }

    /**
     * Lifts the pause where it was set for this scope, and asks for a cycle, which tries the stop-losses that are missing
     * there without a further wait; pauses of other scopes stay.
     */
    public Switches resume(long userId, SwitchScope scope) {
        Switches now = change(userId, SafetySwitch.PAUSE, scope, false);
        execution.desks().of(userId).promptStops().lifted(scope);
        resumed.accept(userId);
        return now;
    }

    /**
     * In one act: sets stop-entries for the scope, at once, and asks every order in it to exit, as
     * {@link ManagedOrders#exitNow} does. Returns when they are asked, which may wait for the user's cycle to end;
     * harmless if repeated. Like any exit it needs a loop to be carried out.
     */
    public FlattenResult flatten(long userId, SwitchScope scope) throws InterruptedException {
        change(userId, SafetySwitch.STOP_ENTRIES, scope, true);
        IntakeResult result;
        try {
            result = desks.with(userId, (desk, inputs) -> flattenLocked(desk, scope));
        } catch (TimeoutException e) {
            return new FlattenResult.Refused(
                    "user " + userId + " is busy: " + e.getMessage() + "; his entries are stopped, flatten again");
        }
        if (result instanceof IntakeResult.Flattened done) {
            LOG.info(
                    "flattened user={} scope={} orders={}",
                    userId,
                    scope.named(),
                    done.orders().size());
            return new FlattenResult.Asked(
                    done.orders().stream().map(ManagedOrder::id).toList(),
                    done.paused(),
                    done.inactive(),
                    done.unstored());
        }
        return new FlattenResult.Refused(((IntakeResult.Refused) result).reason());
    }

    private IntakeResult flattenLocked(UserDesk desk, SwitchScope scope) {
        IntakeResult result = execution.flattening().flatten(desk, scope, Cause.asked("flatten"));
        if (result instanceof IntakeResult.Flattened done) {
            done.orders().forEach(order -> flattened.accept(desk, order));
        }
        return result;
    }

    /** The user's switches. */
    public Switches current(long userId) {
        return stores.inputs().gate(userId).switches();
    }

    private Switches change(long userId, SafetySwitch which, SwitchScope scope, boolean on) {
        Switches now = stores.inputs().change(userId, which, scope, on);
        LOG.info("switch {} {} user={} scope={}", which, on ? "set" : "lifted", userId, scope.named());
        return now;
    }
}
