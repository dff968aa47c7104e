package io.ordermonitor.broker.paper;

import static io.ordermonitor.broker.paper.PaperBench.ACCOUNT;
import static io.ordermonitor.broker.paper.PaperBench.OPEN;
import static io.ordermonitor.broker.paper.PaperBench.OPTION;
import static io.ordermonitor.broker.paper.PaperBench.id;
import static io.ordermonitor.broker.paper.PaperBench.limit;
import static io.ordermonitor.broker.paper.PaperBench.market;
import static io.ordermonitor.broker.paper.PaperBench.minute;
import static io.ordermonitor.broker.paper.PaperBench.prints;
import static io.ordermonitor.broker.paper.PaperBench.rupees;
import static io.ordermonitor.broker.paper.PaperBench.stopLimit;
import static io.ordermonitor.broker.paper.PaperBench.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ordermonitor.broker.Read;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When orders fill, at which price and how much. The last price is 100.00 when an order arrives. */
class FillRulesTest {

    @ParameterizedTest(name = "{0} {1} limit {2} trigger {3}, then {4}: {5} at {6}")
    @CsvSource(
            nullValues = "-",
            value = {
                // on arrival: marketable at the last price, else it rests
                "BUY,  LIMIT,  100.00, -, -, FILLED, 100.0000, false",
                "BUY,  LIMIT,  100.05, -, -, FILLED, 100.0000, false",
                "BUY,  LIMIT,   99.95, -, -, WORKING, -, false",
                "SELL, LIMIT,  100.00, -, -, FILLED, 100.0000, false",
                "SELL, LIMIT,   99.95, -, -, FILLED, 100.0000, false",
                "SELL, LIMIT,  100.05, -, -, WORKING, -, false",
                "BUY,  MARKET,      -, -, -, FILLED, 100.0000, false",
                "SELL, MARKET,      -, -, -, FILLED, 100.0000, false",
                // resting: at its limit, touched or passed
                "BUY,  LIMIT,   99.00, -, 99.05, WORKING, -, false",
                "BUY,  LIMIT,   99.00, -, 99.00, FILLED, 99.0000, false",
                "BUY,  LIMIT,   99.00, -, 98.00, FILLED, 99.0000, false",
                "SELL, LIMIT,  101.00, -, 100.95, WORKING, -, false",
                "SELL, LIMIT,  101.00, -, 101.00, FILLED, 101.0000, false",
                "SELL, LIMIT,  101.00, -, 103.00, FILLED, 101.0000, false",
                // stops: the trigger is touched or passed, the fill is the print's price
                "SELL, STOPMARKET,  -, 99.00, 99.05, WORKING, -, false",
                "SELL, STOPMARKET,  -, 99.00, 99.00, FILLED, 99.0000, true",
                "SELL, STOPMARKET,  -, 99.00, 97.00, FILLED, 97.0000, true",
                "BUY,  STOPMARKET,  -, 101.00, 100.95, WORKING, -, false",
                "BUY,  STOPMARKET,  -, 101.00, 101.00, FILLED, 101.0000, true",
                "BUY,  STOPMARKET,  -, 101.00, 103.00, FILLED, 103.0000, true",
                "SELL, STOPLIMIT, 98.00, 99.00, 99.05, WORKING, -, false",
                "SELL, STOPLIMIT, 98.00, 99.00, 99.00, FILLED, 99.0000, true",
                "SELL, STOPLIMIT, 98.00, 99.00, 98.00, FILLED, 98.0000, true",
                "BUY,  STOPLIMIT, 102.00, 101.00, 101.00, FILLED, 101.0000, true",
                "BUY,  STOPLIMIT, 102.00, 101.00, 102.00, FILLED, 102.0000, true",
                // a gap jumps over the limit of a stop: it rests, triggered
                "SELL, STOPLIMIT, 98.00, 99.00, 97.95, WORKING, -, true",
                "BUY,  STOPLIMIT, 102.00, 101.00, 102.05, WORKING, -, true",
            })
    void anOrderMeetsThePrint(
            Side side,
            OrderType type,
            @Nullable String limit,
            @Nullable String trigger,
            @Nullable String print,
            LegState state,
            @Nullable String average,
            boolean triggered) {
        PaperBench bench = print == null ? PaperBench.after() : PaperBench.after(print);
        String id = bench.accepted(side, terms(type, 10, limit, trigger));
        BrokerOrder row = bench.toMinute(2).row(id);
        assertThat(row.state()).isEqualTo(state);
        assertThat(row.averagePrice()).isEqualTo(average == null ? null : rupees(average));
        assertThat(row.triggered()).isEqualTo(triggered);
        assertThat(row.type()).isEqualTo(type);
    }

    @Test
    void aStopThatAGapJumpedOverFillsAtItsLimitWhenThePriceComesBack() {
        PaperBench bench = PaperBench.after("97.00", "97.95", "98.50");
        String id = bench.accepted(Side.SELL, stopLimit(10, "99.00", "98.00"));
        assertThat(bench.toMinute(3).row(id).filled()).isZero();
        assertThat(bench.toMinute(4).row(id).averagePrice()).isEqualTo(rupees("98.0000"));
    }

    @Test
    void aLargeOrderFillsInPartsOfItsShareOfEachPrint() {
        PaperBench bench = PaperBench.after(109, PaperSettings.standard(), "100.00", "99.00", "101.00", "98.00");
        String id = bench.accepted(Side.BUY, limit(35, "100.00"));
        assertThat(bench.row(id).filled()).isEqualTo(10);
        assertThat(bench.row(id).state()).isEqualTo(LegState.PARTIAL);
        assertThat(bench.toMinute(2).row(id).filled()).isEqualTo(20);
        assertThat(bench.toMinute(3).row(id).filled()).isEqualTo(30);
        assertThat(bench.toMinute(4).row(id).filled()).isEqualTo(30);
        assertThat(bench.toMinute(5).row(id).state()).isEqualTo(LegState.FILLED);
        assertThat(bench.exchange.fills(ACCOUNT))
                .extracting(PaperFill::quantity, PaperFill::price, PaperFill::at)
                .containsExactly(
                        tuple(10, rupees("100.00"), minute(1)),
                        tuple(10, rupees("100.00"), minute(2)),
                        tuple(10, rupees("100.00"), minute(3)),
                        tuple(5, rupees("100.00"), minute(5)));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "9, 1", "10, 1", "19, 1", "20, 2"})
    void atLeastOneUnitFillsFromAPrint(long volume, int filled) {
        PaperBench bench = PaperBench.after(volume, PaperSettings.standard());
        assertThat(bench.row(bench.accepted(Side.BUY, market(35))).filled()).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource({"0, 75", "1499, 75", "1500, 150"})
    void whatComesInLotsFillsInLots(long volume, int filled) {
        List<Print> prints = List.of(new Print(OPTION, minute(1), rupees("50.00"), volume));
        PaperBench bench = new PaperBench(prints, PaperSettings.standard(), new MemoryPaperStore(), minute(1));
        assertThat(bench.row(id(bench.place(OPTION, Side.BUY, market(225)))).filled())
                .isEqualTo(filled);
    }

    @Test
    void aMarketOrderGoesOnAtThePriceOfEachPrint() {
        PaperBench bench = PaperBench.after(100, PaperSettings.standard(), "102.00");
        String id = bench.accepted(Side.BUY, market(20));
        assertThat(bench.toMinute(2).row(id).averagePrice()).isEqualTo(rupees("101.0000"));
    }

    @Test
    void oneOrdersFillTakesNothingFromAnothers() {
        PaperBench bench = PaperBench.after(100, PaperSettings.standard(), "99.00");
        String first = bench.accepted(Side.BUY, limit(10, "99.00"));
        String second = bench.accepted(Side.BUY, limit(10, "99.00"));
        bench.toMinute(2);
        assertThat(bench.row(first).filled()).isEqualTo(10);
        assertThat(bench.row(second).filled()).isEqualTo(10);
    }

    @Test
    void aStopDoesNotSeeThePrintThatItArrivedAfter() {
        PaperBench bench = PaperBench.after("99.00");
        bench.toMinute(2);
        String id = bench.accepted(Side.BUY, stopLimit(10, "99.05", "99.50"));
        assertThat(bench.toMinute(3).row(id).triggered()).isFalse();
    }

    @Test
    void anOrderBeforeTheFirstPrintWaitsForIt() {
        PaperBench bench =
                new PaperBench(prints(1000), PaperSettings.standard(), new MemoryPaperStore(), OPEN.plusSeconds(1));
        String id = bench.accepted(Side.BUY, market(5));
        assertThat(bench.row(id).filled()).isZero();
        assertThat(bench.toMinute(1).row(id).averagePrice()).isEqualTo(rupees("100.0000"));
    }

    @Test
    void missingMinutesLeaveEverythingAsItIs() {
        List<Print> prints = new ArrayList<>(prints(1000));
        prints.add(PaperBench.print(30, "98.00", 1000));
        PaperBench bench = new PaperBench(prints, PaperSettings.standard(), new MemoryPaperStore(), minute(1));
        String id = bench.accepted(Side.BUY, limit(10, "99.00"));
        BrokerOrder before = bench.row(id);
        assertThat(bench.toMinute(29).row(id)).isEqualTo(before);
        assertThat(bench.toMinute(30).row(id).filled()).isEqualTo(10);
    }

    @Test
    void theOutcomeIsTheSameWhenTheTimersComeLate() {
        PaperBench onTime = PaperBench.after(100, PaperSettings.standard(), "99.00", "98.00", "101.00");
        PaperBench late = PaperBench.after(100, PaperSettings.standard(), "99.00", "98.00", "101.00");
        for (PaperBench bench : List.of(onTime, late)) {
            bench.accepted(Side.BUY, limit(15, "99.00"));
            bench.accepted(Side.SELL, stopLimit(15, "98.50", "97.00"));
            bench.accepted(Side.SELL, limit(5, "101.00"));
        }
        onTime.toMinute(4);
        late.time.jump(minute(4));
        assertThat(late.exchange.book(ACCOUNT)).isEqualTo(onTime.exchange.book(ACCOUNT));
        assertThat(late.exchange.fills(ACCOUNT)).isEqualTo(onTime.exchange.fills(ACCOUNT));
    }

    @Test
    void positionsNetBoughtAndSoldAtAverageCost() {
        PaperBench bench = PaperBench.after("102.00", "104.00", "101.00");
        bench.accepted(Side.BUY, market(30));
        bench.toMinute(2).accepted(Side.BUY, market(10));
        bench.toMinute(3).accepted(Side.SELL, market(20));
        assertThat(bench.exchange.openNet(ACCOUNT)).containsExactly(position(20, "100.5000", "104.00"));
        bench.toMinute(4).accepted(Side.SELL, market(50));
        assertThat(bench.exchange.openNet(ACCOUNT)).containsExactly(position(-30, "101.0000", "101.00"));
        bench.accepted(Side.BUY, market(30));
        assertThat(bench.exchange.openNet(ACCOUNT)).isEmpty();
        assertThat(bench.exchange.fills(ACCOUNT)).hasSize(5);
    }

    @Test
    void positionsMayLagBehindFills() {
        PaperSettings slow = PaperSettings.standard().withDelays(Duration.ofSeconds(2), Duration.ZERO);
        PaperBench bench = PaperBench.after(1000, slow, "102.00");
        bench.accepted(Side.BUY, market(30));
        assertThat(rows(bench)).isEmpty();
        bench.time.to(minute(1).plusMillis(1999));
        assertThat(rows(bench)).isEmpty();
        bench.time.to(minute(1).plusSeconds(2));
        assertThat(rows(bench)).extracting(Position::quantity).containsExactly(30);
        assertThat(bench.exchange.openNet(ACCOUNT)).hasSize(1);
    }

    @Test
    void quotesAreTheLastPricesOfWhatIsKnown() {
        PaperBench bench = PaperBench.after("102.00");
        assertThat(bench.broker.quotes(Set.of(PaperBench.SHARE, OPTION)))
                .isEqualTo(Map.of(PaperBench.SHARE, rupees("100.00"), OPTION, rupees("50.00")));
        assertThat(bench.broker.quotes(Set.of(InstrumentId.parse("NSECM:1")))).isEmpty();
    }

    private static List<Position> rows(PaperBench bench) {
        if (bench.broker.positions() instanceof Read.Fresh<Position> fresh) {
            return fresh.rows();
        }
        throw new AssertionError("not fresh");
    }

    private static Position position(int quantity, String average, String last) {
        return new Position(PaperBench.SHARE, Product.MIS, quantity, rupees(average), rupees(last), 0, null);
    }
}
