package io.ordermonitor.netty.server;

import io.ordermonitor.loop.MonitorLease;
import io.ordermonitor.store.jdbc.Node;
import io.ordermonitor.store.jdbc.NodeHolder;
import io.ordermonitor.store.jdbc.NodeLease;
import io.ordermonitor.store.jdbc.NodeLease.Attempt;
import io.ordermonitor.store.jdbc.NodeLease.Terms;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of this process on its database, for all users alike, renewed on a thread of its own by the wall clock.
 * Thread-safe.
 */
public final class ProcessLease implements MonitorLease, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessLease.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);

    private final NodeLease lease;
    private final Runnable lost;
    private final List<Runnable> back = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isLost = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease");
        thread.setDaemon(true);
        return thread;
    });

    private ProcessLease(NodeLease lease, Runnable lost) {
        this.lease = lease;
        this.lost = lost;
    }

    /**
     * Takes the lease and keeps it. Blocking.
     *
     * @param zone in which times are told
     * @param lost is run once if another process takes it
     * @throws IllegalStateException if another process holds it; the message says which
     */
    public static ProcessLease take(DataSource database, Node node, ZoneId zone, Runnable lost) {
        return take(database, node, Terms.standard(), zone, lost);
    }

    /** As the other, for another term. */
    static ProcessLease take(DataSource database, Node node, Terms terms, ZoneId zone, Runnable lost) {
        Attempt attempt = NodeLease.take(database, node, terms, ThisProcess::isGone, System::nanoTime);
        if (attempt instanceof Attempt.Refused refused) {
            throw new IllegalStateException(sentence(refused.holder(), zone));
        }
        ProcessLease taken = new ProcessLease(((Attempt.Taken) attempt).lease(), lost);
        long every = terms.renewal().toMillis();
        taken.timer.scheduleWithFixedDelay(taken::renew, every, every, TimeUnit.MILLISECONDS);
        return taken;
    }

    /** Who serves a database, and what to do about it. */
    static String sentence(NodeHolder holder, ZoneId zone) {
        return "this database is served by another process: pid "
                + holder.node().pid() + " on host " + holder.node().host() + " since "
                + at(holder.since(), zone)
                + "; stop it, or give this one another database (if it has ended already, its"
                + " lease runs out at " + at(holder.until(), zone) + ")";
    }

    private static String at(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    /** Whatever goes wrong, the next renewal comes. */
    private void renew() {
        try {
            renewed();
        } catch (RuntimeException e) {
            LOG.error("the lease was not looked after, it is tried again", e);
        }
    }

    private void renewed() {
        switch (lease.renew()) {
            case LOST -> end();
            case STANDS_AGAIN -> back.forEach(ProcessLease::tell);
            case STANDS, UNANSWERED -> {}
        }
    }

    private static void tell(Runnable isBack) {
        try {
            isBack.run();
        } catch (RuntimeException e) {
            LOG.error("one was not told that the lease stands again, it asks for it by itself later", e);
        }
    }

    private void end() {
        if (isLost.compareAndSet(false, true)) {
            timer.shutdown();
            LOG.error("another process took the lease: this one ends, look which one is meant to run");
            lost.run();
        }
    }

    @Override
    public void whenBack(Runnable then) {
        back.add(then);
    }

    /** Throws {@link IllegalStateException} if another process took the lease. */
    public void check() {
        if (isLost.get()) {
            throw new IllegalStateException(
                    "another process serves this database now: it took the lease when this one did not renew it in"
                            + " time; this one ends");
        }
    }

    @Override
    public boolean acquire(long userId) {
        return lease.isHeld();
    }

    /** The lease is the process's, whatever users it has. */
    @Override
    public void release(long userId) {}

    @Override
    public boolean isHeld(long userId) {
        return lease.isHeld();
    }

    /** Gives it back. */
    @Override
    public void close() {
        timer.shutdownNow();
        if (!isLost.get()) {
            lease.release();
        }
    }
}
