package io.ordermonitor.broker.paper;

import static io.ordermonitor.broker.paper.PaperBench.ACCOUNT;
import static io.ordermonitor.broker.paper.PaperBench.CLOSE;
import static io.ordermonitor.broker.paper.PaperBench.OPEN;
import static io.ordermonitor.broker.paper.PaperBench.SHARE;
import static io.ordermonitor.broker.paper.PaperBench.id;
import static io.ordermonitor.broker.paper.PaperBench.limit;
import static io.ordermonitor.broker.paper.PaperBench.prints;
import static io.ordermonitor.broker.paper.PaperBench.rupees;
import static io.ordermonitor.broker.paper.PaperBench.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rejection at its boundary: one unit, tick, paisa or instant on either side. The last price is 100.00. */
class RejectionTableTest {

    @ParameterizedTest(name = "{0} {1} {2} limit {3} trigger {4}: {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                // lot 75 and freeze quantity 1,800, on the option
                "NSEFO:39972, BUY,  LIMIT, 75,    10.00, -, -",
                "NSEFO:39972, BUY,  LIMIT, 74,    10.00, -, lot size [75]",
                "NSEFO:39972, BUY,  LIMIT, 76,    10.00, -, lot size [75]",
                "NSEFO:39972, BUY,  LIMIT, 1800,  10.00, -, -",
                "NSEFO:39972, BUY,  LIMIT, 1875,  10.00, -, exceeds the freeze quantity [1800]",
                // freeze quantity 10,000 on the share
                "NSECM:3045,  BUY,  LIMIT, 1,     99.00, -, -",
                "NSECM:3045,  BUY,  LIMIT, 10000, 99.00, -, -",
                "NSECM:3045,  BUY,  LIMIT, 10001, 99.00, -, exceeds the freeze quantity [10000]",
                // tick 0.05
                "NSECM:3045,  BUY,  LIMIT, 1, 99.05, -, -",
                "NSECM:3045,  BUY,  LIMIT, 1, 99.04, -, tick size [0.05]",
                "NSECM:3045,  BUY,  LIMIT, 1, 99.06, -, tick size [0.05]",
                "NSECM:3045,  BUY,  LIMIT, 1, 99.0500, -, -",
                "NSECM:3045,  SELL, STOPLIMIT, 1, 99.00, 99.51, tick size [0.05]",
                // band 90 to 110
                "NSECM:3045,  BUY,  LIMIT, 1, 90.00,  -, -",
                "NSECM:3045,  BUY,  LIMIT, 1, 89.95,  -, price band",
                "NSECM:3045,  SELL, LIMIT, 1, 110.00, -, -",
                "NSECM:3045,  SELL, LIMIT, 1, 110.05, -, price band",
                "NSECM:3045,  SELL, STOPMARKET, 1, -, 90.00, -",
                "NSECM:3045,  SELL, STOPMARKET, 1, -, 89.95, price band",
                "NSECM:3045,  BUY,  STOPMARKET, 1, -, 110.00, -",
                "NSECM:3045,  BUY,  STOPMARKET, 1, -, 110.05, price band",
                // the side of the trigger: equal to the last price is the wrong side
                "NSECM:3045,  SELL, STOPLIMIT, 1, 99.00, 99.95, -",
                "NSECM:3045,  SELL, STOPLIMIT, 1, 99.00, 100.00, Trigger price for stoploss sell orders should be lower",
                "NSECM:3045,  SELL, STOPLIMIT, 1, 99.00, 100.05, Trigger price for stoploss sell orders should be lower",
                "NSECM:3045,  SELL, STOPMARKET, 1, -, 100.00, Trigger price for stoploss sell orders should be lower",
                "NSECM:3045,  BUY,  STOPLIMIT, 1, 101.00, 100.05, -",
                "NSECM:3045,  BUY,  STOPLIMIT, 1, 101.00, 100.00, Trigger price for stoploss buy orders should be higher",
                "NSECM:3045,  BUY,  STOPLIMIT, 1, 101.00, 99.95, Trigger price for stoploss buy orders should be higher",
                "NSECM:3045,  BUY,  STOPMARKET, 1, -, 100.00, Trigger price for stoploss buy orders should be higher",
                // the limit may equal the trigger, and may not lie before it
                "NSECM:3045,  SELL, STOPLIMIT, 1, 99.50, 99.50, -",
                "NSECM:3045,  SELL, STOPLIMIT, 1, 99.55, 99.50, Limit price of stoploss sell orders",
                "NSECM:3045,  BUY,  STOPLIMIT, 1, 100.50, 100.50, -",
                "NSECM:3045,  BUY,  STOPLIMIT, 1, 100.45, 100.50, Limit price of stoploss buy orders",
                // nobody knows the instrument
                "NSECM:1,     BUY,  LIMIT, 1, 99.00, -, invalid instrument",
            })
    void isTakenOrRejected(
            String instrument,
            Side side,
            OrderType type,
            int quantity,
            @Nullable String limit,
            @Nullable String trigger,
            @Nullable String reason) {
        PaperBench bench = PaperBench.at100();
        OrderTerms terms = terms(type, quantity, limit, trigger);
        BrokerOrder row = bench.row(id(bench.place(InstrumentId.parse(instrument), side, terms)));
        expect(row, reason);

        if (reason != null && !instrument.equals("NSECM:1")) {
            OrderTerms good = instrument.startsWith("NSEFO")
                    ? limit(75, "10.00")
                    : limit(5, side == Side.BUY ? "99.00" : "101.00");
            String live = id(bench.place(InstrumentId.parse(instrument), side, good));
            BrokerOrder before = bench.row(live);
            assertThat(bench.modify(live, terms))
                    .as("a modification to the same terms")
                    .isInstanceOfSatisfying(
                            WriteResult.Refused.class,
                            refused -> assertThat(refused.reason()).contains(reason));
            assertThat(bench.row(live)).isEqualTo(before);
        }
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-01-05T03:44:59.999999Z, Market is closed",
                "2026-01-05T03:45:00Z, -",
                "2026-01-05T09:59:59.999999Z, -",
                "2026-01-05T10:00:00Z, Market is closed",
            })
    void theMarketIsOpenFromItsOpeningUpToButNotAtItsClose(Instant now, @Nullable String reason) {
        PaperBench bench = new PaperBench(prints(1000), PaperSettings.standard(), new MemoryPaperStore(), now);
        expect(bench.row(bench.accepted(Side.BUY, limit(1, "99.00"))), reason);
    }

    @ParameterizedTest(name = "cash {0}: {1}")
    @CsvSource(
            nullValues = "-",
            value = {"1980.00, -", "1979.99, Margin Shortfall[0.01]"})
    void aFifthOfTheValueMustBeThereToThePaisa(String cash, @Nullable String reason) {
        PaperBench bench = PaperBench.after(1000, withCash(cash));
        expect(bench.row(bench.accepted(Side.BUY, limit(100, "99.00"))), reason);
    }

    @Test
    void whatAnOrderBlocksIsMissingForTheNextAndComesBackWithItsEnd() {
        PaperBench bench = PaperBench.after(1000, withCash("1980.00"));
        String first = bench.accepted(Side.BUY, limit(100, "99.00"));
        expect(bench.row(bench.accepted(Side.BUY, limit(1, "90.00"))), "Available Margin[0.00]");
        bench.cancel(first);
        expect(bench.row(bench.accepted(Side.BUY, limit(1, "90.00"))), null);
    }

    @Test
    void aHeldPositionBlocksAtItsAveragePrice() {
        PaperBench bench = PaperBench.after(1000, withCash("2018.00"));
        assertThat(bench.row(bench.accepted(Side.BUY, limit(100, "100.00"))).filled())
                .isEqualTo(100);
        expect(bench.row(bench.accepted(Side.BUY, limit(1, "90.05"))), "Available Margin[18.00]");
        expect(bench.row(bench.accepted(Side.BUY, limit(1, "90.00"))), null);
    }

    @Test
    void closingNeedsNoMarginAndTurningNeedsItForWhatItOpens() {
        PaperBench bench = PaperBench.after(1000, withCash("2000.00"));
        bench.accepted(Side.BUY, limit(100, "100.00"));
        expect(bench.row(bench.accepted(Side.SELL, limit(100, "105.00"))), null);
        expect(bench.row(bench.accepted(Side.SELL, PaperBench.stopLimit(100, "95.00", "94.00"))), null);
        expect(bench.row(bench.accepted(Side.SELL, limit(101, "105.00"))), "Total Required Margin:[21.00]");
    }

    @Test
    void aModificationNeedsMarginOnlyForMoreThanBefore() {
        PaperBench bench = PaperBench.after(1000, withCash("1980.00"));
        String id = bench.accepted(Side.BUY, limit(100, "99.00"));
        assertThat(bench.modify(id, limit(101, "99.00"))).isInstanceOf(WriteResult.Refused.class);
        assertThat(bench.modify(id, limit(100, "99.05"))).isInstanceOf(WriteResult.Refused.class);
        assertThat(bench.modify(id, limit(100, "98.95"))).isInstanceOf(WriteResult.Accepted.class);
    }

    @Test
    void anExitLeftOverAfterAnotherMayStillBeMadeCheaper() {
        PaperBench bench = PaperBench.after(1000, withCash("2000.00"), "105.00");
        bench.accepted(Side.BUY, limit(100, "100.00"));
        bench.accepted(Side.SELL, limit(100, "105.00"));
        String leftOver = bench.accepted(Side.SELL, limit(100, "106.00"));
        bench.toMinute(2);
        assertThat(bench.modify(leftOver, limit(100, "106.05"))).isInstanceOf(WriteResult.Refused.class);
        assertThat(bench.modify(leftOver, limit(100, "105.95"))).isInstanceOf(WriteResult.Accepted.class);
    }

    @Test
    void cashIsAnAccountsOwn() {
        AccountTerms poor = new AccountTerms(rupees("1.00"), Duration.ZERO, Duration.ZERO);
        PaperSettings settings =
                PaperSettings.standard().withAccounts(PaperSettings.standard().terms(), Map.of(ACCOUNT, poor));
        PaperBench bench = PaperBench.after(1000, settings);
        expect(bench.row(bench.accepted(Side.BUY, limit(1, "99.00"))), "Set Limit:[1.00]");
        WriteResult other = bench.exchange.placeByHand(8, SHARE, Side.BUY, Product.MIS, limit(1, "99.00"));
        assertThat(bench.exchange.book(8))
                .singleElement()
                .satisfies(row -> assertThat(row.state()).isEqualTo(LegState.WORKING));
        assertThat(other).isEqualTo(new WriteResult.Accepted("8000001"));
    }

    @Test
    void beforeTheFirstPrintEveryTriggerPassesAndMarginIsTakenAtTheUpperBand() {
        PaperBench bench =
                new PaperBench(prints(1000), withCash("2199.99"), new MemoryPaperStore(), OPEN.plusSeconds(1));
        expect(bench.row(bench.accepted(Side.SELL, PaperBench.stopMarket(1, "105.00"))), null);
        expect(bench.row(bench.accepted(Side.BUY, PaperBench.market(100))), "Total Required Margin:[2200.00]");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"LIMIT, 0, -", "LIMIT, -1, -", "STOPLIMIT, 99, 0", "STOPMARKET, -, -0.05"})
    void aPriceThatIsNotAboveZeroIsRefusedAtOnce(OrderType type, @Nullable String limit, @Nullable String trigger) {
        PaperBench bench = PaperBench.at100();
        assertThat(bench.place(Side.SELL, terms(type, 1, limit, trigger))).isInstanceOf(WriteResult.Refused.class);
        assertThat(bench.exchange.book(ACCOUNT)).isEmpty();
    }

    @Test
    void whatRestsAtTheCloseExpiresThere() {
        PaperBench bench = PaperBench.at100();
        String resting = bench.accepted(Side.BUY, limit(10, "99.00"));
        String stop = bench.accepted(Side.SELL, PaperBench.stopLimit(10, "95.00", "94.00"));
        bench.time.to(CLOSE.minusNanos(1000));
        assertThat(bench.row(resting).state()).isEqualTo(LegState.WORKING);
        bench.time.to(CLOSE);
        assertThat(bench.row(resting).state()).isEqualTo(LegState.EXPIRED);
        assertThat(bench.row(resting).updatedAt()).isEqualTo(CLOSE);
        assertThat(bench.row(stop).state()).isEqualTo(LegState.EXPIRED);
        assertThat(bench.modify(stop, limit(10, "94.00"))).isInstanceOf(WriteResult.Refused.class);
    }

    @Test
    void aNewDayBeginsWithAnEmptyBookAndGoesOnCounting() {
        PaperBench bench = PaperBench.at100();
        assertThat(bench.accepted(Side.BUY, limit(10, "100.00"))).isEqualTo("7000001");
        bench.time.to(OPEN.plus(Duration.ofDays(1)));
        assertThat(bench.exchange.book(ACCOUNT)).isEmpty();
        assertThat(bench.exchange.openNet(ACCOUNT)).isEmpty();
        assertThat(bench.accepted(Side.BUY, limit(10, "99.00"))).isEqualTo("7000002");
    }

    private static PaperSettings withCash(String cash) {
        return PaperSettings.standard()
                .withAccounts(new AccountTerms(rupees(cash), Duration.ZERO, Duration.ZERO), Map.of());
    }

    private static void expect(BrokerOrder row, @Nullable String reason) {
        if (reason == null) {
            assertThat(row.state()).as(row.reason()).isNotEqualTo(LegState.REJECTED);
            assertThat(row.reason()).isEmpty();
        } else {
            assertThat(row.state()).isEqualTo(LegState.REJECTED);
            assertThat(row.reason()).contains(reason);
            assertThat(row.filled()).isZero();
        }
    }
}
