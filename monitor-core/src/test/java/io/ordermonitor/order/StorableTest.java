package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.rupees;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no column takes is known before a statement is tried. */
class StorableTest {
    private static final BrokerOrder ROW =
            Worlds.row("1", "", Side.BUY, OrderTerms.limit(1, rupees("1500")), 0, LegState.WORKING);

    private static BrokerOrder with(String id, @Nullable BigDecimal average, BigDecimal limit, Instant updatedAt) {
        return new BrokerOrder(
                id,
                "",
                Worlds.RELIANCE,
                Side.BUY,
                Product.MIS,
                OrderType.LIMIT,
                1,
                0,
                average,
                limit,
                null,
                LegState.WORKING,
                false,
                "",
                Worlds.NOW,
                updatedAt);
    }

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "-5.00, true",
        "1500.123456, true",
        "999999999.9999, true",
        "1000000000, false",
        "-1000000000, false",
        "1E+400000000, false",
        "1E-400000000, false"
    })
    void aPriceIsOneThatAColumnTakes(BigDecimal price, boolean is) {
        assertThat(Storable.isPrice(price)).isEqualTo(is);
        assertThat(Storable.is(with("1", price, rupees("1500"), Worlds.NOW))).isEqualTo(is);
        assertThat(Storable.is(with("1", null, price, Worlds.NOW))).isEqualTo(is);
        assertThat(Storable.is(new Position(Worlds.RELIANCE, Product.MIS, 1, price, null, 0, null)))
                .isEqualTo(is);
        assertThat(Storable.is(new Position(Worlds.RELIANCE, Product.MIS, 1, BigDecimal.ONE, null, 1, price)))
                .isEqualTo(is);
    }

    @Test
    void idsAndTimesHaveTheirBounds() {
        assertThat(Storable.is(ROW)).isTrue();
        assertThat(Storable.is(with("9".repeat(201), null, rupees("1"), Worlds.NOW)))
                .isFalse();
        assertThat(Storable.is(with("1", null, rupees("1"), Instant.MAX))).isFalse();
        assertThat(Storable.is(with("1", null, rupees("1"), Instant.MIN))).isFalse();
        assertThat(Storable.is(with("1", null, rupees("1"), Instant.parse("0001-01-01T00:00:00Z"))))
                .as("what some brokers say for none")
                .isTrue();
    }

    @Test
    void aLastPriceBeyondAllSenseIsNone() {
        BigDecimal last = new BigDecimal("999999999999");
        Position position = new Position(Worlds.RELIANCE, Product.MIS, 1, BigDecimal.ONE, last, 0, null);
        assertThat(position.lastPrice()).isNull();
        assertThat(Storable.is(position)).isTrue();
    }
}
