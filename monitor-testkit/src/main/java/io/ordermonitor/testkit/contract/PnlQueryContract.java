package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NIFTY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.RELIANCE;
import static io.ordermonitor.testkit.contract.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.MatchedPiece;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.PnlQuery;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PnlQuery} does. The random books, 3,000 of them, are made of seeds, and a failure names its seed.
 */
public abstract class PnlQueryContract extends StoreContract {
    private static final long ACCOUNT = Samples.ACCOUNT.id();
    private static final PnlKey KEY = new PnlKey(ACCOUNT, RELIANCE, Product.MIS);
    private static final int SEEDS = 50;
    private static final int INSTRUMENTS = 30;

    /** For subclasses. */
    protected PnlQueryContract() {}

    private PnlRow realised(BrokerOrder... rows) {
        stores.snapshots().save(ACCOUNT, DAY, List.of(rows), null, NOON);
        return stores.pnl().realised(DAY, Set.of(KEY)).get(0);
    }

    private static void assertRow(PnlRow row, String realised, long open, String openValue) {
        assertThat(row.realised()).isEqualByComparingTo(realised);
        assertThat(row.openQuantity()).isEqualTo(open);
        assertThat(row.openValue()).isEqualByComparingTo(openValue);
    }

    @Test
    void aKeyWithoutTradesIsAnsweredWithZero() {
        PnlKey unheardOf = new PnlKey(ACCOUNT, NIFTY, Product.CNC);

        List<PnlRow> rows = stores.pnl().realised(DAY, Set.of(KEY, unheardOf));

        assertThat(rows).extracting(PnlRow::key).containsExactlyInAnyOrder(KEY, unheardOf);
        assertThat(rows).allSatisfy(row -> assertRow(row, "0", 0, "0"));
        assertThat(stores.pnl().pieces(DAY, KEY)).isEmpty();
        assertThat(stores.pnl().realised(DAY, Set.of())).isEmpty();
    }

    @Test
    void whatWasBoughtFirstIsSoldFirst() {
        PnlRow row = realised(
                row("1", Side.BUY, 100, "10", NOON),
                row("2", Side.BUY, 100, "20", NOON.plusSeconds(1)),
                row("3", Side.SELL, 150, "30", NOON.plusSeconds(2)));

        assertRow(row, "2500", 50, "1000");
        assertThat(row.unrealised(new BigDecimal("25"))).isEqualByComparingTo("250");
    }

    @Test
    void aShortThatFlipsIsLongAfterwards() {
        PnlRow row = realised(row("1", Side.SELL, 40, "30", NOON), row("2", Side.BUY, 100, "20", NOON.plusSeconds(1)));

        assertRow(row, "400", 60, "1200");
    }

    @Test
    void anOpenShortHasANegativeQuantityAndValue() {
        PnlRow row = realised(row("1", Side.SELL, 40, "30.25", NOON));

        assertRow(row, "0", -40, "-1210");
        assertThat(row.unrealised(new BigDecimal("31.25"))).isEqualByComparingTo("-40");
    }

    @Test
    void equalTimesGoByTheBrokerOrderIdAsText() {
        realised(
                row("9", Side.BUY, 10, "20", NOON),
                row("10", Side.BUY, 10, "10", NOON),
                row("11", Side.SELL, 10, "30", NOON));

        assertThat(stores.pnl().pieces(DAY, KEY))
                .extracting(MatchedPiece::buyOrderId)
                .containsExactly("10");
    }

    @Test
    void carriedUnitsEnterFirstAtTheirCarriedPrice() {
        Position carried = new Position(RELIANCE, Product.MIS, 10, BigDecimal.ZERO, null, 50, new BigDecimal("100"));
        BrokerOrder bought = row("1", Side.BUY, 20, "105", NOON);
        BrokerOrder sold = row("2", Side.SELL, 60, "110", NOON.plusSeconds(1));
        stores.snapshots().save(ACCOUNT, DAY, List.of(bought, sold), List.of(carried), NOON);

        assertRow(stores.pnl().realised(DAY, Set.of(KEY)).get(0), "550", 10, "1050");
        assertThat(stores.pnl().pieces(DAY, KEY))
                .extracting(MatchedPiece::buyOrderId)
                .containsExactlyInAnyOrder("carried", "1");
    }

    @Test
    void theMultiplierIsTheInstrumentsOwn() {
        stores.instruments().save(Samples.BROKER, List.of(Samples.instrument(RELIANCE, "RELIANCE", 1, "2.5")));

        PnlRow row = realised(row("1", Side.BUY, 10, "10", NOON), row("2", Side.SELL, 4, "11", NOON.plusSeconds(1)));

        assertThat(row.multiplier()).isEqualByComparingTo("2.5");
        assertRow(row, "10", 6, "150");
    }

    @Test
    void otherAccountsDaysAndProductsDoNotCount() {
        stores.snapshots()
                .save(Samples.OTHER_ACCOUNT.id(), DAY, List.of(row("1", Side.BUY, 10, "10", NOON)), null, NOON);
        stores.snapshots().save(ACCOUNT, DAY.minusDays(1), List.of(row("1", Side.BUY, 10, "10", NOON)), null, NOON);

        assertRow(realised(row("2", Side.SELL, 4, "11", NOON)), "0", -4, "-44");
        assertRow(
                stores.pnl()
                        .realised(DAY, Set.of(new PnlKey(ACCOUNT, RELIANCE, Product.CNC)))
                        .get(0),
                "0",
                0,
                "0");
    }

    @Test
    void randomBooksAgreeWithMatchingUnitByUnit() {
        List<Instrument> instruments = RandomBooks.instruments(INSTRUMENTS);
        stores.instruments().save(Samples.BROKER, instruments);
        for (long seed = 1; seed <= SEEDS; seed++) {
            agree(seed, instruments);
        }
    }

    private void agree(long seed, List<Instrument> instruments) {
        RandomBooks random = new RandomBooks(seed);
        LocalDate day = DAY.plusDays(seed);
        List<RandomBooks.Book> books = new ArrayList<>();
        for (Instrument instrument : instruments) {
            books.add(random.next(ACCOUNT, instrument, Product.MIS));
            books.add(random.next(ACCOUNT, instrument, Product.NRML));
        }
        List<BrokerOrder> rows = new ArrayList<>();
        List<Position> positions = new ArrayList<>();
        books.forEach(book -> {
            rows.addAll(book.rows());
            positions.addAll(book.positions());
        });
        Collections.shuffle(rows, new Random(seed));
        stores.snapshots().save(ACCOUNT, day, rows, positions, NOON);
        Set<PnlKey> keys = books.stream().map(RandomBooks.Book::key).collect(Collectors.toSet());
        Map<PnlKey, PnlRow> figures =
                stores.pnl().realised(day, keys).stream().collect(Collectors.toMap(PnlRow::key, Function.identity()));
        assertThat(figures).as("seed " + seed).containsOnlyKeys(keys);
        for (RandomBooks.Book book : books) {
            check(seed, day, book, figures);
        }
    }

    private void check(long seed, LocalDate day, RandomBooks.Book book, Map<PnlKey, PnlRow> figures) {
        FifoOracle oracle = new FifoOracle(book);
        String which = "seed " + seed + ", " + book.key();
        PnlRow figure = figures.getOrDefault(book.key(), oracle.row());
        assertThat(canonical(figure)).as(which).isEqualTo(canonical(oracle.row()));
        BigDecimal mark = new BigDecimal("1234.55");
        BigDecimal net =
                mark.multiply(BigDecimal.valueOf(figure.openQuantity())).multiply(figure.multiplier());
        assertThat(figure.realised().add(figure.unrealised(mark)))
                .as(which + ": realised and unrealised are what was paid plus what is held")
                .isEqualByComparingTo(oracle.cash().add(net));
        assertThat(canonical(stores.pnl().pieces(day, book.key()))).as(which).isEqualTo(canonical(oracle.pieces()));
    }

    /** The same whatever the scale of its numbers; a comparison field by field would take most of the time. */
    private static PnlRow canonical(PnlRow row) {
        return new PnlRow(
                row.key(),
                row.realised().stripTrailingZeros(),
                row.openQuantity(),
                row.openValue().stripTrailingZeros(),
                row.multiplier().stripTrailingZeros());
    }

    private static Set<MatchedPiece> canonical(List<MatchedPiece> pieces) {
        return pieces.stream()
                .map(p -> new MatchedPiece(
                        p.key(),
                        p.buyOrderId(),
                        p.sellOrderId(),
                        p.quantity(),
                        p.buyPrice().stripTrailingZeros(),
                        p.sellPrice().stripTrailingZeros()))
                .collect(Collectors.toSet());
    }
}
