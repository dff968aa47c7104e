package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.rupees;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instruments, tags, slices, terms and reasons. */
class OrderValuesTest {
    @Test
    void prices_are_rounded_to_the_tick_and_never_through_a_double() {
        Instrument reliance = Worlds.reliance();
        assertThat(reliance.tickFloor(rupees("1500.0499"))).isEqualTo(rupees("1500.00"));
        assertThat(reliance.tickCeil(rupees("1500.0001"))).isEqualTo(rupees("1500.05"));
        assertThat(reliance.tickFloor(rupees("1500.05"))).isEqualTo(rupees("1500.05"));
        assertThat(reliance.tickPassive(Side.BUY, rupees("1500.03"))).isEqualTo(rupees("1500.00"));
        assertThat(reliance.tickPassive(Side.SELL, rupees("1500.03"))).isEqualTo(rupees("1500.05"));
        assertThat(reliance.tickAggressive(Side.BUY, rupees("1500.03"))).isEqualTo(rupees("1500.05"));
        assertThat(reliance.tickAggressive(Side.SELL, rupees("1500.03"))).isEqualTo(rupees("1500.00"));
        assertThat(Worlds.instrument("0.0025", 1, 10).tickFloor(rupees("83.12345")))
                .isEqualTo(rupees("83.1225"));
        assertThat(Worlds.instrument("1", 1, 10).tickCeil(rupees("1500.2"))).isEqualTo(rupees("1501.00"));
    }

    @Test
    void a_clamped_price_lies_within_the_band() {
        assertThat(Worlds.reliance().clamp(rupees("1200"))).isEqualByComparingTo("1300");
        assertThat(Worlds.reliance().clamp(rupees("1800"))).isEqualByComparingTo("1700");
        assertThat(Worlds.reliance().clamp(rupees("1500"))).isEqualByComparingTo("1500");
    }

    @Test
    void slices_are_at_most_the_freeze_quantity_rounded_down_to_a_lot() {
        Instrument future = Worlds.instrument("0.05", 65, 1800);
        assertThat(future.largestSlice()).isEqualTo(1755);
        assertThat(Slices.of(1755, future)).containsExactly(1755);
        assertThat(Slices.of(1820, future)).containsExactly(1755, 65);
        assertThat(Slices.of(3900, future)).containsExactly(1755, 1755, 390);
        assertThat(Slices.of(0, future)).isEmpty();
        assertThat(Slices.of(-65, future)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,e,1", "14,s,13", "50,t,2", "1000000,f,7", "518,e,35", "2821109907455,s,1295"})
    void a_tag_tells_its_order(long orderId, char leg, int number) {
        LegKind kind = List.of(LegKind.values()).stream()
                .filter(k -> k.letter() == leg)
                .findFirst()
                .orElseThrow();
        String tag = Tag.of("t0k", orderId, kind, number);
        assertThat(tag).matches("[0-9a-z]{6,16}");
        assertThat(Tag.orderOf("t0k", tag)).hasValue(orderId);
        assertThat(Tag.orderOf("zzz", tag)).isEmpty();
    }

    @Test
    void what_is_no_tag_has_no_order_and_what_makes_no_tag_is_refused() {
        assertThat(Tag.orderOf("t0k", "")).isEmpty();
        assertThat(Tag.orderOf("t0k", "t0k1x1")).isEmpty();
        assertThat(Tag.orderOf("t0k", "T0K1e1")).isEmpty();
        assertThat(Tag.orderOf("t0k", "t0k01e1"))
                .as("a leading zero is none of ours")
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("t0", 1, LegKind.SL, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("t0k", 0, LegKind.SL, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("t0k", Long.MAX_VALUE, LegKind.SL, 1));
    }

    @Test
    void an_entry_has_its_stop_on_the_losing_side_and_its_target_on_the_winning_side() {
        assertThat(Worlds.terms(Side.BUY, OrderType.LIMIT, "1500", null).whyMisplaced())
                .contains("slStopPrice must lie on the losing side of the entry");
        assertThat(Worlds.terms(Side.SELL, OrderType.LIMIT, "1499", null).whyMisplaced())
                .isPresent();
        assertThat(Worlds.terms(Side.BUY, OrderType.LIMIT, "1480", "1500").whyMisplaced())
                .contains("targetPrice must lie on the winning side of the entry");
        assertThat(Worlds.terms(Side.BUY, OrderType.LIMIT, "1499", "1501").whyMisplaced())
                .isEmpty();
        assertThat(Worlds.terms(Side.BUY, OrderType.MARKET, "1600", null).whyMisplaced())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Worlds.terms(Side.SELL, OrderType.MARKET, "1500", "1510"))
                .withMessageContaining("targetPrice");
        assertThat(Worlds.terms(Side.BUY, OrderType.MARKET, "1480", "1481").targetPrice())
                .isNotNull();
    }

    @Test
    void the_limit_of_a_stop_lies_half_a_percent_or_two_ticks_beyond_it() {
        assertThat(Worlds.terms(Side.BUY, OrderType.LIMIT).slLimitPrice(Worlds.reliance()))
                .isEqualByComparingTo("1472.60");
        assertThat(Worlds.terms(Side.SELL, OrderType.LIMIT).slLimitPrice(Worlds.reliance()))
                .isEqualByComparingTo("1527.60");
        assertThat(Worlds.terms(Side.BUY, OrderType.LIMIT).slLimitPrice(Worlds.instrument("5", 1, 10)))
                .isEqualByComparingTo("1470");
        assertThat(Worlds.terms(Side.BUY, OrderType.LIMIT, "1301", null).slLimitPrice(Worlds.reliance()))
                .as("within the band")
                .isEqualByComparingTo("1300");
    }

    @Test
    void terms_are_the_same_whatever_their_scale() {
        assertThat(OrderTerms.limit(1, rupees("1500")).matches(OrderTerms.limit(1, rupees("1500.00"))))
                .isTrue();
        assertThat(OrderTerms.limit(1, rupees("1500")).matches(OrderTerms.limit(2, rupees("1500"))))
                .isFalse();
        assertThat(OrderTerms.limit(1, rupees("1500")).matches(OrderTerms.stopLimit(1, rupees("1500"), rupees("1500"))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "OEMS:RMS : Margin Exceeds : - Set Limit:[0] Total Required Margin:[97.5] Margin Shortfall[97.5] ; MARGIN",
                "17071 : The order could have resulted in self trade ; SELF_TRADE",
                "Gateway:DMA order can't be placed, for PRO Orders ; PERMISSION",
                "16388 : order was cancelled by system ; OTHER"
            })
    void brokers_words_have_a_class(String reason, RejectionClass expected) {
        assertThat(RejectionClass.of(reason)).isEqualTo(expected);
    }

    @Test
    void margin_instrument_and_permission_are_not_worth_another_entry() {
        assertThat(List.of(RejectionClass.values()))
                .filteredOn(kind -> !kind.isWorthRegenerating())
                .containsExactly(RejectionClass.MARGIN, RejectionClass.INSTRUMENT, RejectionClass.PERMISSION);
    }
}
