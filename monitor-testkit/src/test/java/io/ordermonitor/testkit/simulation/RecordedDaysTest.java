package io.ordermonitor.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ordermonitor.broker.paper.MinuteBar;
import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.netty.server.paper.PaperShare;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordedDaysTest {
    private static final Instrument SHARE = new Instrument(
            new InstrumentId("NSECM", "1"),
            "SHARE",
            new BigDecimal("0.05"),
            1,
            60,
            BigDecimal.ONE,
            new BigDecimal("50.00"),
            new BigDecimal("150.00"),
            Instant.EPOCH);
    private static final Instant OPEN = Instant.parse("2019-07-09T03:45:00Z");

    private static MinuteBar bar(int minute, String price) {
        BigDecimal middle = new BigDecimal(price);
        return new MinuteBar(
                SHARE.id(),
                "SHARE",
                OPEN.plus(Duration.ofMinutes(minute)),
                middle,
                middle.add(BigDecimal.ONE),
                middle.subtract(BigDecimal.ONE),
                middle,
                4_000);
    }

    private static List<MinuteBar> session(int minutes) {
        List<MinuteBar> bars = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            bars.add(bar(minute, 60 + minute / 10 + ".00"));
        }
        return bars;
    }

    private static List<Print> prints(DayKind kind, int minutes, long seed) {
        DayTimes times = DayTimes.of(kind, Duration.ofMinutes(minutes));
        return new RecordedDays(List.of(SHARE), session(375)).prints(times, times.at(times.length()), new Random(seed));
    }

    @ParameterizedTest
    @EnumSource(DayKind.class)
    void recordedMinutesKeepEveryInvariantOnEachKindOfDay(DayKind kind) {
        Simulation simulation = Simulation.standard()
                .withBars(PaperShare.instruments(), PaperShare.bars())
                .withDays(Set.of(kind));
        for (long seed = 1; seed <= 5; seed++) {
            DayResult day = simulation.run(seed);
            assertThat(day.violation())
                    .as(() -> day.faults() + "\n" + String.join("\n", day.story()))
                    .isEmpty();
        }
    }

    @Test
    void theSameSeedGivesTheSameRecordedDay() {
        Simulation simulation = Simulation.standard().withBars(PaperShare.instruments(), PaperShare.bars());

        assertThat(simulation.run(4))
                .isEqualTo(simulation.run(4))
                .isNotEqualTo(Simulation.standard().run(4));
    }

    @Test
    void aMinuteGoesFromItsOpenByBothExtremesToItsClose() {
        Set<List<String>> orders = new HashSet<>();
        List<Print> prints = prints(DayKind.MIDDLE, 75, 1);
        for (int i = 0; i + 3 < prints.size(); i += 4) {
            BigDecimal open = prints.get(i).price();
            orders.add(prints.subList(i, i + 4).stream()
                    .map(print -> print.price().subtract(open).toPlainString())
                    .toList());
        }

        assertThat(orders)
                .containsExactlyInAnyOrder(
                        List.of("0.00", "-1.00", "1.00", "0.00"), List.of("0.00", "1.00", "-1.00", "0.00"));
    }

    @Test
    void shortDaysBeginAnywhereInTheRecordedSession() {
        Set<BigDecimal> first = new HashSet<>();
        for (long seed = 1; seed <= 10; seed++) {
            List<Print> prints = prints(DayKind.MIDDLE, 75, seed);
            first.add(prints.get(0).price());
            assertThat(prints.get(0).at().atZone(DayTimes.INDIA).toLocalTime()).isEqualTo(LocalTime.of(9, 15, 5));
            assertThat(prints).hasSize(80 * 4);
        }

        assertThat(first).hasSizeGreaterThan(3);
    }

    @Test
    void daysThatEndWithTheSessionEndWithTheRecordedOne() {
        List<Print> prints = prints(DayKind.CLOSE, 75, 1);

        assertThat(prints.get(prints.size() - 1).at().atZone(DayTimes.INDIA).toLocalTime())
                .isEqualTo(LocalTime.of(15, 29, 50));
        assertThat(prints.get(prints.size() - 1).price()).isEqualByComparingTo("97");
    }

    @Test
    void afterANightTheNextMorningIsReplayed() {
        List<Print> prints = prints(DayKind.OVERNIGHT, 75, 1);

        assertThat(prints.stream()
                        .map(print -> print.at().atZone(DayTimes.INDIA).toLocalDate())
                        .distinct())
                .hasSize(2);
        assertThat(prints).anyMatch(print -> print.price().compareTo(new BigDecimal("60")) == 0);
    }

    @Test
    void barsThatTheExchangeWouldNotTradeAreRefused() {
        Simulation standard = Simulation.standard().withFaults(EnumSet.noneOf(FaultKind.class));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.withBars(List.of(SHARE), List.of(bar(0, "150.00"))))
                .withMessageContaining("outside its band or not on its tick");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.withBars(List.of(SHARE), List.of(bar(0, "70.01"))))
                .withMessageContaining("not on its tick");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.withBars(List.of(SHARE), List.of()))
                .withMessageContaining("no bars of NSECM:1");
    }
}
