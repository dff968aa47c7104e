package io.ordermonitor.testkit;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.BrokerCall.Kind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One account at a broker that does what the test says. Untold, it accepts every order and lets it rest: fills,
 * rejections and all mischief come from the test. Positions follow from what its orders filled. Order events are told
 * on the thread that causes them, or on the timers where there are some. Thread-safe.
 *
 * <pre>{@code
 * FakeBroker broker = new FakeBroker(clock);
 * broker.answerNext(Kind.PLACE, FakeReply.unknownButDone().shownAfter(2));  // the reply is lost, the book lags
 * monitor.orders().submit(entry);
 * broker.lastOrder().fill(40, "1500.25");                  // a part of the entry fills
 * broker.beforeNext(Kind.CANCEL, () -> broker.order(stop).fill("1479.90")); // the stop fills during its cancel
 * broker.outage();                                         // and then the line goes down
 * assertThat(broker.calls(Kind.PLACE)).hasSize(1);
 * }</pre>
 */
public final class FakeBroker implements Broker {
    private final FakeLine line = new FakeLine();
    private final FakeCalls calls;
    private final FakeBook book;
    private final FakeWrites writes;
    private final FakePositions positions;
    private volatile BrokerProfile profile = BrokerProfile.named("fake");

    /** A broker whose calls take no time. */
    public FakeBroker(Clock clock) {
        this(clock, null, Runnable::run);
    }

    /** A broker whose calls may take time: see {@link #latency}. */
    public FakeBroker(Clock clock, ScheduledExecutorService timers) {
        this(clock, timers, timers);
    }

    private FakeBroker(Clock clock, @Nullable ScheduledExecutorService timers, Executor events) {
        this.calls = new FakeCalls(clock, timers, line);
        this.book = new FakeBook(clock, events);
        this.writes = new FakeWrites(book);
        this.positions = new FakePositions(book);
    }

    /** What the broker takes and how often; {@code BrokerProfile.named("fake")} until set. */
    public FakeBroker profile(BrokerProfile to) {
        profile = to;
        return this;
    }

    /**
     * How long each call takes; it acts half way through.
     *
     * @throws IllegalStateException if the broker was made without timers
     */
    public FakeBroker latency(Duration each) {
        calls.latency(each);
        return this;
    }

    /** What the next write is answered; said again, the one after it. */
    public FakeBroker answerNext(FakeReply reply) {
        line.script(call -> true, reply, true);
        return this;
    }

    /** What the next write of a kind is answered. */
    public FakeBroker answerNext(Kind kind, FakeReply reply) {
        line.script(call -> call.kind() == kind, reply, true);
        return this;
    }

    /** What every write is answered that fits, until {@link #restore}; replies scripted earlier come first. */
    public FakeBroker answerEvery(Predicate<BrokerCall> which, FakeReply reply) {
        line.script(which, reply, false);
        return this;
    }

    /** Something that happens right before the next call of a kind reaches the broker. */
    public FakeBroker beforeNext(Kind kind, Runnable event) {
        line.beforeNext(kind, event);
        return this;
    }

    /** The next call of a kind fails: a read with this kind, a write as not sent (or as unknown: session expired). */
    public FakeBroker failNext(Kind kind, FailureKind failure) {
        line.failNext(kind, failure);
        return this;
    }

    /** All calls of a kind fail until {@link #restore}. */
    public FakeBroker down(Kind kind, FailureKind failure) {
        line.down(kind, failure);
        return this;
    }

    /** No call reaches the broker until {@link #restore}; writes are not sent. */
    public FakeBroker outage() {
        for (Kind kind : Kind.values()) {
            line.down(kind, FailureKind.UNREACHABLE);
        }
        return this;
    }

    /** The session ends: calls say so until a login. */
    public FakeBroker expireSession() {
        line.expire();
        return this;
    }

    /** The session ends and logins fail, until {@link #restore}: a person must log in. */
    public FakeBroker requireLogin(String reason) {
        line.refuseLogin(reason);
        return this;
    }

    /** Ends every scripted reply, failure, lag and quarantine and opens the session; orders stay as they are. */
    public FakeBroker restore() {
        line.restore();
        book.restore();
        positions.restore();
        return this;
    }

    /** The next reads of the order book show it as it is now. */
    public FakeBroker bookLags(int reads) {
        book.freeze(reads);
        return this;
    }

    /** The next reads of the positions show them as they are now. */
    public FakeBroker positionsLag(int reads) {
        positions.freeze(reads);
        return this;
    }

    /** A row of the order book of this instrument cannot be understood from now on: its rows are missing, reads say so until {@link #restore}. */
    public FakeBroker quarantine(InstrumentId instrument) {
        book.quarantine(instrument);
        return this;
    }

    /** Likewise a row of the positions; the order book shows the instrument as ever. */
    public FakeBroker quarantinePositions(InstrumentId instrument) {
        positions.quarantine(instrument);
        return this;
    }

    /** Order events are told no more, or again: polling alone must do then. */
    public FakeBroker mute(boolean silent) {
        book.mute(silent);
        return this;
    }

    /** The last price of an instrument: in positions and quotes. Nothing fills or triggers by it. */
    public FakeBroker price(InstrumentId instrument, String last) {
        positions.price(instrument, new BigDecimal(last));
        return this;
    }

    /** What the account held before, or what someone else traded there; fills of its orders come on top. */
    public FakeBroker hold(Position position) {
        positions.give(position);
        return this;
    }

    /** An order that someone else placed, under a tag of his; "" if he gave none. */
    public FakeOrder placeForeign(String tag, InstrumentId instrument, Side side, Product product, OrderTerms terms) {
        return book.add(new PlaceOrder(tag, instrument, side, product, terms));
    }

    /**
     * An order by its tag (the newest that has it) or broker order id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FakeOrder order(String tagOrId) {
        return book.find(tagOrId)
                .orElseThrow(() -> new IllegalArgumentException("no order " + tagOrId + " among " + rows()));
    }

    /** All orders, oldest first. */
    public List<FakeOrder> orders() {
        return book.orders();
    }

    /** The order placed last. */
    public FakeOrder lastOrder() {
        return orders().stream().reduce((a, b) -> b).orElseThrow(() -> new IllegalStateException("nothing was placed"));
    }

    /** All orders as they truly are, oldest first; no call, and not recorded. */
    public List<BrokerOrder> rows() {
        return orders().stream().map(FakeOrder::row).toList();
    }

    /** The orders that may still fill, as they truly are. */
    public List<BrokerOrder> live() {
        return rows().stream().filter(row -> row.state().isLive()).toList();
    }

    /** The signed net quantity, as it truly is. */
    public int net(InstrumentId instrument, Product product) {
        return positions.now().stream()
                .filter(p -> p.instrument().equals(instrument) && p.product() == product)
                .mapToInt(Position::quantity)
                .sum();
    }

    /** Every call so far, in the order in which they ended. */
    public List<BrokerCall> calls() {
        return line.calls();
    }

    /** Every call of a kind so far. */
    public List<BrokerCall> calls(Kind kind) {
        return calls().stream().filter(call -> call.kind() == kind).toList();
    }

    /** Every placement, modification and cancellation so far, whatever came of it. */
    public List<BrokerCall> writes() {
        return calls().stream().filter(call -> call.kind().isWrite()).toList();
    }

    @Override
    public Read<BrokerOrder> orderBook() {
        return calls.read(Kind.ORDER_BOOK, book::show, book::quarantined);
    }

    @Override
    public Read<Position> positions() {
        return calls.read(Kind.POSITIONS, positions::show, positions::quarantined);
    }

    /** Those whose price the test set; none while the call fails. */
    @Override
    public Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> instruments) {
        return calls.quotes(() -> positions.quotes(instruments));
    }

    @Override
    public WriteResult place(PlaceOrder order) {
        return calls.write(BrokerCall.asked(order), reply -> writes.place(order, reply));
    }

    @Override
    public WriteResult modify(ModifyOrder order) {
        return calls.write(
                BrokerCall.asked(Kind.MODIFY, order.tag(), order.brokerOrderId(), order.terms()),
                reply -> writes.modify(order, reply, profile.modifyCap()));
    }

    @Override
    public WriteResult cancel(CancelOrder order) {
        return calls.write(
                BrokerCall.asked(Kind.CANCEL, order.tag(), order.brokerOrderId(), null),
                reply -> writes.cancel(order, reply));
    }

    @Override
    public Login login() {
        return calls.login();
    }

    @Override
    public Subscription subscribe(OrderEventListener listener) {
        book.subscribe(listener);
        return () -> book.unsubscribe(listener);
    }

    @Override
    public BrokerProfile profile() {
        return profile;
    }
}
