package io.ordermonitor.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Broker} does. An implementation inherits this and says how its broker is opened, how the market
 * moves, and how the line breaks.
 */
public abstract class BrokerContract extends BrokerTrial {
    /** For subclasses. */
    protected BrokerContract() {}

    @Test
    void aPlacedOrderIsInTheBookUnderItsTagWithItsTerms() {
        Instant before = clock().instant();
        BrokerOrder row = row(placed(TAG));

        assertThat(row.tag()).isEqualTo(TAG);
        assertThat(row.instrument()).isEqualTo(INSTRUMENT);
        assertThat(row.side()).isEqualTo(Side.BUY);
        assertThat(row.product()).isEqualTo(Product.MIS);
        assertThat(new OrderTerms(row.type(), row.quantity(), row.limitPrice(), row.triggerPrice()).matches(TERMS))
                .isTrue();
        assertThat(row.filled()).isZero();
        assertThat(row.state()).isEqualTo(LegState.WORKING);
        assertThat(row.createdAt()).isBetween(before.minusSeconds(1), clock().instant());
    }

    @Test
    void tagsComeBackExactly() {
        placed("t0kzzzzzzzzze1zz");
        placed("a");

        assertThat(book()).extracting(BrokerOrder::tag).containsExactlyInAnyOrder("t0kzzzzzzzzze1zz", "a");
    }

    @Test
    void aTagIsALabelAndARepeatIsASecondOrder() {
        String first = placed(TAG);
        String second = placed(TAG);

        assertThat(second).isNotEqualTo(first);
        assertThat(book()).extracting(BrokerOrder::tag).containsExactly(TAG, TAG);
    }

    @Test
    void aReadSaysWhenItBeganAndEnded() {
        Instant before = clock().instant().minusMillis(1);

        Read<BrokerOrder> orders = broker.orderBook();
        Read<Position> positions = broker.positions();

        Read.Fresh<BrokerOrder> book = (Read.Fresh<BrokerOrder>) orders;
        assertThat(book.startedAt()).isBetween(before, book.endedAt());
        assertThat(book.endedAt()).isBeforeOrEqualTo(clock().instant());
        assertThat(book.quarantined()).isEmpty();
        Read.Fresh<Position> net = (Read.Fresh<Position>) positions;
        assertThat(net.startedAt()).isBetween(before, net.endedAt());
    }

    @Test
    void aModifiedOrderShowsItsNewTerms() {
        String id = placed(TAG);
        Instant createdAt = row(id).createdAt();
        OrderTerms to = OrderTerms.limit(70, new BigDecimal("1495.50"));

        assertThat(broker.modify(new ModifyOrder(TAG, id, to))).isInstanceOf(WriteResult.Accepted.class);
        pass(Duration.ofSeconds(1));

        BrokerOrder row = row(id);
        assertThat(row.quantity()).isEqualTo(70);
        assertThat(row.limitPrice()).isEqualByComparingTo("1495.50");
        assertThat(row.state()).isEqualTo(LegState.WORKING);
        assertThat(row.createdAt()).isEqualTo(createdAt);
        assertThat(book()).hasSize(1);
    }

    @Test
    void anOrderFillsInPartsAndItsFilledQuantityNeverFalls() {
        String id = placed(TAG);
        filled(TAG, 40);

        BrokerOrder part = row(id);
        assertThat(part.state()).isEqualTo(LegState.PARTIAL);
        assertThat(part.filled()).isEqualTo(40);
        assertThat(part.remaining()).isEqualTo(60);
        assertThat(Objects.requireNonNull(part.averagePrice())).isPositive().isLessThanOrEqualTo(PRICE);
        filled(TAG, 60);

        BrokerOrder whole = row(id);
        assertThat(whole.state()).isEqualTo(LegState.FILLED);
        assertThat(whole.filled()).isEqualTo(100);
        assertThat(whole.remaining()).isZero();
        assertThat(whole.createdAt()).isEqualTo(part.createdAt());
    }

    @Test
    void theQuantityOfAModificationIncludesWhatHasFilled() {
        String id = placed(TAG);
        filled(TAG, 40);

        assertThat(broker.modify(new ModifyOrder(TAG, id, TERMS.withQuantity(70))))
                .isInstanceOf(WriteResult.Accepted.class);
        pass(Duration.ofSeconds(1));

        assertThat(row(id).quantity()).isEqualTo(70);
        assertThat(row(id).filled()).isEqualTo(40);
        assertThat(row(id).remaining()).isEqualTo(30);
    }

    @Test
    void aCancelledOrderKeepsWhatItFilled() {
        String id = placed(TAG);
        filled(TAG, 40);
        cancelled(id);

        assertThat(row(id).state()).isEqualTo(LegState.CANCELLED);
        assertThat(row(id).filled()).isEqualTo(40);
        assertThat(row(id).remaining()).isZero();
    }

    @Test
    void anOrderThatHasEndedTakesNoModificationAndNoCancellation() {
        String id = placed(TAG);
        cancelled(id);
        BrokerOrder before = row(id);

        assertThat(broker.modify(new ModifyOrder(TAG, id, TERMS.withQuantity(50))))
                .isInstanceOf(WriteResult.Refused.class);
        assertThat(broker.cancel(new CancelOrder(TAG, id))).isInstanceOf(WriteResult.Refused.class);

        assertThat(row(id)).isEqualTo(before);
    }

    @Test
    void anUnknownOrderIsRefused() {
        placed(TAG);

        assertThat(broker.modify(new ModifyOrder(TAG, "999999999", TERMS))).isInstanceOf(WriteResult.Refused.class);
        assertThat(broker.cancel(new CancelOrder(TAG, "999999999"))).isInstanceOf(WriteResult.Refused.class);

        assertThat(book()).extracting(BrokerOrder::state).containsExactly(LegState.WORKING);
    }

    @Test
    void positionsFollowTheFills() {
        placed(TAG);
        filled(TAG, 40);
        pass(broker.profile().settleWindow());

        Read.Fresh<Position> positions = (Read.Fresh<Position>) broker.positions();
        assertThat(positions.rows()).singleElement().satisfies(position -> {
            assertThat(position.instrument()).isEqualTo(INSTRUMENT);
            assertThat(position.product()).isEqualTo(Product.MIS);
            assertThat(position.quantity()).isEqualTo(40);
            assertThat(position.averagePrice()).isPositive();
        });
    }

    @Test
    void anExpiredSessionFailsEveryReadUntilALogin() {
        placed(TAG);
        expireSession();

        assertThat(broker.orderBook())
                .isInstanceOfSatisfying(
                        Read.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SESSION_EXPIRED));
        assertThat(broker.positions())
                .isInstanceOfSatisfying(
                        Read.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SESSION_EXPIRED));
        assertThat(broker.login().ok()).isTrue();
        assertThat(book()).hasSize(1);
    }

    @Test
    void aWriteUnderAnExpiredSessionSaysSoAndChangesNothing() {
        expireSession();

        assertThat(broker.place(buy(TAG)))
                .isInstanceOfSatisfying(
                        WriteResult.Unknown.class,
                        unknown -> assertThat(unknown.sessionExpired()).isTrue());

        assertThat(broker.login().ok()).isTrue();
        assertThat(book()).isEmpty();
    }

    @Test
    void whileTheLineIsDownReadsFailAndWritesAreNeverTakenForDone() {
        placed(TAG);
        cut(true);

        assertThat(broker.orderBook())
                .isInstanceOfSatisfying(
                        Read.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FailureKind.UNREACHABLE));
        assertThat(broker.positions().isFresh()).isFalse();
        assertThat(broker.place(buy("t0k2e1"))).isInstanceOfAny(WriteResult.NotSent.class, WriteResult.Unknown.class);
        assertThat(broker.login().ok()).isFalse();

        cut(false);
        assertThat(book()).extracting(BrokerOrder::tag).contains(TAG);
    }

    @Test
    void aListenerHearsFillsUntilItIsClosed() {
        List<BrokerOrder> heard = new CopyOnWriteArrayList<>();
        Broker.Subscription subscription = broker.subscribe(heard::add);
        String id = placed(TAG);
        filled(TAG, 40);

        assertThat(heard).anySatisfy(row -> {
            assertThat(row.brokerOrderId()).isEqualTo(id);
            assertThat(row.tag()).isEqualTo(TAG);
            assertThat(row.filled()).isEqualTo(40);
        });
        subscription.close();
        int before = heard.size();
        filled(TAG, 60);
        assertThat(heard).hasSize(before);
    }

    @Test
    void theProfileSaysWhatTheMonitorNeeds() {
        assertThat(broker.profile().name()).isNotBlank();
        assertThat(broker.profile().settleWindow()).isPositive();
        assertThat(broker.profile().absenceSpacing()).isPositive();
        assertThat(broker.profile().writesPerSecond()).isPositive();
        assertThat(broker.profile().modifyCap()).isGreaterThan(2);
    }
}
