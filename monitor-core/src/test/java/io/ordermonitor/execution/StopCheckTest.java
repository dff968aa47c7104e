package io.ordermonitor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopCheckTest {
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");
    private static final InstrumentId SHARE = InstrumentId.parse("NSECM:2885");
    private static final long ACCOUNT = 70;

    private final StopCheck check = new StopCheck(Duration.ofMinutes(2), INDIA);
    private final LastPrices prices = new LastPrices();

    private static Instrument share(Instant asOf) {
        return new Instrument(
                SHARE,
                "RELIANCE",
                new BigDecimal("0.05"),
                1,
                100_000,
                BigDecimal.ONE,
                new BigDecimal("1300.00"),
                new BigDecimal("1700.00"),
                asOf);
    }

    private static NewManagedOrder terms(Side side, OrderType type, String stop, @Nullable String target) {
        String far = side == Side.BUY ? "1650.00" : "1350.00";
        return new NewManagedOrder(
                7,
                ACCOUNT,
                SHARE,
                side,
                Product.MIS,
                100,
                type,
                type == OrderType.STOPLIMIT ? new BigDecimal(far) : null,
                type == OrderType.MARKET ? null : new BigDecimal(far),
                new BigDecimal(stop),
                null,
                target == null ? null : new BigDecimal(target),
                "mine",
                null,
                "key");
    }

    private void last(String price, Instant readAt) {
        prices.read(ACCOUNT, Map.of(SHARE, new BigDecimal(price)), readAt);
    }

    private Optional<String> entry(NewManagedOrder terms) {
        return check.entry(prices, terms, share(NOW), NOW);
    }

    private static ManagedOrder order(NewManagedOrder terms, int filled) {
        LegOrder entry =
                LegOrder.sent("t0k1e1", LegKind.ENTRY, 0, 1, OrderTerms.limit(100, new BigDecimal("1500")), NOW);
        LegOrder seen = new LegOrder(
                entry.tag(),
                entry.leg(),
                0,
                1,
                "B1",
                filled < 100 ? LegState.PARTIAL : LegState.FILLED,
                entry.type(),
                100,
                filled,
                entry.limitPrice(),
                entry.limitPrice(),
                null,
                "",
                entry.note(),
                false,
                entry.writes());
        return ManagedOrder.of(1, terms, null, 1, LocalDate.of(2026, 11, 23), NOW)
                .withLegOrder(seen);
    }

    private Optional<String> amended(NewManagedOrder was, int filled, String stop, @Nullable String target) {
        NewManagedOrder to = was.amended(new BigDecimal(stop), target == null ? null : new BigDecimal(target));
        return check.amendment(prices, order(was, filled), to, share(NOW), NOW);
    }

    @ParameterizedTest(name = "a stop of a {0} {1} at {2}: refused {3}")
    @CsvSource({
        "BUY,  MARKET,    1500.05, true",
        "BUY,  MARKET,    1500.00, true",
        "BUY,  MARKET,    1499.95, false",
        "BUY,  LIMIT,     1500.00, true",
        "BUY,  LIMIT,     1499.95, false",
        "BUY,  STOPLIMIT, 1500.05, false",
        "SELL, MARKET,    1499.95, true",
        "SELL, MARKET,    1500.00, true",
        "SELL, MARKET,    1500.05, false",
        "SELL, LIMIT,     1500.00, true",
        "SELL, LIMIT,     1500.05, false",
        "SELL, STOPLIMIT, 1499.95, false",
    })
    void an_entry_whose_stop_is_at_or_beyond_the_last_price_is_refused(
            Side side, OrderType type, String stop, boolean refused) {
        last("1500.00", NOW);
        assertThat(entry(terms(side, type, stop, null)).isPresent()).isEqualTo(refused);
    }

    @Test
    void the_refusal_of_an_entry_says_both_prices_when_it_was_read_and_what_next() {
        last("1500.00", NOW.minusSeconds(30));
        assertThat(entry(terms(Side.BUY, OrderType.MARKET, "1510.00", null)))
                .contains("slStopPrice 1510.00 is not below the last price 1500.00 of RELIANCE, read at"
                        + " 2026-11-23T04:29:30Z: the position would be closed as soon as it fills; give a stop below"
                        + " the last price");
        assertThat(entry(terms(Side.SELL, OrderType.MARKET, "1490.00", null)))
                .hasValueSatisfying(why -> assertThat(why).contains("is not above", "give a stop above"));
    }

    @Test
    void a_last_price_counts_for_two_cycle_intervals_and_for_its_account_and_instrument_only() {
        NewManagedOrder late = terms(Side.BUY, OrderType.MARKET, "1510.00", null);
        assertThat(entry(late)).as("unknown").isEmpty();
        last("1500.00", NOW.minusSeconds(120));
        assertThat(entry(late)).isPresent();
        last("1500.00", NOW.minusSeconds(120).minusNanos(1));
        assertThat(entry(late)).as("old").isEmpty();
        prices.read(71, Map.of(SHARE, new BigDecimal("1500.00")), NOW);
        assertThat(entry(late)).as("another account's").isEmpty();
        prices.read(ACCOUNT, Map.of(InstrumentId.parse("NSECM:1"), new BigDecimal("1500.00")), NOW);
        assertThat(entry(late)).as("another instrument's").isEmpty();
    }

    @Test
    void only_the_instruments_of_the_newest_read_and_active_accounts_are_remembered() {
        last("1500.00", NOW);
        prices.read(ACCOUNT, Map.of(), NOW);
        assertThat(prices.since(ACCOUNT, SHARE, NOW)).isEmpty();
        last("1500.00", NOW);
        prices.retain(java.util.Set.of(71L));
        assertThat(prices.since(ACCOUNT, SHARE, NOW)).isEmpty();
    }

    @ParameterizedTest(name = "an entry with the stop {0} and the target {1}: {2}")
    @CsvSource({
        "1300.00, 1700.00,",
        "1299.95, 1700.00, slStopPrice 1299.95 lies outside",
        "1300.00, 1700.05, targetPrice 1700.05 lies outside",
    })
    void an_entry_whose_exits_lie_outside_the_band_is_refused(String stop, String target, @Nullable String why) {
        for (OrderType type : new OrderType[] {OrderType.MARKET, OrderType.LIMIT, OrderType.STOPLIMIT}) {
            Optional<String> refusal = entry(terms(Side.BUY, type, stop, target));
            assertThat(refusal.orElse("")).startsWith(why == null ? "" : why);
            assertThat(refusal.isPresent()).isEqualTo(why != null);
        }
        assertThat(entry(terms(Side.SELL, OrderType.LIMIT, "1700.05", null)).orElse(""))
                .isEqualTo("slStopPrice 1700.05 lies outside the price band of RELIANCE, 1300.00 to 1700.00 (of"
                        + " 2026-11-23): the exchange would refuse it; give a price within");
        assertThat(entry(terms(Side.SELL, OrderType.LIMIT, "1700.00", "1299.95")))
                .isPresent();
    }

    @Test
    void a_band_of_an_earlier_day_refuses_nothing_and_one_of_the_first_instant_of_today_does() {
        NewManagedOrder outside = terms(Side.BUY, OrderType.MARKET, "1200.00", null);
        Instant midnight = LocalDate.of(2026, 11, 23).atStartOfDay(INDIA).toInstant();
        assertThat(check.entry(prices, outside, share(midnight.minusNanos(1)), NOW))
                .isEmpty();
        assertThat(check.entry(prices, outside, share(Instant.EPOCH), NOW)).isEmpty();
        assertThat(check.entry(prices, outside, share(midnight), NOW)).isPresent();
    }

    @Test
    void an_entry_that_the_exchange_rejects_itself_for_its_price_passes_for_nothing_of_it_is_filled() {
        last("1500.00", NOW);
        NewManagedOrder was = terms(Side.BUY, OrderType.LIMIT, "1640.00", null);
        assertThat(entry(was.repriced(null, new BigDecimal("1700.00"), was.slStopPrice(), null, "k")))
                .isPresent();
        assertThat(entry(was.repriced(null, new BigDecimal("1700.05"), was.slStopPrice(), null, "k")))
                .isEmpty();
    }

    @ParameterizedTest(name = "a {0} of which {1} units are filled, its stop to {2}: refused {3}")
    @CsvSource({
        "BUY,  100, 1500.05, true",
        "BUY,  100, 1500.00, true",
        "BUY,  1,   1500.00, true",
        "BUY,  0,   1500.00, false",
        "BUY,  100, 1499.95, false",
        "SELL, 100, 1499.95, true",
        "SELL, 100, 1500.00, true",
        "SELL, 0,   1500.00, false",
        "SELL, 100, 1500.05, false",
    })
    void an_amendment_that_would_close_what_is_open_is_refused(Side side, int filled, String stop, boolean refused) {
        last("1500.00", NOW);
        NewManagedOrder was = terms(side, OrderType.LIMIT, side == Side.BUY ? "1480.00" : "1520.00", null);
        assertThat(amended(was, filled, stop, null).isPresent()).isEqualTo(refused);
    }

    @Test
    void the_refusal_of_an_amendment_says_how_to_close_the_order_and_an_old_price_refuses_nothing() {
        NewManagedOrder was = terms(Side.BUY, OrderType.LIMIT, "1480.00", null);
        last("1500.00", NOW.minusSeconds(120));
        assertThat(amended(was, 40, "1510.00", null))
                .contains("slStopPrice 1510.00 is not below the last price 1500.00 of RELIANCE, read at"
                        + " 2026-11-23T04:28:00Z: 40 open units would be closed at once; give a stop below the last"
                        + " price, or close the order now ('order exit'). The price is read again now: if it has moved,"
                        + " ask once more");
        last("1500.00", NOW.minusSeconds(121));
        assertThat(amended(was, 40, "1510.00", null)).isEmpty();
    }

    @Test
    void a_price_that_stays_as_it_is_never_refuses_an_amendment() {
        last("1470.00", NOW);
        NewManagedOrder was = terms(Side.BUY, OrderType.LIMIT, "1480.00", "1710.00");
        assertThat(amended(was, 100, "1480", "1690.00"))
                .as("its stop is beyond the market")
                .isEmpty();
        assertThat(amended(was, 100, "1460.00", "1710"))
                .as("its target is outside")
                .isEmpty();
        NewManagedOrder low = terms(Side.BUY, OrderType.LIMIT, "1290.00", null);
        assertThat(amended(low, 100, "1290.00", "1690.00"))
                .as("its stop is outside")
                .isEmpty();
    }

    @Test
    void an_amendment_to_a_price_outside_the_band_is_refused_filled_or_not() {
        NewManagedOrder was = terms(Side.BUY, OrderType.LIMIT, "1480.00", "1690.00");
        assertThat(amended(was, 0, "1299.95", "1690.00"))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("slStopPrice 1299.95 lies outside the price band"));
        assertThat(amended(was, 100, "1480.00", "1700.05"))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("targetPrice 1700.05 lies outside the price band"));
        assertThat(amended(was, 100, "1300.00", "1700.00")).isEmpty();
    }
}
