package io.ordermonitor.netty.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.netty.server.paper.PaperShare;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.WriteSession;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo's day before it is played. */
class DemoScenarioTest {
    private static final LocalDate DAY = DemoMarket.FIRST_DAY;

    private static Stream<DemoAction.Submit> submits() {
        return DemoScenario.day().stream()
                .map(DemoScenario.Moment::action)
                .filter(DemoAction.Submit.class::isInstance)
                .map(DemoAction.Submit.class::cast);
    }

    @Test
    void momentsComeInOrderAndAwayFromThePrints() {
        PricePath path = DemoMarket.market().path();
        List<Instant> moments = DemoScenario.day().stream()
                .map(moment -> DemoMarket.instant(DAY, moment.at()))
                .toList();
        assertThat(moments).isSorted();
        assertThat(moments)
                .allSatisfy(moment -> assertThat(path.next(moment.minusSeconds(5)))
                        .isPresent()
                        .get()
                        .satisfies(next -> assertThat(next).isAfter(moment.plusSeconds(5))));
    }

    @Test
    void everyOrderIsOnTheTickOfItsInstrument() {
        submits().forEach(submit -> {
            NewManagedOrder order = submit.order(DAY);
            Instrument instrument = submit.share().instrument();
            Stream.of(order.entryStopPrice(), order.entryLimitPrice(), order.slStopPrice(), order.targetPrice())
                    .filter(Objects::nonNull)
                    .forEach(price -> assertThat(price.remainder(instrument.tick()))
                            .as(submit.toString())
                            .isEqualByComparingTo(BigDecimal.ZERO));
        });
    }

    @Test
    void namesAreUsedOnce() {
        assertThat(submits().map(DemoAction.Submit::name)).doesNotHaveDuplicates();
    }

    @Test
    void entriesEndBeforeTheMarketStopsTakingThem() {
        TradingHours hours = DemoMarket.hours();
        assertThat(DemoScenario.day())
                .filteredOn(moment -> moment.action() instanceof DemoAction.Submit)
                .allSatisfy(moment -> assertThat(
                                hours.writeSession("NSECM", Product.MIS, DemoMarket.instant(DAY, moment.at())))
                        .isEqualTo(WriteSession.OPEN));
    }

    @Test
    void everyInstrumentHasPricesOnEveryDay() {
        for (PaperShare share : PaperShare.values()) {
            for (LocalDate day : List.of(DAY, DAY.plusDays(1), DAY.plusDays(365))) {
                Instant open = DemoMarket.instant(day, DemoMarket.BEGIN.minusMinutes(11));
                assertThat(DemoMarket.market().path().last(share.id(), open, DemoMarket.instant(day, DemoMarket.END)))
                        .as(share + " on " + day)
                        .isPresent();
            }
        }
    }

    @Test
    void daysAreWeekdays() {
        LocalDate saturday = LocalDate.of(2026, 1, 10);
        assertThat(saturday.getDayOfWeek()).isEqualTo(DayOfWeek.SATURDAY);
        assertThat(DemoDays.tradingDayFrom(saturday, DemoMarket.hours())).isEqualTo(LocalDate.of(2026, 1, 12));
        assertThat(DemoDays.tradingDayFrom(DAY, DemoMarket.hours())).isEqualTo(DAY);
    }
}
