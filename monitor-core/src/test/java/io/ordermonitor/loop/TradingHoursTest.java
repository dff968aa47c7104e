package io.ordermonitor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.Product;
import io.ordermonitor.order.WriteSession;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingHoursTest {
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    private final TradingHours hours = TradingHours.nse();

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:25:59.999999999, false, 2026-11-23T09:26",
        "2026-11-23T09:26:00, true, 2026-11-23T09:26",
        "2026-11-23T23:59:59.999, true, 2026-11-23T23:59:59.999",
        "2026-11-24T00:00:00, false, 2026-11-24T09:26",
    })
    void connectionsAreTakenFromTwentySixPastNineUntilMidnight(String at, boolean open, String back) {
        assertThat(hours.takesConnections(india(at))).isEqualTo(open);
        assertThat(hours.takesConnectionsAt(india(at))).isEqualTo(india(back));
    }

    @ParameterizedTest
    @CsvSource({
        // before the closing auction began
        "2026-07-31T15:29:59, NSECM, NRML, OPEN",
        "2026-07-31T15:30:00, NSECM, NRML, CLOSED",
        // after it
        "2026-08-03T15:14:59, NSECM, CNC, OPEN",
        "2026-08-03T15:15:00, NSECM, CNC, CLOSED",
        "2026-08-03T15:39:59, NSEFO, NRML, OPEN",
        "2026-08-03T15:40:00, NSEFO, NRML, CLOSED",
        // an ordinary day
        "2026-11-23T09:14:59, NSEFO, MIS, CLOSED",
        "2026-11-23T09:15:00, NSEFO, MIS, OPEN",
        "2026-11-23T14:59:59, NSEFO, MIS, OPEN",
        "2026-11-23T15:00:00, NSEFO, MIS, NO_ENTRIES",
        "2026-11-23T15:11:59, NSEFO, MIS, NO_ENTRIES",
        "2026-11-23T15:12:00, NSEFO, MIS, SQUARING_OFF",
        "2026-11-23T15:24:59, NSEFO, MIS, SQUARING_OFF",
        "2026-11-23T15:25:00, NSEFO, MIS, NO_ENTRIES",
        "2026-11-23T15:12:00, NSEFO, NRML, OPEN",
        // a holiday, a Sunday, a Sunday with a session of unknown times, a segment and a day that nobody knows
        "2026-11-24T11:00:00, NSEFO, MIS, CLOSED",
        "2026-11-22T11:00:00, NSEFO, MIS, CLOSED",
        "2026-11-08T18:30:00, NSEFO, MIS, CLOSED",
        "2026-11-23T11:00:00, MCXFO, MIS, CLOSED",
        "2027-01-04T11:00:00, NSEFO, MIS, CLOSED",
    })
    void ordersAreSentInTheSessionsOfTheirSegment(String at, String segment, Product product, WriteSession session) {
        assertThat(hours.writeSession(segment, product, india(at))).isEqualTo(session);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:00:00, NRML, 2026-11-23T09:15:00",
        "2026-11-23T10:00:00, NRML, 2026-11-23T10:00:00",
        "2026-11-23T15:40:00, NRML, 2026-11-25T09:15:00",
        "2026-11-27T16:00:00, NRML, 2026-11-30T09:15:00",
        // a session is open, and takes no more intraday entries
        "2026-11-23T15:00:00, NRML, 2026-11-23T15:00:00",
        "2026-11-23T14:59:59, MIS, 2026-11-23T14:59:59",
        "2026-11-23T15:00:00, MIS, 2026-11-25T09:15:00",
    })
    void theNextOpeningSkipsHolidaysAndWeekendsAndSessionsThatTakeNoEntries(
            String at, Product product, String opening) {
        assertThat(hours.nextOpening("NSEFO", product, india(at))).contains(india(opening));
    }

    @Test
    void aSegmentThatTheCalendarDoesNotKnowHasNoOpening() {
        assertThat(hours.nextOpening("MCXFO", Product.NRML, india("2026-11-23T10:00:00")))
                .isEmpty();
    }

    @Test
    void cyclesRunOnTradingAndUnknownDaysFromCycleFrom() {
        TradingHours early = hours.withCycleFrom(LocalTime.of(9, 15));
        assertThat(early.takesCycles(india("2026-11-23T09:14:59"))).isFalse();
        assertThat(early.takesCycles(india("2026-11-23T09:15:00"))).isTrue();
        assertThat(early.takesCycles(india("2026-11-24T10:00:00"))).isFalse();
        assertThat(early.takesCycles(india("2027-01-04T10:00:00"))).isTrue();
        assertThat(early.isKnown(LocalDate.parse("2027-01-04"))).isFalse();
        assertThat(early.isKnown(LocalDate.parse("2027-01-03"))).isTrue();
        assertThat(early.nextCycleFrom(india("2026-11-23T16:00:00"), true)).isEqualTo(india("2026-11-25T09:15:00"));
        assertThat(early.nextCycleFrom(india("2026-11-23T16:00:00"), false)).isEqualTo(india("2026-11-25T09:26:00"));
    }

    @Test
    void theDayIsOverWhenTheLastSessionOfTheUsersSegmentsIsAuctionsIncluded() {
        assertThat(hours.isAfterClose(Set.of(), india("2026-11-23T15:39:59"))).isFalse();
        assertThat(hours.isAfterClose(Set.of(), india("2026-11-23T15:40:00"))).isTrue();
        assertThat(hours.isAfterClose(Set.of("NSECM"), india("2026-11-23T15:34:59")))
                .isFalse();
        assertThat(hours.isAfterClose(Set.of("NSECM"), india("2026-11-23T15:35:00")))
                .isTrue();
    }

    @Test
    void alwaysIsAlwaysOpen() {
        TradingHours always = TradingHours.always();
        Instant sundayNight = india("2026-11-22T00:00:00");
        assertThat(always.takesConnections(sundayNight)).isTrue();
        assertThat(always.takesCycles(sundayNight)).isTrue();
        assertThat(always.isAfterClose(Set.of(), india("2026-11-22T23:59:59"))).isFalse();
        assertThat(always.writeSession("XYZ", Product.MIS, india("2026-11-22T15:15:00")))
                .isEqualTo(WriteSession.OPEN);
    }

    @Test
    void aSpecialSessionReplacesTheHolidayItFallsOn() throws IOException {
        TradingCalendar calendar = TradingCalendar.read(new StringReader("""
                        covers,2026-01-01,2026-12-31
                        session,NSEFO,continuous,09:15,15:40,,
                        holiday,2026-11-24,a holiday
                        special,2026-11-24,*,18:00,19:00,evening session
                        """), "test.csv");
        TradingHours special =
                new TradingHours(INDIA, LocalTime.of(9, 26), null, null, calendar, WriteRules.standard());
        assertThat(special.writeSession("NSEFO", Product.NRML, india("2026-11-24T10:00:00")))
                .isEqualTo(WriteSession.CLOSED);
        assertThat(special.writeSession("NSEFO", Product.NRML, india("2026-11-24T18:30:00")))
                .isEqualTo(WriteSession.OPEN);
        assertThat(special.takesCycles(india("2026-11-24T18:30:00"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "18:00,19:00, 18:29:59, OPEN",
        "18:00,19:00, 18:30:00, NO_ENTRIES",
        "18:00,19:00, 18:41:59, NO_ENTRIES",
        "18:00,19:00, 18:42:00, SQUARING_OFF",
        "18:00,19:00, 18:54:59, SQUARING_OFF",
        "18:00,19:00, 18:55:00, NO_ENTRIES",
        "13:45,14:45, 14:14:59, OPEN",
        "13:45,14:45, 14:15:00, NO_ENTRIES",
        "13:45,14:45, 14:27:00, SQUARING_OFF",
        "09:15,15:40, 14:59:59, OPEN",
        "09:15,15:40, 15:00:00, NO_ENTRIES",
        "09:15,15:40, 15:12:00, SQUARING_OFF",
        "09:15,15:40, 15:26:00, NO_ENTRIES",
        "00:00:01,00:10, 00:05, SQUARING_OFF"
    })
    void intradayTradingEndsBeforeTheCloseOfASpecialSessionAsItDoesOnOtherDays(
            String start, String end, String at, WriteSession session) throws IOException {
        TradingCalendar calendar = TradingCalendar.read(
                new StringReader(
                        "covers,2026-01-01,2026-12-31\nspecial,2026-11-24,*," + start + "," + end + ",special"),
                "test.csv");
        TradingHours special =
                new TradingHours(INDIA, LocalTime.of(9, 26), null, null, calendar, WriteRules.standard());

        assertThat(special.writeSession("NSEFO", Product.MIS, india("2026-11-24T" + at)))
                .isEqualTo(session);
        assertThat(special.writeSession("NSEFO", Product.NRML, india("2026-11-24T" + at)))
                .isEqualTo(WriteSession.OPEN);
    }

    @Test
    void theEndOfTheCalendarIsToldFromThirtyDaysBefore() {
        assertThat(hours.knownUntil()).hasValue(LocalDate.parse("2026-12-31"));
        assertThat(hours.endOfCalendar(LocalDate.parse("2026-11-30"))).isEmpty();
        assertThat(hours.endOfCalendar(LocalDate.parse("2026-12-01")))
                .hasValueSatisfying(told -> assertThat(told)
                        .contains("ends on 2026-12-31, in 30 days")
                        .contains("hours.calendar"));
        assertThat(hours.endOfCalendar(LocalDate.parse("2027-01-02")))
                .hasValueSatisfying(told -> assertThat(told).contains("ended on 2026-12-31"));
        assertThat(TradingHours.always().endOfCalendar(LocalDate.parse("2030-01-01")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "holyday,2026-01-01,x",
                "holiday,2026-13-01,x",
                "session,NSEFO,continuous,15:40,09:15,,",
                "session,NSEFO,continuos,09:15,15:40,,",
                "covers,2026-01-01",
            })
    void aLineThatIsWrongIsNamed(String line) {
        assertThatThrownBy(() -> TradingCalendar.read(new StringReader("# head\n" + line), "own.csv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("own.csv line 2")
                .hasMessageContaining(line);
    }

    private static Instant india(String local) {
        return LocalDateTime.parse(local).atZone(INDIA).toInstant();
    }
}
