package io.ordermonitor;

import io.ordermonitor.execution.Execution;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the rows of {@code order_request} that wait, between two cycles; what fails here a cycle takes up. Thread-safe;
 * blocking.
 */
final class RequestRows {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRows.class);
    private static final Cause CAUSE = new Cause(0, "request", 0);

    private final Stores stores;
    private final Execution execution;
    private final OpenDesks desks;
    private final LongFunction<Optional<String>> whyNotNow;
    private final LeftAlone leftAlone;
    private final BiConsumer<UserDesk, IntakeResult> taken;
    private final LongConsumer lookAgain;
    private final Clock clock;

    /**
     * @param whyNotNow why no cycle would look after what a user's requests ask now, so that they wait until one does
     * @param taken is told what became of each request, under the user's write lock
     * @param lookAgain is given a user for whom a cycle is to run at once, and whose requests are to be looked at again:
     *     a pause was lifted, or entries wait until what came in before them is protected
     */
    RequestRows(
            Stores stores,
            Execution execution,
            OpenDesks desks,
            LongFunction<Optional<String>> whyNotNow,
            LeftAlone leftAlone,
            BiConsumer<UserDesk, IntakeResult> taken,
            LongConsumer lookAgain,
            Clock clock) {
        this.stores = stores;
        this.execution = execution;
        this.desks = desks;
        this.whyNotNow = whyNotNow;
        this.leftAlone = leftAlone;
        this.taken = taken;
        this.lookAgain = lookAgain;
        this.clock = clock;
    }

    /**
     * Answers the requests of a user. What a FLATTEN stops is stopped before anything is waited for: a cycle may hold
     * the user's write lock as long as his broker does not answer.
     *
     * @return true if a cycle has work for the user: he has an active account, or that could not be read
     */
    boolean takeUp(long userId) {
        try {
            execution.flattening().halt(userId, stores.requests().waiting(userId), Switches.NONE);
            return desks.with(userId, this::takeUp);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreException | TimeoutException e) {
            LOG.warn("requests wait for the next cycle user={} cause={}", userId, e.toString());
        } catch (RuntimeException e) {
            LOG.error("requests not taken up; the next cycle tries again user={}", userId, e);
        }
        return true;
    }

    private boolean takeUp(UserDesk desk, Inputs.UserInputs inputs) throws InterruptedException {
        if (inputs.accounts().isEmpty()) {
            execution.requests().refuse(desk.userId(), inputs.requests());
            leftAlone.look(desk);
            return false;
        }
        // Whoever sets or lifts a pause in the store signals it as he would a request.
        boolean resumed = desk.promptStops().follow(inputs.switches(), desk.orders());
        List<OrderRequest> waiting = whyNotNow.apply(desk.userId()).isEmpty() ? inputs.requests() : List.of();
        List<OrderRequest> due = desk.entryQuota().share(waiting, clock.instant());
        if (resumed || due.size() < waiting.size()) {
            lookAgain.accept(desk.userId());
        }
        for (OrderRequest request : due) {
            // One that failed may have made the desk forget its orders.
            desks.load(desk);
            take(desk, request);
        }
        return true;
    }

    /** A request that cannot be stored does not hold up those behind it. */
    private void take(UserDesk desk, OrderRequest request) throws InterruptedException {
        try {
            taken.accept(desk, execution.requests().take(desk, request, CAUSE));
        } catch (StoreException e) {
            LOG.warn(
                    "a request waits for the next cycle user={} request={} cause={}",
                    desk.userId(),
                    request.id(),
                    e.toString());
        }
    }
}
