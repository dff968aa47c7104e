package io.ordermonitor;

import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeoutException;

/**
 * Opens a user's desk for whoever does something for him: under his write lock, with his orders of today and with what
 * is stored of his accounts now. Thread-safe; blocking.
 */
final class OpenDesks {
    private final Stores stores;
    private final Desks desks;
    private final Clock clock;
    private final ZoneId zone;

    OpenDesks(Stores stores, Desks desks, Clock clock, ZoneId zone) {
        this.stores = stores;
        this.desks = desks;
        this.clock = clock;
        this.zone = zone;
    }

    /** What is done at an open desk. */
    interface Work<T> {
        T at(UserDesk desk, Inputs.UserInputs inputs) throws InterruptedException;
    }

    /**
     * Does something at the user's desk; waits for his cycle, if one runs.
     *
     * @throws TimeoutException if the write lock was not free in time: nothing was done
     */
    <T> T with(long userId, Work<T> work) throws InterruptedException, TimeoutException {
        UserDesk desk = desks.of(userId);
        try {
            return desk.locked(() -> {
                load(desk);
                Inputs.UserInputs inputs = stores.inputs().read(userId, desk.instruments());
                desk.accounts(inputs.accounts());
                return done(desk, inputs, work);
            });
        } catch (InterruptedException | TimeoutException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Work that throws may have stored, or sent, what the desk does not know: it reads the store again. */
    private static <T> T done(UserDesk desk, Inputs.UserInputs inputs, Work<T> work) throws InterruptedException {
        boolean done = false;
        try {
            T result = work.at(desk, inputs);
            done = true;
            return result;
        } finally {
            if (!done) {
                desk.forget();
            }
        }
    }

    /** Reads the orders again if the desk has forgotten them; for the holder of the write lock. */
    void load(UserDesk desk) {
        Instant now = clock.instant();
        desk.load(stores, LocalDate.ofInstant(now, zone), now);
    }
}
