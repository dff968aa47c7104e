package io.ordermonitor.broker.paper;

import static io.ordermonitor.broker.paper.PaperBench.OPTION;
import static io.ordermonitor.broker.paper.PaperBench.SHARE;
import static io.ordermonitor.broker.paper.PaperBench.minute;
import static io.ordermonitor.broker.paper.PaperBench.print;
import static io.ordermonitor.broker.paper.PaperBench.rupees;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The market that paper orders meet: bars, prints, and the file they come from. */
class PricePathTest {
    private static final String HEADER = "instrument_id,symbol,exchange_segment,timestamp,open,high,low,close,volume\n";
    private static final String GOOD = "11915,YESBANK,NSECM,2019-07-09T09:15:00+05:30,95.00,95.20,93.90,94.85,1003\n";

    @Test
    void aFallingBarGoesOverItsHighToItsLow() {
        List<Print> prints = bar("95.00", "95.20", "93.90", "94.85", 1003).prints();
        assertThat(prints).extracting(p -> p.price().toString()).containsExactly("95.00", "95.20", "93.90", "94.85");
        assertThat(prints)
                .extracting(Print::at)
                .containsExactly(
                        minute(3).plusSeconds(5),
                        minute(3).plusSeconds(20),
                        minute(3).plusSeconds(35),
                        minute(3).plusSeconds(50));
        assertThat(prints).extracting(Print::volume).containsExactly(250L, 250L, 250L, 253L);
    }

    @ParameterizedTest
    @CsvSource({"94.00, 93.00", "95.00, 93.00"})
    void aRisingOrUnchangedBarGoesOverItsLowToItsHigh(String open, String low) {
        assertThat(bar(open, "96.00", low, "95.00", 0).prints())
                .extracting(p -> p.price().toString())
                .containsExactly(open, low, "96.00", "95.00");
    }

    @Test
    void aBarMovesToAnotherDateAndInstrument() {
        MinuteBar moved = bar("95.00", "96.00", "94.00", "95.00", 8)
                .movedTo(LocalDate.of(2027, 3, 1), ZoneId.of("Asia/Kolkata"))
                .of(OPTION, "OTHER");
        assertThat(moved.start()).isEqualTo(Instant.parse("2027-03-01T03:48:00Z"));
        assertThat(moved.instrument()).isEqualTo(OPTION);
        assertThat(moved.symbol()).isEqualTo("OTHER");
    }

    @Test
    void theLastPrintIsTheNewestAtOrBeforeNowAndNotBeforeTheOpening() {
        PricePath path = PricePath.ofPrints(List.of(print(9, "101.00", 1), print(1, "100.00", 1)));
        assertThat(path.last(SHARE, minute(0), minute(1).minusNanos(1))).isEmpty();
        assertThat(path.last(SHARE, minute(0), minute(1))).contains(print(1, "100.00", 1));
        assertThat(path.last(SHARE, minute(0), minute(5))).contains(print(1, "100.00", 1));
        assertThat(path.last(SHARE, minute(0), minute(9))).contains(print(9, "101.00", 1));
        assertThat(path.last(SHARE, minute(2), minute(5))).isEmpty();
        assertThat(path.last(OPTION, minute(0), minute(9))).isEmpty();
    }

    @Test
    void printsBetweenLeaveOutTheFirstInstantAndKeepTheLast() {
        PricePath path = PricePath.ofPrints(List.of(print(1, "1", 1), print(2, "2", 1), print(3, "3", 1)));
        assertThat(path.between(SHARE, minute(1), minute(3))).containsExactly(print(2, "2", 1), print(3, "3", 1));
        assertThat(path.between(SHARE, minute(3), minute(1))).isEmpty();
        assertThat(path.next(minute(1))).contains(minute(2));
        assertThat(path.next(minute(3))).isEmpty();
        assertThat(path.instruments()).containsExactly(SHARE);
    }

    @Test
    void twoBarsOfOneMinuteAreRefused() {
        MinuteBar bar = bar("95.00", "96.00", "94.00", "95.00", 8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PricePath.of(List.of(bar, bar)))
                .withMessageContaining("NSECM:3045 has two prints at");
    }

    @Test
    void aFileIsReadWithItsGaps(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("day.csv"), HEADER + GOOD + GOOD.replace("09:15", "09:18"));
        List<MinuteBar> bars = MinuteBarFile.read(file);
        assertThat(bars).hasSize(2);
        assertThat(bars.get(0).start()).isEqualTo(Instant.parse("2019-07-09T03:45:00Z"));
        assertThat(bars.get(0).instrument()).hasToString("NSECM:11915");
        assertThat(bars.get(0).volume()).isEqualTo(1003);
        assertThat(PricePath.of(bars).next(bars.get(0).start().plusSeconds(50)))
                .contains(Instant.parse("2019-07-09T03:48:05Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "11915|day.csv line 3: 9 columns expected, 1 found",
                "11915,YESBANK,NSECM,2019-07-09T09:16:00,95,96,94,95,8|day.csv line 3: not a time",
                "11915,YESBANK,NSECM,2019-07-09T09:16:07+05:30,95,96,94,95,8|day.csv line 3: a bar begins at a whole",
                "11915,YESBANK,NSECM,2019-07-09T09:16:00+05:30,x,96,94,95,8|day.csv line 3: not a number",
                "11915,YESBANK,NSECM,2019-07-09T09:16:00+05:30,95,96,94,95,8.5|day.csv line 3: not a number",
                "11915,YESBANK,NSECM,2019-07-09T09:16:00+05:30,95,94.95,94,94.9,8|day.csv line 3: open 95, high 94.95",
                "11915,YESBANK,NSECM,2019-07-09T09:16:00+05:30,95,96,95.05,95.5,8|day.csv line 3: open 95, high 96",
                "11915,YESBANK,NSECM,2019-07-09T09:16:00+05:30,95,96,94,95,-1|day.csv line 3: volume",
                "11915,YESBANK,nse,2019-07-09T09:16:00+05:30,95,96,94,95,8|day.csv line 3: not an instrument",
                "11915,YESBANK,NSECM,2019-07-09T09:15:00+05:30,95,96,94,95,8|day.csv line 3: the minute of NSECM:11915",
            })
    void aBadLineIsNamedWithItsNumber(String line, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MinuteBarFile.read(new StringReader(HEADER + GOOD + line), "day.csv"))
                .withMessageStartingWith(complaint);
    }

    @Test
    void anotherHeaderIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MinuteBarFile.read(new StringReader(GOOD), "day.csv"))
                .withMessageStartingWith("day.csv line 1: the header must be instrument_id,");
    }

    private static MinuteBar bar(String open, String high, String low, String close, long volume) {
        return new MinuteBar(SHARE, "SBIN", minute(3), rupees(open), rupees(high), rupees(low), rupees(close), volume);
    }

    @Test
    void aRepeatedDayHasTheSamePrintsAtTheSameTimesOfEveryDay() {
        ZoneId zone = ZoneId.of("Asia/Kolkata");
        PricePath path = PricePath.ofPrints(List.of(print(1, "100.00", 10), print(2, "101.00", 20)))
                .everyDay(zone);
        Instant next = minute(1).plusSeconds(86_400);
        Instant after = minute(2).plusSeconds(5 * 86_400);
        assertThat(path.last(SHARE, minute(0).plusSeconds(86_400), next.plusSeconds(30)))
                .get()
                .isEqualTo(new Print(SHARE, next, rupees("100.00"), 10));
        assertThat(path.last(SHARE, minute(0).plusSeconds(86_400), next.minusSeconds(1)))
                .isEmpty();
        assertThat(path.between(SHARE, next, after)).hasSize(9);
        assertThat(path.between(SHARE, after, after.minusSeconds(1))).isEmpty();
        assertThat(path.next(minute(1))).contains(minute(2));
        assertThat(path.next(minute(2))).contains(next);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PricePath.ofPrints(List.of(print(1, "100.00", 1), print(60 * 24, "100.00", 1)))
                        .everyDay(zone))
                .withMessageContaining("one day");
    }
}
