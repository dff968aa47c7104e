package io.ordermonitor.netty.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.WriteKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The audit on books made by hand: it finds what is wrong, and nothing else. */
class ExchangeAuditTest {
    private static final InstrumentId SHARE = InstrumentId.parse("NSECM:3045");
    private static final Instant NINE = Instant.parse("2026-01-05T03:30:00Z");
    private static final long ACCOUNT = 3;

    private final List<BrokerOrder> book = new ArrayList<>();
    private final List<PaperFill> fills = new ArrayList<>();
    private boolean fresh = true;
    private final ExchangeAudit audit = new ExchangeAudit(
            new ExchangeView() {
                @Override
                public List<BrokerOrder> book(long accountId) {
                    return List.copyOf(book);
                }

                @Override
                public List<PaperFill> fills(long accountId) {
                    return List.copyOf(fills);
                }
            },
            Map.of(2L, List.of(ACCOUNT)),
            (account, since) -> fresh);

    private void known(String tag, long orderId, LegKind leg, int slice) {
        Intent intent = new Intent(
                tag,
                0,
                WriteKind.PLACE,
                2,
                ACCOUNT,
                orderId,
                leg,
                slice,
                1,
                SHARE,
                Side.BUY,
                Product.MIS,
                OrderTerms.limit(1, BigDecimal.ONE),
                null,
                new Cause(4, "test", 1),
                1,
                LocalDate.of(2026, 1, 5),
                NINE);
        audit.on(new MonitorEvent.WriteEnded(
                2, new Intent.Settled(intent, Intent.Outcome.ACCEPTED, tag + "-id", "", NINE)));
    }

    /** An order that was placed a second after the one before it, and filled some at once. */
    private void order(String tag, Side side, int quantity, int filled, LegState state, int endsAfter) {
        Instant at = NINE.plusSeconds(book.size());
        book.add(new BrokerOrder(
                book.size() + "-id",
                tag,
                SHARE,
                side,
                Product.MIS,
                OrderType.LIMIT,
                quantity,
                filled,
                filled == 0 ? null : BigDecimal.TEN,
                BigDecimal.TEN,
                null,
                state,
                false,
                "",
                at,
                at.plusSeconds(endsAfter)));
        if (filled > 0) {
            fills.add(new PaperFill(book.size() + "-id", tag, SHARE, Product.MIS, side, filled, BigDecimal.TEN, at));
        }
    }

    private void cycle(int seconds) {
        audit.on(new MonitorEvent.CycleEnded(2, 1, false, NINE.plusSeconds(seconds), Duration.ofMillis(500), 0));
    }

    private void longOf(int filled, int stopped) {
        known("e", 1, LegKind.ENTRY, 0);
        order("e", Side.BUY, 10, filled, LegState.PARTIAL, 0);
        if (stopped > 0) {
            known("s", 1, LegKind.SL, 0);
            order("s", Side.SELL, stopped, 0, LegState.WORKING, 0);
        }
    }

    @Test
    void aFilledUnitWithoutALiveStopIsCounted() {
        longOf(7, 6);
        cycle(10);
        assertThat(audit.tally().unprotectedCycles()).isEqualTo(1);
        assertThat(audit.tally().fillToStop()).isZero();
    }

    @Test
    void whatIsWhollyStoppedIsNotAndItsTimeIsTaken() {
        longOf(7, 7);
        cycle(10);
        assertThat(audit.tally()).isEqualTo(new ExchangeAudit.Tally(1, 0, 0, 0, Duration.ofMillis(10_500)));
    }

    @Test
    void aTargetProtectsNobody() {
        longOf(7, 0);
        known("t", 1, LegKind.TP, 0);
        order("t", Side.SELL, 7, 0, LegState.WORKING, 0);
        cycle(10);
        assertThat(audit.tally().unprotectedCycles()).isEqualTo(1);
    }

    @Test
    void aCycleThatWasNotFreshForTheAccountIsNotCounted() {
        longOf(7, 0);
        fresh = false;
        cycle(10);
        assertThat(audit.tally().cycles()).isEqualTo(1);
        assertThat(audit.tally().unprotectedCycles()).isZero();
    }

    @Test
    void aFillThatTheCycleCouldNotKnowOfIsCountedAndItsTimeRuns() {
        longOf(4, 0);
        cycle(10);
        assertThat(audit.tally().unprotectedCycles()).isEqualTo(1);
        known("s", 1, LegKind.SL, 0);
        order("s", Side.SELL, 4, 0, LegState.WORKING, 0);
        cycle(20);
        assertThat(audit.tally().fillToStop()).isEqualTo(Duration.ofMillis(20_500));
    }

    @Test
    void unitsThatSomebodyElseClosedNeedNoStop() {
        longOf(7, 0);
        order("", Side.SELL, 7, 7, LegState.FILLED, 0);
        cycle(10);
        assertThat(audit.tally().unprotectedCycles()).isZero();
    }

    @Test
    void anUnprotectedShortIsNotHiddenByALong() {
        longOf(5, 0);
        known("e2", 2, LegKind.ENTRY, 0);
        order("e2", Side.SELL, 5, 5, LegState.FILLED, 0);
        cycle(10);
        assertThat(audit.tally().unprotectedCycles()).isEqualTo(1);
    }

    @Test
    void aTagThatComesTwiceIsADuplicateOnTheSameDayAndOnALaterOne() {
        known("e", 1, LegKind.ENTRY, 0);
        order("e", Side.BUY, 10, 0, LegState.CANCELLED, 0);
        assertThat(audit.books().duplicates()).isZero();
        order("e", Side.BUY, 10, 0, LegState.CANCELLED, 0);
        assertThat(audit.books().duplicates()).isEqualTo(1);
        audit.beginDay();
        assertThat(audit.books().duplicates()).isEqualTo(2);
    }

    @Test
    void twoLiveOrdersOfOneLegAndSliceAreADuplicate() {
        known("s1", 1, LegKind.SL, 0);
        known("s2", 1, LegKind.SL, 0);
        known("s3", 1, LegKind.SL, 1);
        known("s4", 1, LegKind.TP, 0);
        known("s5", 2, LegKind.SL, 0);
        order("s1", Side.SELL, 5, 0, LegState.WORKING, 0);
        order("s3", Side.SELL, 5, 0, LegState.WORKING, 0);
        order("s4", Side.SELL, 5, 0, LegState.WORKING, 0);
        order("s5", Side.SELL, 5, 0, LegState.WORKING, 0);
        assertThat(audit.books().duplicates()).isZero();
        order("s2", Side.SELL, 5, 0, LegState.WORKING, 0);
        assertThat(audit.books().duplicates()).isEqualTo(1);
    }

    @Test
    void anOrderThatFollowsWhenTheOneBeforeHasEndedIsNone() {
        known("s1", 1, LegKind.SL, 0);
        known("s2", 1, LegKind.SL, 0);
        order("s1", Side.SELL, 5, 0, LegState.CANCELLED, 1);
        order("s2", Side.SELL, 5, 0, LegState.WORKING, 0);
        assertThat(audit.books().duplicates()).isZero();
        book.clear();
        order("s1", Side.SELL, 5, 0, LegState.CANCELLED, 2);
        order("s2", Side.SELL, 5, 0, LegState.WORKING, 0);
        assertThat(audit.books().duplicates()).isEqualTo(1);
    }

    @Test
    void cashFlowsCountWhatIsFlat() {
        longOf(7, 0);
        assertThat(audit.books().openQuantity()).isEqualTo(7);
        assertThat(audit.books().cashFlow()).isZero();
        fills.add(new PaperFill(
                "x", "s", SHARE, Product.MIS, Side.SELL, 7, new BigDecimal("10.05"), NINE.plusSeconds(60)));
        assertThat(audit.books().openQuantity()).isZero();
        assertThat(audit.books().cashFlow()).isEqualByComparingTo("0.35");
        assertThat(audit.books().fills()).isEqualTo(2);
    }

    @Test
    void aStopThatProtectsNothingIsCounted() {
        longOf(7, 8);
        cycle(10);
        assertThat(audit.tally().overprotectedCycles()).isEqualTo(1);
        assertThat(audit.tally().unprotectedCycles()).isZero();
    }

    @Test
    void aStopOnTheWrongSideProtectsNobody() {
        longOf(7, 0);
        known("s", 1, LegKind.SL, 0);
        order("s", Side.BUY, 7, 0, LegState.WORKING, 0);
        cycle(10);
        assertThat(audit.tally().unprotectedCycles()).isEqualTo(1);
    }

    @Test
    void anOrderUnderATagThatNobodyToldOfIsCounted() {
        longOf(7, 7);
        order("x", Side.SELL, 7, 0, LegState.WORKING, 0);
        order("", Side.SELL, 7, 0, LegState.WORKING, 0);
        assertThat(audit.books().untold()).isEqualTo(1);
    }

    @Test
    void aDayIsNotGoodWithStopsTooManyUntoldOrdersOpenUnitsOrMoreThanWasOrdered() {
        longOf(7, 7);
        assertThat(complaint(10)).contains("7 units open at the close");
        order("s2", Side.SELL, 7, 7, LegState.FILLED, 0);
        assertThat(complaint(10)).contains("1 orders came under tags");
        known("s2", 1, LegKind.SL, 1);
        assertThat(complaint(10)).isEmpty();
        assertThat(complaint(6)).contains("order 1 entered 10 units, more than ordered");
        cycle(10);
        assertThat(complaint(10)).contains("1 cycles left stops that protect nothing");
    }

    private String complaint(int ordered) {
        ExchangeAudit.Books books = audit.books();
        return new DaySummary(LocalDate.of(2026, 1, 5), audit.tally(), books, Map.of(1L, ordered), 0, books.cashFlow())
                .complaint();
    }
}
