package io.ordermonitor.message;

import static io.ordermonitor.message.Samples.because;
import static io.ordermonitor.message.Samples.leg;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegPictureTest {

    @Test
    void aLegWithoutOrdersIsNone() {
        LegPicture picture = LegPicture.of(List.of());
        assertThat(picture.status()).isEqualTo(LegState.NONE);
        assertThat(picture.type()).isNull();
        assertThat(picture.quantity()).isZero();
        assertThat(picture.brokerOrderIds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, MODIFYING, UNKNOWN",
        "CANCELLING, MODIFYING, MODIFYING",
        "SENT, CANCELLING, CANCELLING",
        "SENT, PARTIAL, SENT",
        "WORKING, PARTIAL, PARTIAL",
        "WORKING, WORKING, WORKING",
        "FILLED, WORKING, WORKING",
        "WORKING, REJECTED, WORKING",
        "CANCELLED, FILLED, FILLED",
    })
    void theMostDoubtfulLiveStateShowsElseTheNewest(LegState first, LegState second, LegState shown) {
        assertThat(LegPicture.of(List.of(
                                leg(LegKind.SL, 0, 1, first, 10, 0, null), leg(LegKind.SL, 1, 2, second, 10, 0, null)))
                        .status())
                .isEqualTo(shown);
    }

    @Test
    void liveSlicesAreSummedAndEndedOnesLeftOut() {
        LegPicture picture = LegPicture.of(List.of(
                leg(LegKind.SL, 0, 1, LegState.CANCELLED, 1800, 300, "101"),
                leg(LegKind.SL, 1, 3, LegState.WORKING, 200, 0, null),
                leg(LegKind.SL, 0, 2, LegState.PARTIAL, 1500, 500, "99.50")));
        assertThat(picture.quantity()).isEqualTo(1700);
        assertThat(picture.filled()).isEqualTo(500);
        assertThat(picture.averagePrice()).isEqualByComparingTo("99.5");
        assertThat(picture.brokerOrderIds()).containsExactly("B2", "B3");
        assertThat(picture.price()).isEqualByComparingTo("103");
    }

    @Test
    void withNothingLiveTheLastOfEachSliceIsShown() {
        LegPicture picture = LegPicture.of(List.of(
                leg(LegKind.ENTRY, 0, 1, LegState.REJECTED, 100, 0, null),
                leg(LegKind.ENTRY, 0, 2, LegState.FILLED, 100, 100, "10"),
                leg(LegKind.ENTRY, 1, 3, LegState.FILLED, 50, 50, "13")));
        assertThat(picture.status()).isEqualTo(LegState.FILLED);
        assertThat(picture.quantity()).isEqualTo(150);
        assertThat(picture.filled()).isEqualTo(150);
        assertThat(picture.averagePrice()).isEqualByComparingTo("11");
    }

    @Test
    void theAverageIsWeightedByFillsAndNullWithoutAny() {
        assertThat(LegPicture.of(List.of(leg(LegKind.TP, 0, 1, LegState.WORKING, 10, 0, "5")))
                        .averagePrice())
                .isNull();
        assertThat(LegPicture.of(List.of(
                                leg(LegKind.TP, 0, 1, LegState.PARTIAL, 10, 1, "10"),
                                leg(LegKind.TP, 1, 2, LegState.PARTIAL, 10, 2, "11")))
                        .averagePrice())
                .isEqualTo(new BigDecimal("10.6667"));
    }

    @Test
    void theNewestReasonShows() {
        assertThat(LegPicture.of(List.of(
                                because(leg(LegKind.SL, 0, 1, LegState.WORKING, 10, 0, null), "old"),
                                because(leg(LegKind.SL, 1, 2, LegState.WORKING, 10, 0, null), "new"),
                                because(leg(LegKind.SL, 2, 3, LegState.WORKING, 10, 0, null), " ")))
                        .reason())
                .isEqualTo("new");
    }
}
