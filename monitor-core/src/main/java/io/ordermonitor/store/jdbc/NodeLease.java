package io.ordermonitor.store.jdbc;

import io.ordermonitor.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of one process on a whole database (spec 9, {@code cluster: off}). It stands for a term by the database's
 * time and is to be renewed well before it ends. This process counts the term by its own monotonic clock, from before
 * it asked, less a tenth: so it stops before anybody else may begin, also when the database does not answer. Where it
 * answers again in time, and nobody took the lease meanwhile, the lease stands again.
 *
 * <p>Thread-safe, but for {@link #renew}, which one thread calls. Everything blocks but {@link #isHeld}.
 *
 * <pre>{@code
 * if (NodeLease.take(dataSource, node, Terms.standard(), gone, System::nanoTime) instanceof Taken taken) {
 *     timers.scheduleWithFixedDelay(() -> handle(taken.lease().renew()), 5, 5, SECONDS);
 * }
 * }</pre>
 */
public final class NodeLease {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
    private static final int MARGIN = 10;

    private final NodeTable table;
    private final Node node;
    private final Terms terms;
    private final LongSupplier nanos;
    private volatile long heldUntil;
    private volatile boolean lost;
    private volatile boolean doubtful;

    private NodeLease(NodeTable table, Node node, Terms terms, LongSupplier nanos, long heldUntil) {
        this.table = table;
        this.node = node;
        this.terms = terms;
        this.nanos = nanos;
        this.heldUntil = heldUntil;
    }

    /**
     * How long a lease stands.
     *
     * @param term for how long it is given
     * @param renewal how often it is renewed, at least twice a term
     */
    public record Terms(Duration term, Duration renewal) {
        public Terms {
            if (renewal.isNegative()
                    || renewal.isZero()
                    || renewal.multipliedBy(2).compareTo(term) > 0) {
                throw new IllegalArgumentException("a lease of " + term + " is renewed at least twice in that time");
            }
        }

        /** 15 s, renewed every 5 s. */
        public static Terms standard() {
            return new Terms(Duration.ofSeconds(15), Duration.ofSeconds(5));
        }
    }

    /** What came of prolonging the lease. */
    public enum Renewal {
        /** It stands, and stood all the while. */
        STANDS,
        /** It stands after it had run out; nobody took it meanwhile. */
        STANDS_AGAIN,
        /** The database did not answer, or not in time: a later call may succeed. */
        UNANSWERED,
        /** Another process took it: this one must end, and never holds it again. */
        LOST
    }

    /** What came of asking for the lease. */
    public sealed interface Attempt {
        /** It stands from now on. */
        record Taken(NodeLease lease) implements Attempt {}

        /** Another process holds it. */
        record Refused(NodeHolder holder) implements Attempt {}
    }

    /**
     * Asks for the lease of a database once.
     *
     * @param isGone true if it is certain that a process has ended: then its lease is taken before its term is over
     * @param nanos the monotonic clock
     * @throws StoreException if the database does not answer
     */
    public static Attempt take(
            DataSource dataSource, Node node, Terms terms, Predicate<Node> isGone, LongSupplier nanos) {
        NodeTable table = new NodeTable(dataSource);
        long asked = nanos.getAsLong();
        Optional<NodeHolder> holder = table.take(node, terms.term(), isGone);
        if (holder.isPresent()) {
            return new Attempt.Refused(holder.get());
        }
        LOG.info("lease taken node={} pid={} host={}", node.id(), node.pid(), node.host());
        return new Attempt.Taken(new NodeLease(table, node, terms, nanos, asked + length(terms)));
    }

    /** The process that serves a database now; empty if there is none. */
    public static Optional<NodeHolder> holder(DataSource dataSource) {
        return last(dataSource).filter(NodeHolder::live);
    }

    /** Who serves a database, or served it last and did not give its lease back; empty if there is none. */
    public static Optional<NodeHolder> last(DataSource dataSource) {
        return new NodeTable(dataSource).holder();
    }

    private static long length(Terms terms) {
        return terms.term().minus(terms.term().dividedBy(MARGIN)).toNanos();
    }

    /** True while the lease stands. */
    public boolean isHeld() {
        return !lost && heldUntil - nanos.getAsLong() > 0;
    }

    /**
     * Prolongs the lease. A database that does not answer changes nothing: the lease runs out by itself, and stands
     * again when a later call succeeds. An answer that came too late is asked for once more at once: whoever stood still
     * meanwhile goes on without a further wait.
     */
    public Renewal renew() {
        long asked = nanos.getAsLong();
        try {
            Renewal first = renewed(asked);
            return first == Renewal.UNANSWERED ? renewed(nanos.getAsLong()) : first;
        } catch (StoreException e) {
            if (!doubtful) {
                LOG.warn(
                        "lease not renewed, nothing is monitored once it ends node={} cause={}",
                        node.id(),
                        e.toString());
            }
            doubtful = true;
            return lost ? Renewal.LOST : Renewal.UNANSWERED;
        }
    }

    private Renewal renewed(long asked) {
        if (!table.renew(node.id(), terms.term())) {
            lost = true;
        }
        return lost ? Renewal.LOST : prolonged(asked + length(terms));
    }

    private Renewal prolonged(long until) {
        long before = heldUntil;
        heldUntil = until;
        // Looked at after it is set: whoever found it run out before is told that it is back.
        long now = nanos.getAsLong();
        boolean ranOut = before - now <= 0;
        boolean stands = until - now > 0;
        if (stands && (doubtful || ranOut)) {
            LOG.warn("lease renewed again node={} ran_out={}", node.id(), ranOut);
        }
        doubtful = !stands;
        if (!stands) {
            return Renewal.UNANSWERED;
        }
        return ranOut ? Renewal.STANDS_AGAIN : Renewal.STANDS;
    }

    /** Gives the lease back: the next process need not wait. */
    public void release() {
        lost = true;
        table.release(node.id());
        LOG.info("lease given back node={}", node.id());
    }
}
