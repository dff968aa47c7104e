package io.ordermonitor.testkit;

import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One order at a {@link FakeBroker}, to be filled, ended and misreported by hand. All methods answer the order itself,
 * so that they chain. Thread-safe.
 *
 * <pre>{@code
 * broker.order("t0k1e1").fill(40, "1500.25").cancelByExchange("no liquidity");
 * broker.order("t0k1s1").hide(1);            // one read of the book lacks it
 * }</pre>
 */
public final class FakeOrder {
    private final FakeBook book;
    private final String brokerOrderId;
    private final PlaceOrder asked;
    private final Instant createdAt;
    private final List<Distortion> distortions = new ArrayList<>();
    private OrderTerms terms;
    private int filled;
    private BigDecimal value = BigDecimal.ZERO;
    private LegState state = LegState.WORKING;
    private boolean triggered;
    private String reason = "";
    private Instant updatedAt;
    private int modifications;

    FakeOrder(FakeBook book, String brokerOrderId, PlaceOrder asked) {
        this.book = book;
        this.brokerOrderId = brokerOrderId;
        this.asked = asked;
        this.terms = asked.terms();
        this.createdAt = book.now();
        this.updatedAt = createdAt;
    }

    /** How some reads of the order book show the order. */
    private record Distortion(UnaryOperator<List<BrokerOrder>> view, int readsLeft) {}

    /** The broker's id. */
    public String brokerOrderId() {
        return brokerOrderId;
    }

    /** The client order id, "" for an order of somebody else. */
    public String tag() {
        return asked.tag();
    }

    /** The row as it truly is, whatever reads show. */
    public BrokerOrder row() {
        return book.locked(() -> row(filled, state, average()));
    }

    /**
     * Fills some units.
     *
     * @throws IllegalStateException if the order has ended or does not have so many left
     */
    public FakeOrder fill(int quantity, BigDecimal price) {
        return change(() -> {
            require(state.isLive(), "has ended: " + state);
            add(quantity, price);
            state = filled == terms.quantity() ? LegState.FILLED : LegState.PARTIAL;
        });
    }

    /** Fills some units at a price such as {@code "1500.25"}. */
    public FakeOrder fill(int quantity, String price) {
        return fill(quantity, new BigDecimal(price));
    }

    /** Fills all that is left. */
    public FakeOrder fill(String price) {
        return fill(row().remaining(), price);
    }

    /** Fills units of an order that has ended, as exchanges now and then do; it stays ended. */
    public FakeOrder fillThoughEnded(int quantity, String price) {
        return change(() -> {
            require(!state.isLive(), "has not ended: " + state);
            add(quantity, new BigDecimal(price));
        });
    }

    private void add(int quantity, BigDecimal price) {
        require(quantity > 0 && filled + quantity <= terms.quantity(), "cannot fill " + quantity + " more");
        filled += quantity;
        value = value.add(price.multiply(BigDecimal.valueOf(quantity)));
        triggered = triggered || terms.type().isStop();
    }

    /** The stop triggers; what is left of it is a limit or market order from now on, though shown as it was. */
    public FakeOrder trigger() {
        return change(() -> {
            require(terms.type().isStop() && state.isLive(), "is no waiting stop");
            triggered = true;
        });
    }

    /** The broker's risk check or the exchange rejects it. */
    public FakeOrder reject(String why) {
        return end(LegState.REJECTED, why);
    }

    /** The exchange cancels what is left. */
    public FakeOrder cancelByExchange(String why) {
        return end(LegState.CANCELLED, why);
    }

    /** The day's end takes what is left. */
    public FakeOrder expire() {
        return end(LegState.EXPIRED, "");
    }

    private FakeOrder end(LegState as, String why) {
        return change(() -> {
            require(state.isLive(), "has ended: " + state);
            state = as;
            reason = why;
        });
    }

    /** Puts it into a state that lasts until the next event, such as SENT or CANCELLING. */
    public FakeOrder to(LegState live) {
        return change(() -> {
            require(live.isLive(), live + " is no live state");
            state = live;
        });
    }

    /** The next reads of the book lack it. */
    public FakeOrder hide(int reads) {
        return distort(reads, rows -> List.of());
    }

    /** The next reads of the book show it twice. */
    public FakeOrder duplicate(int reads) {
        return distort(reads, rows -> {
            List<BrokerOrder> twice = new ArrayList<>(rows);
            twice.addAll(rows);
            return twice;
        });
    }

    /** The next reads of the book show a status that nobody knows. */
    public FakeOrder showUnknownStatus(int reads) {
        return distort(reads, rows -> List.of(row(filled, LegState.UNKNOWN, average())));
    }

    /** The next reads of the book show less filled than there is. */
    public FakeOrder showFilled(int fewer, int reads) {
        LegState as = fewer == 0 ? LegState.WORKING : LegState.PARTIAL;
        return distort(reads, rows -> List.of(row(fewer, as, fewer == 0 ? null : average())));
    }

    /** The next reads of the book do not say the average price. */
    public FakeOrder hideAverage(int reads) {
        return distort(reads, rows -> List.of(row(filled, state, null)));
    }

    /** The next reads of the book show it as it is now, whatever happens meanwhile. */
    public FakeOrder freeze(int reads) {
        List<BrokerOrder> old = List.of(row());
        return distort(reads, rows -> old);
    }

    /** Reads show it as it is. */
    public FakeOrder showTruth() {
        book.locked(() -> {
            distortions.clear();
            return true;
        });
        return this;
    }

    private FakeOrder distort(int reads, UnaryOperator<List<BrokerOrder>> view) {
        book.locked(() -> reads > 0 && distortions.add(new Distortion(view, reads)));
        return this;
    }

    /** The rows that one read shows; under the book's lock. */
    List<BrokerOrder> show() {
        List<BrokerOrder> rows = List.of(row(filled, state, average()));
        List<Distortion> left = new ArrayList<>();
        for (Distortion distortion : distortions) {
            rows = distortion.view().apply(rows);
            if (distortion.readsLeft() > 1) {
                left.add(new Distortion(distortion.view(), distortion.readsLeft() - 1));
            }
        }
        distortions.clear();
        distortions.addAll(left);
        return rows;
    }

    /** Under the book's lock, for a live order. */
    void modify(OrderTerms to) {
        terms = to;
        modifications++;
        updatedAt = book.now();
        if (filled == to.quantity()) {
            state = LegState.FILLED;
        }
    }

    /** Under the book's lock, for a live order. */
    void cancel() {
        state = LegState.CANCELLED;
        updatedAt = book.now();
    }

    int modifications() {
        return modifications;
    }

    /** What the filled units cost together. */
    BigDecimal value() {
        return value;
    }

    PlaceOrder asked() {
        return asked;
    }

    private FakeOrder change(Runnable what) {
        book.locked(() -> {
            what.run();
            updatedAt = book.now();
            return true;
        });
        book.publish(row());
        return this;
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("order " + brokerOrderId + " (" + asked.tag() + ") " + what);
        }
    }

    private @Nullable BigDecimal average() {
        return filled == 0 ? null : value.divide(BigDecimal.valueOf(filled), 4, RoundingMode.HALF_UP);
    }

    private BrokerOrder row(int units, LegState as, @Nullable BigDecimal price) {
        return new BrokerOrder(
                brokerOrderId,
                asked.tag(),
                asked.instrument(),
                asked.side(),
                asked.product(),
                terms.type(),
                terms.quantity(),
                units,
                price,
                terms.limitPrice(),
                terms.triggerPrice(),
                as,
                triggered,
                reason,
                createdAt,
                updatedAt);
    }
}
