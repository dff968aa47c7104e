package io.ordermonitor.broker.paper;

import static io.ordermonitor.broker.paper.PaperBench.ACCOUNT;
import static io.ordermonitor.broker.paper.PaperBench.SHARE;
import static io.ordermonitor.broker.paper.PaperBench.limit;
import static io.ordermonitor.broker.paper.PaperBench.market;
import static io.ordermonitor.broker.paper.PaperBench.minute;
import static io.ordermonitor.broker.paper.PaperBench.rupees;
import static io.ordermonitor.broker.paper.PaperBench.stopLimit;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order meets the market a second after its acceptance, at minute 1; the last price is 100.00 then. */
class MatchDelayTest {
    private static final PaperSettings SLOW = PaperSettings.standard().withMatchDelay(Duration.ofSeconds(1));
    private static final Instant ARRIVAL = minute(1).plusSeconds(1);

    private static PaperBench bench(PaperStore store, Instant now, Print... prints) {
        List<Print> all = new ArrayList<>(PaperBench.prints(1000));
        all.addAll(List.of(prints));
        return new PaperBench(all, SLOW, store, now);
    }

    private static PaperBench bench(Print... prints) {
        return bench(new MemoryPaperStore(), minute(1), prints);
    }

    private static Print printAt(int millis, String price) {
        return new Print(SHARE, minute(1).plusMillis(millis), rupees(price), 1000);
    }

    @Test
    void aMarketableOrderRestsUntilItArrivesAndFillsThenByItself() {
        PaperBench bench = bench();
        List<BrokerOrder> told = new ArrayList<>();
        bench.broker.subscribe(told::add);
        String id = bench.accepted(Side.BUY, market(10));
        bench.time.to(ARRIVAL.minusMillis(1));
        assertThat(bench.row(id).state()).isEqualTo(LegState.WORKING);
        bench.time.to(ARRIVAL.plusMillis(200));
        assertThat(told)
                .singleElement()
                .satisfies(row -> assertThat(row.filled()).isEqualTo(10));
        assertThat(bench.exchange.fills(ACCOUNT))
                .singleElement()
                .satisfies(fill -> assertThat(fill.at()).isEqualTo(ARRIVAL));
    }

    @ParameterizedTest(name = "a print {0} ms after the acceptance: {1}")
    @CsvSource({"999, 99.0000", "1000, 99.0000", "1001, 100.0000"})
    void itFillsAtTheLastPriceOfItsArrival(int millis, String average) {
        PaperBench bench = bench(printAt(millis, "99.00"));
        String id = bench.accepted(Side.BUY, limit(10, "100.00"));
        assertThat(bench.toMinute(2).row(id).averagePrice()).isEqualTo(rupees(average));
    }

    @Test
    void aStopTriggersAtItsArrivalIfThePriceIsThereByThen() {
        PaperBench bench = bench(printAt(500, "98.50"));
        String id = bench.accepted(Side.SELL, stopLimit(10, "99.00", "98.00"));
        bench.time.to(ARRIVAL);
        assertThat(bench.row(id).triggered()).isTrue();
        assertThat(bench.row(id).averagePrice()).isEqualTo(rupees("98.5000"));
    }

    @Test
    void aModifiedOrderArrivesAnewWithItsNewTerms() {
        PaperBench bench = bench(printAt(30_500, "100.50"));
        String id = bench.accepted(Side.BUY, limit(10, "99.00"));
        bench.time.to(minute(1).plusSeconds(30));
        bench.modify(id, limit(10, "101.00"));
        assertThat(bench.row(id).state()).isEqualTo(LegState.WORKING);
        bench.time.to(minute(1).plusSeconds(31));
        assertThat(bench.row(id).averagePrice()).isEqualTo(rupees("100.5000"));
    }

    @Test
    void anOrderThatIsCancelledBeforeItArrivesNeverFills() {
        PaperBench bench = bench();
        String id = bench.accepted(Side.BUY, market(10));
        bench.time.to(ARRIVAL.minusMillis(1));
        bench.cancel(id);
        assertThat(bench.toMinute(2).row(id).state()).isEqualTo(LegState.CANCELLED);
        assertThat(bench.exchange.fills(ACCOUNT)).isEmpty();
    }

    @Test
    void anOrderThatWouldArriveAfterTheCloseExpires() {
        PaperBench bench = bench(new MemoryPaperStore(), PaperBench.CLOSE.minusMillis(500));
        String id = bench.accepted(Side.BUY, market(10));
        bench.time.to(PaperBench.CLOSE);
        assertThat(bench.row(id).state()).isEqualTo(LegState.EXPIRED);
    }

    @ParameterizedTest(name = "killed after {0} ms")
    @CsvSource({"0", "500", "999", "1000", "1500", "40000"})
    void aRestartBeforeOrAfterTheArrivalChangesNothing(int millis) {
        Print[] prints = {printAt(500, "99.50"), printAt(20_000, "98.90"), printAt(50_000, "97.00")};
        PaperBench steady = bench(prints);
        PaperBench doomed = bench(prints);
        for (PaperBench one : List.of(steady, doomed)) {
            one.accepted(Side.BUY, market(10));
            one.accepted(Side.BUY, limit(150, "99.50"));
            one.accepted(Side.BUY, limit(10, "99.40"));
            one.accepted(Side.SELL, stopLimit(10, "99.60", "98.00"));
        }
        Instant kill = minute(1).plusMillis(millis);
        doomed.time.to(kill);
        PaperBench again = bench(doomed.store, kill, prints).toMinute(2);
        steady.toMinute(2);
        assertThat(again.exchange.book(ACCOUNT)).isEqualTo(steady.exchange.book(ACCOUNT));
        assertThat(again.exchange.fills(ACCOUNT)).isEqualTo(steady.exchange.fills(ACCOUNT));
    }
}
