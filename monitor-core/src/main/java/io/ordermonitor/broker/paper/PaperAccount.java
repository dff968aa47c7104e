package io.ordermonitor.broker.paper;

import io.ordermonitor.broker.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account at the paper exchange: its book of the day, its session, its outages. Every access first brings the book
 * up to the market clock, so that a call and a print of one instant give the same whichever comes first. What changes
 * is stored before it is shown; if the store fails, the book is read from it again. Thread-safe.
 */
final class PaperAccount {
    private static final Logger LOG = LoggerFactory.getLogger(PaperAccount.class);

    private final long accountId;
    private final PaperMarket market;
    private final PaperStore store;
    private final Supplier<Instant> clock;
    private final ScheduledExecutorService timers;
    private final OrderEvents events;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Outage> outages = new CopyOnWriteArrayList<>();
    private @Nullable AccountBook book;
    private @Nullable PaperSession session;

    PaperAccount(
            long accountId,
            PaperMarket market,
            PaperStore store,
            Supplier<Instant> clock,
            ScheduledExecutorService timers) {
        this.accountId = accountId;
        this.market = market;
        this.store = store;
        this.clock = clock;
        this.timers = timers;
        Duration delay = market.settings().eventDelay();
        this.events = new OrderEvents(accountId, timers, delay, () -> outage().isEmpty());
    }

    private record Outage(Instant from, Instant until, OutageKind kind) {
        boolean covers(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    OrderEvents events() {
        return events;
    }

    /** Reads the book as it stands now. */
    <T> T read(BiFunction<AccountBook, Instant, T> view) {
        lock.lock();
        try {
            Instant now = clock.get();
            return view.apply(current(now), now);
        } finally {
            lock.unlock();
        }
    }

    /** Writes to the book; the change is stored when this returns. */
    WriteResult write(BiFunction<AccountBook, Instant, AccountBook.Written> action) {
        lock.lock();
        try {
            Instant now = clock.get();
            AccountBook current = current(now);
            AccountBook.Written written = action.apply(current, now);
            PaperChange change = written.change();
            if (change != null) {
                save(current, List.of(change));
                followUp(change.order(), now);
            }
            return written.result();
        } finally {
            lock.unlock();
        }
    }

    /** Brings the book up to the market clock; what the store could not keep is tried again at the next access. */
    void advance() {
        try {
            read((current, now) -> current.day());
        } catch (PaperStoreException e) {
            LOG.warn(
                    "prints not taken in, tried again at the next call or print account={} reason={} cause={}",
                    accountId,
                    e.getMessage(),
                    String.valueOf(e.getCause()));
        }
    }

    /** Has a live order meet the market when it arrives. */
    @SuppressWarnings("FutureReturnValueIgnored") // it says itself what it could not do
    private void followUp(PaperOrder order, Instant now) {
        long wait = Duration.between(now, order.arrivesAt()).toNanos();
        if (order.isLive() && wait > 0) {
            try {
                timers.schedule(this::advance, wait, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.info("order {} arrives unnoticed: the exchange's timers have ended", order.brokerOrderId());
            }
        }
    }

    PaperSession session() {
        lock.lock();
        try {
            current(clock.get());
            return session == null ? PaperSession.LIVE : session;
        } finally {
            lock.unlock();
        }
    }

    void session(PaperSession now) {
        lock.lock();
        try {
            store.saveSession(accountId, now);
            session = now;
        } finally {
            lock.unlock();
        }
    }

    void addOutage(Instant from, Instant until, OutageKind kind) {
        outages.add(new Outage(from, until, kind));
    }

    Optional<OutageKind> outage() {
        Instant now = clock.get();
        return outages.stream().filter(one -> one.covers(now)).map(Outage::kind).findFirst();
    }

    private AccountBook current(Instant now) {
        LocalDate today = market.settings().session().dayOf(now);
        AccountBook current = book;
        if (current != null) {
            bringUp(current, now);
        }
        if (current == null || !current.day().equals(today)) {
            PaperDay stored = store.load(accountId, today);
            current = new AccountBook(accountId, today, market, stored);
            session = stored.session();
            book = current;
            bringUp(current, now);
            current.live().forEach(order -> followUp(order, now));
        }
        return current;
    }

    private void bringUp(AccountBook current, Instant now) {
        List<PaperChange> due = current.due(now);
        if (!due.isEmpty()) {
            save(current, due);
        }
        current.reach(now);
    }

    private void save(AccountBook current, List<PaperChange> changes) {
        try {
            store.save(changes);
        } catch (PaperStoreException e) {
            book = null;
            throw e;
        }
        for (PaperChange change : changes) {
            PaperOrder order = change.order();
            PaperOrder before = current.order(order.brokerOrderId());
            boolean triggered = order.triggered() && (before == null || !before.triggered());
            if (!change.fills().isEmpty() || triggered || order.state().isTerminal()) {
                events.tell(order.row());
            }
        }
        current.apply(changes);
    }
}
