package io.ordermonitor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.BrokerCall.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FakeBrokerTest {
    private static final InstrumentId RELIANCE = InstrumentId.parse("NSECM:2885");
    private static final OrderTerms TERMS = OrderTerms.limit(100, new BigDecimal("1500.00"));
    private static final OrderTerms STOP =
            OrderTerms.stopLimit(100, new BigDecimal("1480.00"), new BigDecimal("1472.60"));

    private final VirtualTime time = VirtualTime.at("2026-11-20T12:00:00");
    private final FakeBroker broker = new FakeBroker(time);

    private WriteResult place(String tag) {
        return broker.place(new PlaceOrder(tag, RELIANCE, Side.BUY, Product.MIS, TERMS));
    }

    private String placed(String tag) {
        assertThat(place(tag)).isInstanceOf(WriteResult.Accepted.class);
        return broker.order(tag).brokerOrderId();
    }

    private List<BrokerOrder> book() {
        return ((Read.Fresh<BrokerOrder>) broker.orderBook()).rows();
    }

    private List<Position> positions() {
        return ((Read.Fresh<Position>) broker.positions()).rows();
    }

    @Test
    void aScriptedRefusalHappensOnceAndLeavesNoOrder() {
        broker.answerNext(FakeReply.refused("margin exceeds"));

        assertThat(place("a")).isEqualTo(new WriteResult.Refused("margin exceeds"));
        assertThat(place("b")).isInstanceOf(WriteResult.Accepted.class);

        assertThat(book()).extracting(BrokerOrder::tag).containsExactly("b");
    }

    @Test
    void aWriteThatWasNotSentLeavesNoOrder() {
        broker.answerNext(Kind.PLACE, FakeReply.notSent(FailureKind.RATE_LIMITED));

        assertThat(place("a"))
                .isInstanceOfSatisfying(
                        WriteResult.NotSent.class, n -> assertThat(n.kind()).isEqualTo(FailureKind.RATE_LIMITED));
        assertThat(book()).isEmpty();
    }

    @Test
    void anUnknownWriteIsInTheBookOrNotAsScripted() {
        broker.answerNext(FakeReply.unknownButDone()).answerNext(FakeReply.unknownAndLost());

        assertThat(place("in")).isInstanceOf(WriteResult.Unknown.class);
        assertThat(place("lost")).isInstanceOf(WriteResult.Unknown.class);

        assertThat(book()).extracting(BrokerOrder::tag).containsExactly("in");
    }

    @Test
    void anAcceptedOrderMayBeShownRejectedInTheBook() {
        broker.answerNext(FakeReply.accepted().thenRejected("price band"));

        assertThat(place("a")).isInstanceOf(WriteResult.Accepted.class);

        assertThat(book()).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(LegState.REJECTED);
            assertThat(row.reason()).isEqualTo("price band");
        });
    }

    @Test
    void aPlacementMayReachTheBookLate() {
        broker.answerNext(FakeReply.unknownButDone().shownAfter(2));
        place("a");

        assertThat(book()).isEmpty();
        assertThat(book()).isEmpty();
        assertThat(book()).extracting(BrokerOrder::tag).containsExactly("a");
    }

    @Test
    void aModificationMayReachTheBookLate() {
        String id = placed("a");
        broker.answerNext(Kind.MODIFY, FakeReply.accepted().shownAfter(1));
        broker.modify(new ModifyOrder("a", id, TERMS.withQuantity(70)));

        assertThat(book()).extracting(BrokerOrder::quantity).containsExactly(100);
        assertThat(book()).extracting(BrokerOrder::quantity).containsExactly(70);
    }

    @Test
    void anExpiredSessionMayShowFirstAtAWrite() {
        broker.answerNext(FakeReply.sessionExpired());

        assertThat(place("a")).isEqualTo(new WriteResult.Unknown("session expired, as scripted", true));
        assertThat(broker.orderBook()).isInstanceOf(Read.Failed.class);
        assertThat(broker.login().ok()).isTrue();
        assertThat(book()).isEmpty();
    }

    @Test
    void whoMustLogInByHandFailsWithThatKind() {
        broker.requireLogin("two-factor");

        assertThat(broker.login().reason()).isEqualTo("two-factor");
        assertThat(broker.positions())
                .isInstanceOfSatisfying(
                        Read.Failed.class, f -> assertThat(f.kind()).isEqualTo(FailureKind.NEEDS_LOGIN));
        broker.restore();
        assertThat(broker.positions().isFresh()).isTrue();
    }

    @Test
    void oneReadMayFailAndTheOtherNot() {
        broker.failNext(Kind.POSITIONS, FailureKind.RATE_LIMITED);

        assertThat(broker.orderBook().isFresh()).isTrue();
        assertThat(broker.positions())
                .isInstanceOfSatisfying(
                        Read.Failed.class, f -> assertThat(f.kind()).isEqualTo(FailureKind.RATE_LIMITED));
        assertThat(broker.positions().isFresh()).isTrue();
    }

    @Test
    void aRowMayBeMissingForOneReadOrShownTwice() {
        placed("a");
        broker.order("a").hide(1);
        assertThat(book()).isEmpty();
        assertThat(book()).hasSize(1);

        broker.order("a").duplicate(1);
        assertThat(book()).extracting(BrokerOrder::tag).containsExactly("a", "a");
        assertThat(book()).hasSize(1);
    }

    @Test
    void aRowMayShowLessFilledAnUnknownStatusOrNoAverage() {
        placed("a");
        broker.order("a").fill(40, "1500").showFilled(10, 1);
        assertThat(book()).extracting(BrokerOrder::filled).containsExactly(10);
        assertThat(book()).extracting(BrokerOrder::filled).containsExactly(40);

        broker.order("a").showUnknownStatus(1);
        assertThat(book()).extracting(BrokerOrder::state).containsExactly(LegState.UNKNOWN);
        broker.order("a").hideAverage(1);
        assertThat(book()).allMatch(row -> row.averagePrice() == null);
        assertThat(book()).allMatch(row -> row.averagePrice() != null && row.state() == LegState.PARTIAL);
    }

    @Test
    void theWholeBookMayLag() {
        placed("a");
        broker.bookLags(2);
        broker.order("a").fill("1500");
        placed("b");

        assertThat(book()).extracting(BrokerOrder::filled).containsExactly(0);
        assertThat(book()).extracting(BrokerOrder::filled).containsExactly(0);
        assertThat(book()).extracting(BrokerOrder::filled).containsExactly(100, 0);
    }

    @Test
    void positionsMayLagFills() {
        placed("a");
        broker.positionsLag(1);
        broker.order("a").fill(40, "1500");

        assertThat(positions()).isEmpty();
        assertThat(positions()).extracting(Position::quantity).containsExactly(40);
    }

    @Test
    void aQuarantinedInstrumentIsNamedAndItsRowsAreMissing() {
        placed("a");
        broker.quarantine(RELIANCE);

        Read.Fresh<BrokerOrder> read = (Read.Fresh<BrokerOrder>) broker.orderBook();
        assertThat(read.rows()).isEmpty();
        assertThat(read.quarantined()).containsExactly(RELIANCE);
        broker.restore();
        assertThat(book()).hasSize(1);
    }

    @Test
    void aQuarantinedPositionIsNamedAndMissingAndTheBookShowsItsInstrument() {
        placed("a");
        broker.order("a").fill(40, "1500");
        broker.quarantinePositions(RELIANCE);

        Read.Fresh<Position> read = (Read.Fresh<Position>) broker.positions();
        assertThat(read.rows()).isEmpty();
        assertThat(read.quarantined()).containsExactly(RELIANCE);
        assertThat(book()).hasSize(1);
        assertThat(((Read.Fresh<BrokerOrder>) broker.orderBook()).quarantined()).isEmpty();
        broker.restore();
        assertThat(positions()).hasSize(1);
    }

    @Test
    void aFillMayComeBetweenReadAndModify() {
        String id = placed("a");
        broker.beforeNext(Kind.MODIFY, () -> broker.order("a").fill(90, "1500"));

        assertThat(broker.modify(new ModifyOrder("a", id, TERMS.withQuantity(70))))
                .isEqualTo(new WriteResult.Refused("quantity is below what has filled"));
        assertThat(broker.order("a").row().filled()).isEqualTo(90);
    }

    @Test
    void anOrderMayFillDuringItsCancelAndEvenAfterIt() {
        String a = placed("a");
        String b = placed("b");
        broker.beforeNext(Kind.CANCEL, () -> broker.order("a").fill("1500"));

        assertThat(broker.cancel(new CancelOrder("a", a))).isInstanceOf(WriteResult.Refused.class);
        assertThat(broker.cancel(new CancelOrder("b", b))).isInstanceOf(WriteResult.Accepted.class);
        broker.order("b").fillThoughEnded(30, "1499");

        assertThat(broker.order("b").row().state()).isEqualTo(LegState.CANCELLED);
        assertThat(broker.order("b").row().filled()).isEqualTo(30);
        assertThat(broker.net(RELIANCE, Product.MIS)).isEqualTo(130);
    }

    @Test
    void modificationsEndAtTheProfilesCap() {
        String id = placed("a");
        int cap = broker.profile().modifyCap();
        for (int i = 0; i < cap; i++) {
            assertThat(broker.modify(new ModifyOrder("a", id, TERMS.withQuantity(100 + i))))
                    .isInstanceOf(WriteResult.Accepted.class);
        }

        assertThat(broker.modify(new ModifyOrder("a", id, TERMS))).isInstanceOf(WriteResult.Refused.class);
    }

    @Test
    void positionsAreWhatWasHeldAndWhatOrdersFilled() {
        broker.hold(new Position(RELIANCE, Product.MIS, 50, new BigDecimal("1400"), null, 50, new BigDecimal("1400")))
                .price(RELIANCE, "1510.05");
        placed("a");
        broker.order("a").fill(50, "1500");
        broker.placeForeign("", RELIANCE, Side.SELL, Product.MIS, TERMS).fill(30, "1505");

        assertThat(positions()).singleElement().satisfies(position -> {
            assertThat(position.quantity()).isEqualTo(70);
            assertThat(position.averagePrice()).isEqualByComparingTo("1450");
            assertThat(position.lastPrice()).isEqualByComparingTo("1510.05");
            assertThat(position.carriedQuantity()).isEqualTo(50);
        });
        assertThat(broker.quotes(Set.of(RELIANCE))).isEqualTo(Map.of(RELIANCE, new BigDecimal("1510.05")));
    }

    @Test
    void theAverageIsWeightedOverPartialFills() {
        placed("a");

        BrokerOrder row = broker.order("a").fill(40, "1500").fill(60, "1501").row();

        assertThat(row.averagePrice()).isEqualByComparingTo("1500.60");
        assertThat(row.state()).isEqualTo(LegState.FILLED);
    }

    @Test
    void aStopTriggersAndIsRejectedByHand() {
        broker.place(new PlaceOrder("s", RELIANCE, Side.SELL, Product.MIS, STOP));
        assertThat(broker.lastOrder().row().triggered()).isFalse();

        broker.lastOrder().trigger();
        assertThat(book()).allMatch(row -> row.triggered() && row.state() == LegState.WORKING);
        broker.lastOrder().reject("trigger on the wrong side");
        assertThat(broker.live()).isEmpty();
    }

    @Test
    void whatAnOrderCannotDoIsTheTestsMistake() {
        placed("a");

        assertThatThrownBy(() -> broker.order("a").fill(101, "1500")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> broker.order("unheard of")).isInstanceOf(IllegalArgumentException.class);
        broker.order("a").cancelByExchange("no liquidity");
        assertThatThrownBy(() -> broker.order("a").fill(1, "1500")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> broker.latency(Duration.ofSeconds(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyCallIsRecordedWithItsInstants() {
        Instant start = time.instant();
        placed("a");
        time.advance(Duration.ofSeconds(1));
        broker.outage();
        broker.orderBook();

        assertThat(broker.calls()).extracting(BrokerCall::kind).containsExactly(Kind.PLACE, Kind.ORDER_BOOK);
        assertThat(broker.writes()).singleElement().satisfies(call -> {
            assertThat(call.tag()).isEqualTo("a");
            assertThat(call.brokerOrderId()).isEqualTo(broker.order("a").brokerOrderId());
            assertThat(call.instrument()).isEqualTo(RELIANCE);
            assertThat(call.terms()).isEqualTo(TERMS);
            assertThat(call.startedAt()).isEqualTo(start);
        });
        assertThat(broker.calls(Kind.ORDER_BOOK)).singleElement().satisfies(call -> {
            assertThat(call.failure()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(call.startedAt()).isEqualTo(start.plusSeconds(1));
        });
    }

    @Test
    void latencyIsMarketTimeAndTheCallActsHalfWay() {
        FakeBroker slow = new FakeBroker(time, time).latency(Duration.ofSeconds(2));
        Instant start = time.instant();

        time.call(() -> slow.place(new PlaceOrder("a", RELIANCE, Side.BUY, Product.MIS, TERMS)));

        assertThat(slow.order("a").row().createdAt()).isEqualTo(start.plusSeconds(1));
        assertThat(slow.calls()).allMatch(call -> call.endedAt().equals(start.plusSeconds(2)));
        assertThat(time.instant()).isEqualTo(start.plusSeconds(2));
    }

    @Test
    void aMutedBrokerTellsNoEvents() {
        List<BrokerOrder> heard = new ArrayList<>();
        broker.subscribe(heard::add);
        placed("a");
        assertThat(heard).hasSize(1);

        broker.mute(true);
        broker.order("a").fill("1500");
        assertThat(heard).hasSize(1);
    }

    @Test
    void someWritesMayAlwaysBeRefusedUntilRestored() {
        broker.answerEvery(call -> call.side() == Side.BUY, FakeReply.refused("no more buys"));

        assertThat(place("a")).isInstanceOf(WriteResult.Refused.class);
        assertThat(place("b")).isInstanceOf(WriteResult.Refused.class);
        assertThat(broker.place(new PlaceOrder("s", RELIANCE, Side.SELL, Product.MIS, STOP)))
                .isInstanceOf(WriteResult.Accepted.class);
        broker.restore();
        assertThat(place("c")).isInstanceOf(WriteResult.Accepted.class);
    }
}
