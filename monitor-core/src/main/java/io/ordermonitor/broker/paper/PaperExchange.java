package io.ordermonitor.broker.paper;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange on paper with any number of accounts, on the market clock. Orders are checked as a broker and its
 * exchange check them, rest, trigger and fill as the market's prints pass, and expire at the close. Accounts do not
 * meet: what one does never changes another's outcome. What was answered is stored; an exchange made anew on the same
 * store goes on as if it had never stopped. Thread-safe.
 *
 * <pre>{@code
 * PricePath path = PricePath.of(MinuteBarFile.read(file));
 * PaperMarket market = PaperMarket.of(instruments, path, PaperSettings.standard());
 * try (PaperExchange exchange = new PaperExchange(clock, timers, JdbcPaperStore.open(dataSource), market)) {
 *     exchange.start();
 *     Broker broker = exchange.broker(7);
 * }
 * }</pre>
 */
public final class PaperExchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PaperExchange.class);

    private final Clock clock;
    private final ScheduledExecutorService timers;
    private final PaperStore store;
    private final PaperMarket market;
    private final Map<Long, Seat> seats = new ConcurrentSkipListMap<>();
    private volatile boolean closed;
    private volatile @Nullable ScheduledFuture<?> nextTick;

    /**
     * @param clock the market clock
     * @param timers on the market clock; latencies, prints and order events are its timers, and listeners run on it
     */
    public PaperExchange(Clock clock, ScheduledExecutorService timers, PaperStore store, PaperMarket market) {
        this.clock = clock;
        this.timers = timers;
        this.store = store;
        this.market = market;
    }

    private record Seat(PaperAccount account, PaperBroker broker) {}

    /**
     * Takes up the stored orders of today and follows the market from now on, with one timer for the next print.
     * Blocking.
     *
     * @throws PaperStoreException if the store does not answer
     */
    public void start() {
        store.accounts(market.settings().session().dayOf(now())).forEach(this::seat);
        tick();
    }

    /** Follows the market no more; calls are still answered. */
    @Override
    public void close() {
        closed = true;
        ScheduledFuture<?> timer = nextTick;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** The broker of an account; the same account gets the same instance. An account exists from its first use. */
    public Broker broker(long accountId) {
        return seat(accountId).broker();
    }

    /** Ends an account's session: reads and writes fail until it has logged in. */
    public void expireSession(long accountId) {
        account(accountId).session(PaperSession.EXPIRED);
    }

    /** Ends an account's session for good, or has a person log in. */
    public void setNeedsLogin(long accountId, boolean needsLogin) {
        account(accountId).session(needsLogin ? PaperSession.NEEDS_LOGIN : PaperSession.LIVE);
    }

    /**
     * Cuts an account's line from an instant on and up to another: reads fail, writes end unknown, order events are
     * lost. Not stored; a new exchange is told again.
     */
    public void outage(long accountId, Instant from, Instant until, OutageKind kind) {
        account(accountId).addOutage(from, until, kind);
    }

    /** Places an order as a person at the broker's terminal does: without a tag, whatever the line or the session. */
    public WriteResult placeByHand(
            long accountId, InstrumentId instrument, Side side, Product product, OrderTerms terms) {
        PlaceOrder order = new PlaceOrder("", instrument, side, product, terms);
        return account(accountId).write((book, now) -> book.place(order, now));
    }

    /** Cancels any order of an account as a person at the broker's terminal does. */
    public WriteResult cancelByHand(long accountId, String brokerOrderId) {
        return account(accountId).write((book, now) -> book.cancel(brokerOrderId, now));
    }

    /**
     * Rejects a live order as the exchange's risk system may after the broker took it. One that has filled stays.
     *
     * @return true if it was rejected
     */
    public boolean turnDown(long accountId, String brokerOrderId, String reason) {
        WriteResult result = account(accountId).write((book, now) -> book.turnDown(brokerOrderId, reason, now));
        return result instanceof WriteResult.Accepted;
    }

    /**
     * Fills an order whatever the market does, at its limit, else at the last price: between a caller's read and his
     * write, or after the order was shown as cancelled. What is missing to its quantity is the most that fills.
     *
     * @return true if it filled
     */
    public boolean fill(long accountId, String brokerOrderId, int units) {
        WriteResult result = account(accountId).write((book, now) -> book.fill(brokerOrderId, units, now));
        return result instanceof WriteResult.Accepted;
    }

    /** Today's order book as it is, without latency or outage. */
    public List<BrokerOrder> book(long accountId) {
        return account(accountId).read((book, now) -> book.rows());
    }

    /** Today's fills as they are, oldest first. */
    public List<PaperFill> fills(long accountId) {
        return account(accountId).read((book, now) -> book.fills());
    }

    /** The net positions that are not flat, as they are, without lag. */
    public List<Position> openNet(long accountId) {
        return account(accountId)
                .read((book, now) -> book.positions(now, now).stream()
                        .filter(position -> position.quantity() != 0)
                        .toList());
    }

    private PaperAccount account(long accountId) {
        return seat(accountId).account();
    }

    private Seat seat(long accountId) {
        return seats.computeIfAbsent(accountId, id -> {
            PaperAccount account = new PaperAccount(id, market, store, this::now, timers);
            return new Seat(account, new PaperBroker(id, account, market, this::now, timers));
        });
    }

    /** Stores keep microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void tick() {
        try {
            seats.values().forEach(seat -> seat.account().advance());
        } finally {
            scheduleNext();
        }
    }

    private void scheduleNext() {
        Instant now = now();
        Instant close = market.settings().session().nextClose(now);
        Instant next =
                market.path().next(now).filter(print -> print.isBefore(close)).orElse(close);
        if (!closed) {
            try {
                long delay = Duration.between(clock.instant(), next).toNanos();
                nextTick = timers.schedule(this::tick, Math.max(0, delay), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.info("the paper exchange stops: its timers have ended");
            }
        }
    }
}
