package io.ordermonitor.broker.paper;

import static io.ordermonitor.broker.paper.PaperBench.ACCOUNT;
import static io.ordermonitor.broker.paper.PaperBench.SHARE;
import static io.ordermonitor.broker.paper.PaperBench.limit;
import static io.ordermonitor.broker.paper.PaperBench.market;
import static io.ordermonitor.broker.paper.PaperBench.minute;
import static io.ordermonitor.broker.paper.PaperBench.rupees;
import static io.ordermonitor.broker.paper.PaperBench.stopLimit;
import static io.ordermonitor.broker.paper.PaperBench.stopMarket;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Modifications, cancellations, orders by hand, and the events that all of them give. */
class OrderWritesTest {
    private static final PaperSettings PROMPT = PaperSettings.standard();

    @Test
    void aModificationReplacesQuantityAndPrice() {
        PaperBench bench = PaperBench.after("97.00");
        String id = bench.accepted(Side.BUY, limit(10, "98.00"));
        assertThat(bench.modify(id, limit(20, "97.50"))).isEqualTo(new WriteResult.Accepted(id));
        assertThat(bench.row(id).quantity()).isEqualTo(20);
        assertThat(bench.row(id).createdAt()).isEqualTo(minute(1));
        assertThat(bench.toMinute(2).row(id).averagePrice()).isEqualTo(rupees("97.5000"));
        assertThat(bench.row(id).filled()).isEqualTo(20);
    }

    @Test
    void aModificationIntoTheMarketFillsAtTheLastPrice() {
        PaperBench bench = PaperBench.after("100.10");
        String id = bench.accepted(Side.BUY, limit(10, "98.00"));
        bench.toMinute(2).modify(id, limit(10, "101.00"));
        assertThat(bench.row(id).averagePrice()).isEqualTo(rupees("100.1000"));
    }

    @Test
    void aStopBecomesALimitAndAStopAgain() {
        PaperBench bench = PaperBench.after("99.50");
        String id = bench.accepted(Side.SELL, stopLimit(10, "99.00", "98.00"));
        bench.modify(id, limit(10, "105.00"));
        assertThat(bench.row(id).type()).isEqualTo(OrderType.LIMIT);
        assertThat(bench.row(id).triggerPrice()).isNull();
        assertThat(bench.modify(id, stopLimit(10, "100.00", "99.00"))).isInstanceOf(WriteResult.Refused.class);
        assertThat(bench.modify(id, stopLimit(10, "99.50", "99.00"))).isInstanceOf(WriteResult.Accepted.class);
        assertThat(bench.toMinute(2).row(id).averagePrice()).isEqualTo(rupees("99.5000"));
    }

    @Test
    void aTriggeredStopTakesANewLimitAndStaysTriggered() {
        PaperBench bench = PaperBench.after("96.00");
        String id = bench.accepted(Side.SELL, stopLimit(10, "99.00", "98.00"));
        bench.toMinute(2);
        bench.modify(id, stopLimit(10, "99.00", "96.05"));
        assertThat(bench.row(id).triggered()).isTrue();
        assertThat(bench.row(id).filled()).isZero();
        bench.modify(id, stopLimit(10, "99.00", "96.00"));
        assertThat(bench.row(id).averagePrice()).isEqualTo(rupees("96.0000"));
    }

    @Test
    void aTriggeredStopWhoseTriggerIsMovedWaitsAnew() {
        PaperBench bench = PaperBench.after("96.00");
        String id = bench.accepted(Side.SELL, stopLimit(10, "99.00", "98.00"));
        bench.toMinute(2);
        assertThat(bench.modify(id, stopLimit(10, "96.00", "95.00"))).isInstanceOf(WriteResult.Refused.class);
        bench.modify(id, stopLimit(10, "95.95", "95.00"));
        assertThat(bench.row(id).triggered()).isFalse();
    }

    @Test
    void aModificationMayEndAnOrderAtWhatHasFilledButNotBelow() {
        PaperBench bench = PaperBench.after(100, PROMPT);
        String id = bench.accepted(Side.BUY, limit(25, "100.00"));
        assertThat(bench.row(id).filled()).isEqualTo(10);
        BrokerOrder before = bench.row(id);
        assertThat(bench.modify(id, limit(9, "100.00"))).isInstanceOf(WriteResult.Refused.class);
        assertThat(bench.row(id)).isEqualTo(before);
        bench.modify(id, limit(11, "100.00"));
        assertThat(bench.row(id).state()).isEqualTo(LegState.PARTIAL);
        bench.modify(id, limit(10, "100.00"));
        assertThat(bench.row(id).state()).isEqualTo(LegState.FILLED);
        assertThat(bench.row(id).quantity()).isEqualTo(10);
    }

    @Test
    void modifyingAgainAndAgainDoesNotFillTwiceFromOnePrint() {
        PaperBench bench = PaperBench.after(100, PROMPT, "100.00");
        String id = bench.accepted(Side.BUY, limit(25, "100.00"));
        bench.modify(id, limit(26, "100.00"));
        bench.modify(id, limit(27, "100.05"));
        assertThat(bench.row(id).filled()).isEqualTo(10);
        assertThat(bench.toMinute(2).row(id).filled()).isEqualTo(20);
    }

    @Test
    void aCancelledOrderKeepsWhatItFilled() {
        PaperBench bench = PaperBench.after(100, PROMPT, "100.00");
        String id = bench.accepted(Side.BUY, limit(25, "100.00"));
        assertThat(bench.cancel(id)).isEqualTo(new WriteResult.Accepted(id));
        BrokerOrder row = bench.toMinute(2).row(id);
        assertThat(row.state()).isEqualTo(LegState.CANCELLED);
        assertThat(row.filled()).isEqualTo(10);
        assertThat(row.averagePrice()).isEqualTo(rupees("100.0000"));
        assertThat(bench.exchange.openNet(ACCOUNT))
                .singleElement()
                .satisfies(position -> assertThat(position.quantity()).isEqualTo(10));
    }

    @Test
    void whatHasEndedTakesNeitherModificationNorCancellation() {
        PaperBench bench = PaperBench.after();
        String filled = bench.accepted(Side.BUY, market(5));
        String rejected = bench.accepted(Side.BUY, limit(5, "99.01"));
        String cancelled = bench.accepted(Side.BUY, limit(5, "99.00"));
        bench.cancel(cancelled);
        for (String id : List.of(filled, rejected, cancelled, "7000099")) {
            BrokerOrder before = id.equals("7000099") ? null : bench.row(id);
            assertThat(bench.modify(id, limit(5, "99.00"))).isInstanceOf(WriteResult.Refused.class);
            assertThat(bench.cancel(id)).isInstanceOf(WriteResult.Refused.class);
            if (before != null) {
                assertThat(bench.row(id)).isEqualTo(before);
            }
        }
        assertThat(bench.exchange.book(ACCOUNT)).hasSize(3);
    }

    @Test
    void aCancellationAtThePrintsInstantComesTooLateWhicheverRunsFirst() {
        PaperBench bench = PaperBench.after("99.00");
        String id = bench.accepted(Side.BUY, limit(10, "99.00"));
        bench.time.jump(minute(2));
        assertThat(bench.cancel(id)).isInstanceOf(WriteResult.Refused.class);
        assertThat(bench.row(id).state()).isEqualTo(LegState.FILLED);
    }

    @Test
    void aCancellationJustBeforeThePrintWins() {
        PaperBench bench = PaperBench.after("99.00");
        String id = bench.accepted(Side.BUY, limit(10, "99.00"));
        bench.time.jump(minute(2).minusNanos(1000));
        assertThat(bench.cancel(id)).isInstanceOf(WriteResult.Accepted.class);
        assertThat(bench.toMinute(2).row(id).filled()).isZero();
    }

    @Test
    void aPersonAtTheTerminalClosesAndCancels() {
        PaperBench bench = PaperBench.after();
        bench.accepted(Side.BUY, market(30));
        String stop = bench.accepted(Side.SELL, stopMarket(30, "95.00"));
        String byHand = PaperBench.id(bench.exchange.placeByHand(ACCOUNT, SHARE, Side.SELL, Product.MIS, market(30)));
        assertThat(bench.row(byHand).tag()).isEmpty();
        assertThat(bench.exchange.openNet(ACCOUNT)).isEmpty();
        bench.exchange.cancelByHand(ACCOUNT, stop);
        assertThat(bench.row(stop).state()).isEqualTo(LegState.CANCELLED);
    }

    @Test
    void fillsTriggersAndEndsAreToldLaterAndAcknowledgementsAreNot() {
        PaperBench bench = PaperBench.after(100, PROMPT, "97.00", "98.00");
        List<String> told = new ArrayList<>();
        Broker.Subscription subscription = bench.broker.subscribe(
                row -> told.add(row.brokerOrderId() + " " + row.state() + " " + row.filled() + " " + row.triggered()));
        String stop = bench.accepted(Side.SELL, stopLimit(15, "99.00", "98.00"));
        String resting = bench.accepted(Side.BUY, limit(15, "95.00"));
        bench.modify(resting, limit(15, "95.05"));
        bench.time.to(minute(1).plusSeconds(30));
        assertThat(told).isEmpty();
        bench.cancel(resting);
        String rejected = bench.accepted(Side.BUY, limit(15, "95.01"));
        bench.time.to(minute(1).plusSeconds(30).plusMillis(199));
        assertThat(told).isEmpty();
        bench.time.to(minute(1).plusSeconds(30).plusMillis(200));
        assertThat(told).containsExactly(resting + " CANCELLED 0 false", rejected + " REJECTED 0 false");
        told.clear();
        bench.time.to(minute(3).plusSeconds(1));
        assertThat(told).containsExactly(stop + " WORKING 0 true", stop + " PARTIAL 10 true");
        told.clear();
        subscription.close();
        bench.cancel(stop);
        bench.toMinute(4);
        assertThat(told).isEmpty();
    }

    @Test
    void aListenerThatThrowsDoesNotSilenceTheOthers() {
        PaperBench bench = PaperBench.after(100, PaperSettings.standard().withDelays(Duration.ZERO, Duration.ZERO));
        List<LegState> told = new ArrayList<>();
        bench.broker.subscribe(row -> {
            throw new IllegalStateException("on purpose");
        });
        bench.broker.subscribe(row -> told.add(row.state()));
        bench.accepted(Side.BUY, market(1));
        bench.toMinute(2);
        assertThat(told).containsExactly(LegState.FILLED);
    }

    @Test
    void oneTimerWaitsForTheNextPrintHoweverManyThereAre() {
        PaperBench bench = PaperBench.after("100", "100", "100", "100");
        assertThat(bench.time.waiting()).isEqualTo(1);
        bench.toMinute(3);
        assertThat(bench.time.waiting()).isEqualTo(1);
        bench.exchange.close();
        assertThat(bench.time.waiting()).isZero();
    }
}
