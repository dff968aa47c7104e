package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.rupees;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** First in, first out, on examples worked by hand. */
class FifoTest {
    private static final PnlKey KEY = new PnlKey(70, Worlds.RELIANCE, Product.MIS);

    private static Fifo.Fill fill(String id, Side side, long quantity, String price, int second) {
        Instant at = second < 0 ? Instant.MIN : Worlds.NOW.plusSeconds(second);
        return new Fifo.Fill(KEY, id, side, quantity, rupees(price), at);
    }

    private static PnlRow row(Fifo.Fill... fills) {
        List<PnlRow> rows = Fifo.rows(List.of(fills), key -> BigDecimal.ONE);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static void assertRow(PnlRow row, String realised, long open, String openValue) {
        assertThat(row.realised()).isEqualByComparingTo(realised);
        assertThat(row.openQuantity()).isEqualTo(open);
        assertThat(row.openValue()).isEqualByComparingTo(openValue);
    }

    @Test
    void a_long_that_is_sold_in_parts_realises_its_first_units_first() {
        PnlRow row = row(
                fill("1", Side.BUY, 100, "10", 0),
                fill("2", Side.BUY, 100, "12", 1),
                fill("3", Side.SELL, 150, "13", 2));
        assertRow(row, "350", 50, "600");
        assertThat(row.unrealised(rupees("14"))).isEqualByComparingTo("100");
    }

    @Test
    void a_short_realises_when_it_is_bought_back() {
        assertRow(row(fill("1", Side.SELL, 100, "10", 0), fill("2", Side.BUY, 40, "9", 1)), "40", -60, "-600");
    }

    @Test
    void a_flip_through_zero_is_the_same_rule() {
        assertRow(
                row(
                        fill("1", Side.BUY, 100, "10", 0),
                        fill("2", Side.SELL, 150, "11", 1),
                        fill("3", Side.BUY, 80, "12", 2)),
                "50",
                30,
                "360");
    }

    @Test
    void carried_units_enter_first() {
        assertRow(
                row(
                        fill("2", Side.BUY, 50, "12", 0),
                        fill("carried", Side.BUY, 50, "10", -1),
                        fill("3", Side.SELL, 60, "13", 1)),
                "160",
                40,
                "480");
    }

    @Test
    void equal_times_are_matched_in_the_order_of_broker_order_ids_and_input_order_does_not_matter() {
        List<Fifo.Fill> fills = new ArrayList<>(List.of(
                fill("b", Side.BUY, 10, "20", 0), fill("a", Side.BUY, 10, "10", 0), fill("c", Side.SELL, 10, "30", 1)));
        List<MatchedPiece> pieces = Fifo.pieces(fills);
        assertThat(pieces)
                .singleElement()
                .satisfies(p -> assertThat(p.buyOrderId()).isEqualTo("a"));
        java.util.Collections.reverse(fills);
        assertThat(Fifo.pieces(fills)).isEqualTo(pieces);
    }

    @Test
    void the_multiplier_counts_once_and_keys_are_apart() {
        PnlKey other = new PnlKey(71, Worlds.RELIANCE, Product.MIS);
        List<PnlRow> rows = Fifo.rows(
                List.of(
                        fill("1", Side.BUY, 2, "10", 0),
                        fill("2", Side.SELL, 1, "15", 1),
                        new Fifo.Fill(other, "3", Side.SELL, 1, rupees("15"), Worlds.NOW)),
                key -> BigDecimal.valueOf(50));
        assertThat(rows).hasSize(2);
        assertRow(rows.get(0), "250", 1, "500");
        assertRow(rows.get(1), "0", -1, "-750");
        assertThat(rows.get(0).unrealised(rupees("11"))).isEqualByComparingTo("50");
    }
}
